"""The marks of a roster: one small form for each place, all sent together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Prefetch

from attendees.enums import Decision
from attendees.models import Place
from attendees.services.attendance import mark_attendance
from certificates.enums import CertificateState
from certificates.models import Certificate
from workshops.foundation.errors import DomainError
from workshops.models import Session


class MarkForm(forms.Form):
    """What an organiser saw for one place.

    Each field carries the value the page showed, so that only what was changed on this page is written: a mark that
    somebody else made meanwhile is not undone by sending an old page.
    """

    decision = forms.ChoiceField(
        choices=[("", "Not marked"), *Decision.choices], required=False, show_hidden_initial=True
    )
    minutes = forms.IntegerField(min_value=1, required=False, show_hidden_initial=True)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        attendance = getattr(place, "attendance", None)
        initial = {"decision": attendance.decision, "minutes": attendance.minutes} if attendance else {"decision": ""}
        super().__init__(*args, prefix=f"place-{place.pk}", initial=initial, **kwargs)
        self.fields["decision"].widget.attrs["aria-label"] = f"Attendance of {place}"
        self.fields["minutes"].widget.attrs["aria-label"] = f"CPD minutes of {place}"

    @property
    def mark(self) -> tuple[Decision, int | None] | None:
        """The decision and minutes to write; None when nothing was changed or nothing chosen."""
        chosen = self.cleaned_data.get("decision")
        if not chosen or not self.has_changed():
            return None
        return Decision(chosen), self.cleaned_data.get("minutes") if chosen == Decision.PART else None


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
    def is_confirmed(self) -> bool:
        return bool(self.attendance and self.attendance.confirmed_at)


def rows_of(session: Session, data: Any = None) -> list[Row]:
    """The session's confirmed places by name, with a form for each whose attendance is still open.

    An answer to a form whose attendance was confirmed meanwhile is read too, so that its refusal is told.
    """
    standing = Certificate.objects.exclude(state=CertificateState.SUPERSEDED).defer("snapshot").order_by("-pk")
    places = session.places.roster().prefetch_related(Prefetch("certificates", queryset=standing))
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
            row.refusal = "Minutes are a whole number above nought."
        elif row.form.mark:
            decision, minutes = row.form.mark
            written += _try(row, _marker(row, decision, minutes, by))
    return written


def mark_rest_in_full(rows: Sequence[Row], *, by: str) -> int:
    """Mark everyone without a mark as attended in full; what is refused stands on its row. How many were written."""
    rest = [row for row in rows if row.form is not None and not row.attendance and not row.refusal]
    unmarked = [row for row in rest if not row.form.mark]
    return sum(_try(row, _marker(row, Decision.FULL, None, by)) for row in unmarked)


def _marker(row: Row, decision: Decision, minutes: int | None, by: str) -> Callable[[], object]:
    return lambda: mark_attendance(place_id=row.place.pk, decision=decision, minutes=minutes, by=by)


def _try(row: Row, act: Callable[[], object]) -> int:
    try:
        act()
    except DomainError as error:
        row.refusal = str(error)
        return 0
    return 1
