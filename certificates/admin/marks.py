"""The marks of a roster: one small form for each place, all sent together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.db.models import Prefetch, Q

from attendees.attendance_words import standing_of
from attendees.enums import Decision, QueryState, StaySource
from attendees.models import AttendanceQuery, Place, Stay
from attendees.querysets import PlaceQuerySet
from attendees.services.attendance import mark_attendance
from certificates.enums import CertificateState
from certificates.models import Certificate
from workshops.foundation.errors import DomainError
from workshops.models import Session


class Mark(NamedTuple):
    decision: Decision
    minutes: int | None
    reason: str


class MarkForm(forms.Form):
    """What an organiser saw for one place.

    Each field carries the value the page showed, so that only what was changed on this page is written: a mark that
    somebody else made meanwhile is not undone by sending an old page.
    """

    decision = forms.ChoiceField(
        choices=[("", "Not marked"), *Decision.choices], required=False, show_hidden_initial=True
    )
    minutes = forms.IntegerField(min_value=1, required=False, show_hidden_initial=True)
    reason = forms.CharField(max_length=300, required=False, show_hidden_initial=True)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"place-{place.pk}", initial=_shown(place), **kwargs)
        self.fields["decision"].widget.attrs["aria-label"] = f"Attendance of {place}"
        self.fields["minutes"].widget.attrs["aria-label"] = f"CPD minutes of {place}"
        self.fields["reason"].widget.attrs |= {"aria-label": f"Reason for {place}", "placeholder": "Reason"}

    @property
    def mark(self) -> Mark | None:
        """What to write; None when nothing was changed or nothing chosen."""
        chosen = self.cleaned_data.get("decision")
        if not chosen or not self._is_meant(chosen):
            return None
        minutes = self.cleaned_data.get("minutes") if chosen == Decision.PART else None
        return Mark(Decision(chosen), minutes, self.cleaned_data["reason"])

    def _is_meant(self, chosen: str) -> bool:
        """A reason alone is for the mark that stands, not for one that the page still shows."""
        changed = set(self.changed_data)
        return bool(changed - {"reason"}) or ("reason" in changed and chosen == self.initial["decision"])

    @property
    def wrong(self) -> str:
        """Why it cannot be read, in a sentence."""
        return LONG if "reason" in self.errors else NO_MINUTES


NO_MINUTES = "Minutes are a whole number above nought."
LONG = "The reason is longer than 300 characters. Shorten it."


def _shown(place: Place) -> dict[str, Any]:
    attendance = getattr(place, "attendance", None)
    if attendance is None:
        return {"decision": ""}
    minutes = attendance.minutes or None
    return {"decision": attendance.decision, "minutes": minutes, "reason": attendance.reason}


@dataclass
class Row:
    """One line of the roster."""

    place: Place
    form: MarkForm | None
    refusal: str = ""

    @cached_property
    def attendance(self) -> Any:
        return getattr(self.place, "attendance", None)

    @cached_property
    def certificate(self) -> Certificate | None:
        """The one that stands, else the latest of those that were revoked."""
        found = self.place.certificates.all()
        return next((one for one in found if one.state == CertificateState.ISSUED), found[0] if found else None)

    @property
    def standing(self) -> str:
        """As organisers are told: what is to be reviewed waits for one of them."""
        if self.attendance is None:
            return ""
        is_doubt = self.attendance.decision == Decision.REVIEW
        return str(Decision.REVIEW.label) if is_doubt else standing_of(self.attendance)

    @property
    def stage(self) -> str:
        """What the standing is so far; empty while it is to be reviewed."""
        if self.attendance is None or self.attendance.decision == Decision.REVIEW:
            return ""
        if self.is_confirmed:
            return "Confirmed"
        return "Proposed" if self.attendance.is_proposed else "Marked"

    @property
    def sources(self) -> str:
        """Where its evidence came from, each once."""
        found = {stay.source for stay in self.place.stays.all()}
        return ", ".join(str(source.label) for source in StaySource if source in found)

    @property
    def is_confirmed(self) -> bool:
        return bool(self.attendance and self.attendance.confirmed_at)

    @property
    def is_decided(self) -> bool:
        """Whether it can be confirmed now."""
        return bool(self.attendance and not self.is_confirmed and self.attendance.decision != Decision.REVIEW)

    @property
    def has_query(self) -> bool:
        return bool(self.place.attendance_queries.all())


def places_of(session: Session) -> PlaceQuerySet:
    """The session's confirmed places by name, with all that a row of the roster shows."""
    standing = Certificate.objects.exclude(state=CertificateState.SUPERSEDED).defer("snapshot").order_by("-pk")
    return session.places.roster().prefetch_related(
        Prefetch("certificates", queryset=standing),
        Prefetch("stays", queryset=Stay.objects.only("place_id", "source").order_by("pk")),
        Prefetch("attendance_queries", queryset=AttendanceQuery.objects.filter(state=QueryState.OPEN)),
    )


def rows_of(places: Sequence[Place], data: Any = None) -> list[Row]:
    """A row for each place, with a form where the attendance is still open.

    An answer to a form whose attendance was confirmed meanwhile is read too, so that its refusal is told.
    """
    rows = [Row(place, None) for place in places]
    for row in rows:
        if not row.is_confirmed or (data and f"place-{row.place.pk}-decision" in data):
            row.form = MarkForm(data, place=row.place)
    return rows


def save_marks(rows: Sequence[Row], *, by: str) -> int:
    """Write each changed mark by its own service call; what is refused stands on its row. How many were written."""
    written = 0
    for row in rows:
        if row.form is None:
            continue
        if not row.form.is_valid():
            row.refusal = row.form.wrong
        elif row.form.mark:
            written += _try(row, _marker(row, row.form.mark, by))
    return written


# Whom one button marks, all for the same reason.
UNMARKED = Q(attendance=None)
TO_REVIEW = Q(attendance__decision=Decision.REVIEW, attendance__confirmed_at=None)


def mark_in_full(session: Session, whom: Q, rows: list[Row], *, reason: str, by: str) -> int:
    """Mark all of these of the session as attended in full. How many were written.

    Whoever was marked on this page is left out; what is refused stands on its row, added where the page had none.
    """
    shown = {row.place.pk: row for row in rows}
    touched = [pk for pk, row in shown.items() if row.refusal or (row.form and row.form.mark)]
    written = 0
    for place in session.places.roster().filter(whom).exclude(pk__in=touched):
        row = shown.get(place.pk) or Row(place, None)
        written += _try(row, _marker(row, Mark(Decision.FULL, None, reason), by))
        if row.refusal and place.pk not in shown:
            rows.append(row)
    return written


def _marker(row: Row, mark: Mark, by: str) -> Callable[[], object]:
    return lambda: mark_attendance(
        place_id=row.place.pk, decision=mark.decision, minutes=mark.minutes, reason=mark.reason, by=by
    )


def _try(row: Row, act: Callable[[], object]) -> int:
    try:
        act()
    except DomainError as error:
        row.refusal = str(error)
        return 0
    return 1
