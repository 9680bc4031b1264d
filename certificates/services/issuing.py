"""Issuing: each place with confirmed attendance gets exactly one valid certificate."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from attendees.enums import Decision, PlaceState
from attendees.models import Attendance, Place
from attendees.services.attendance import confirm_attendance
from certificates.models import Certificate
from certificates.numbers import new_number
from certificates.services.reissuing import Latest, latest_of, restore_all
from certificates.services.snapshots import ProviderWords, certificate_content, provider_words
from workshops.foundation.queueing import queue_task
from workshops.models import Session
from workshops.queries import current_provider


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What one run of issuing did.

    Certificates made, places that had theirs, names of those not yet entitled, and certificates that stand again.
    """

    made: int
    had: int
    waiting: tuple[str, ...]
    restored: int = 0


def confirm_and_issue(*, session_id: int, by: str, place_ids: Collection[int] | None = None) -> Issued:
    """Confirm what was marked for a session and issue what it earns. Raises AttendanceRefusedError."""
    confirm_attendance(session_id=session_id, by=by, place_ids=place_ids)
    return issue_certificates(session_id=session_id, by=by)


def issue_certificates(*, session_id: int, by: str = "issuing") -> Issued:
    """One certificate for each place of the session that has earned one and has none; safe to run again at any time.

    A revoked certificate counts as had, and only `restore_certificate` brings it back; unless its attendance was
    reopened and confirmed again: then it stands again where it says what is true now, and is followed by a new version
    where it does not. Locks the session while it writes, so two runs at once make one set; the unique constraint has
    the last word. Workers make the PDFs and tell the attendees after the commit.
    """
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session_id)
        places = _places(session_id)
        latest = latest_of(places)
        earned = [place for place in places if has_earned(place)]
        anew = [place for place in earned if place.pk in latest and _is_anew(latest[place.pk], place)]
        again = [place for place in anew if latest[place.pk].says_what_is_true(place)]
        missing = [place for place in earned if place.pk not in latest or (place in anew and place not in again)]
        if again:
            restore_all([latest[place.pk].pk for place in again], by=by)
        if missing:
            _issue_all(missing, latest)
    waiting = tuple(str(place) for place in places if not has_earned(place))
    return Issued(made=len(missing), had=len(latest) - len(anew), waiting=waiting, restored=len(again))


def _is_anew(latest: Latest, place: Place) -> bool:
    return latest.rests_on_the_former(place.attendance)


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


def _issue_all(places: Iterable[Place], latest: Mapping[int, Latest]) -> None:
    """The provider and the signature are read once, so that a hundred places cost a hundred inserts."""
    provider = current_provider()
    words = provider_words(provider)
    for place in places:
        _issue(place, number=new_number(provider.number_prefix), words=words, former=latest.get(place.pk))


def _issue(place: Place, *, number: str, words: ProviderWords, former: Latest | None) -> None:
    from certificates.tasks import render_certificate

    now = timezone.now()
    version = former.version + 1 if former else 1
    content = certificate_content(
        place=place,
        provider=words,
        number=number,
        issued_on=now.astimezone(place.session.zone).date(),
        version=version,
        replaces=former.number if former else "",
    )
    certificate = Certificate.objects.create(
        number=number,
        place=place,
        version=version,
        replaces_id=former.pk if former else None,
        snapshot=content.to_dict(),
        issued_at=now,
    )
    queue_task(render_certificate, certificate.pk)
