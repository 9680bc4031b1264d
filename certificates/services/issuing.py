"""Issuing: each place with confirmed attendance gets exactly one valid certificate."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from attendees.enums import Decision, PlaceState
from attendees.models import Attendance, Place
from attendees.services.attendance import confirm_attendance
from certificates.models import Certificate
from certificates.numbers import new_number
from certificates.services.snapshots import ProviderWords, certificate_content, provider_words
from workshops.foundation.queueing import queue_task
from workshops.models import Session
from workshops.queries import current_provider


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What one run of issuing did: certificates made, places that had theirs, and names of those not yet entitled."""

    made: int
    had: int
    waiting: tuple[str, ...]


def confirm_and_issue(*, session_id: int, by: str, place_ids: Collection[int] | None = None) -> Issued:
    """Confirm what was marked for a session and issue what it earns. Raises AttendanceRefusedError."""
    confirm_attendance(session_id=session_id, by=by, place_ids=place_ids)
    return issue_certificates(session_id=session_id)


def issue_certificates(*, session_id: int) -> Issued:
    """One certificate for each place of the session that has earned one and has none; safe to run again at any time.

    A revoked certificate counts as had: only `restore_certificate` brings it back.
    Locks the session while it writes, so two runs at once make one set; the unique constraint has the last word.
    Workers make the PDFs and tell the attendees after the commit.
    """
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session_id)
        places = _places(session_id)
        had = set(Certificate.objects.standing().filter(place__in=places).values_list("place_id", flat=True))
        missing = [place for place in places if has_earned(place) and place.pk not in had]
        if missing:
            _issue_all(missing)
    waiting = tuple(str(place) for place in places if not has_earned(place))
    return Issued(made=len(missing), had=len(had), waiting=waiting)


def _places(session_id: int) -> list[Place]:
    found = Place.objects.filter(session_id=session_id, state=PlaceState.CONFIRMED)
    return list(
        found.select_related("attendance", "session__workshop")
        .prefetch_related("session__parts", "session__workshop__presenter_links__presenter")
        .order_by("pk")
    )


def has_earned(place: Place) -> bool:
    """Whether a place's attendance is confirmed, in full or in part, and the person is named."""
    attendance: Attendance | None = getattr(place, "attendance", None)
    if attendance is None or attendance.decision not in {Decision.FULL, Decision.PART}:
        return False
    return bool(attendance.confirmed_at and attendance.minutes and place.attendee_name)


def _issue_all(places: Iterable[Place]) -> None:
    """The provider and the signature are read once, so that a hundred places cost a hundred inserts."""
    provider = current_provider()
    words = provider_words(provider)
    for place in places:
        _issue(place, number=new_number(provider.number_prefix), words=words)


def _issue(place: Place, *, number: str, words: ProviderWords) -> None:
    from certificates.tasks import render_certificate

    now = timezone.now()
    today = now.astimezone(place.session.zone).date()
    content = certificate_content(place=place, provider=words, number=number, issued_on=today)
    certificate = Certificate.objects.create(number=number, place=place, snapshot=content.to_dict(), issued_at=now)
    queue_task(render_certificate, certificate.pk)
