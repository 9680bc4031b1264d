"""Arrivals and leavings at the door, as an organiser scans or presses them."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from attendees.enums import StaySource
from attendees.errors import AttendanceRefusedError
from attendees.models import Place, Stay
from attendees.services.stays import follow_stays, lock_attendable
from workshops.foundation.clock import clock
from workshops.models import Session

logger = logging.getLogger(__name__)

# The door opens before the session, and people leave after it; beyond this it is another session's.
DOOR = timedelta(hours=3)


def scan_place(*, place_id: int, by: str, left: bool = False) -> Stay:
    """Write down that someone came in, or with `left` that they went: the stay that is open today, or a new one.

    Scanning in twice is one arrival, and scanning out twice one leaving. What was not scanned out the day before stays
    without an end, for a person to look at. Locks the session. Raises AttendanceRefusedError as `record_stay` does,
    more than three hours away from the session, for a place without a name, and for a leaving of somebody who was not
    scanned in today.
    """
    with transaction.atomic():
        place = lock_attendable(place_id)
        if not place.is_named:
            raise AttendanceRefusedError("Nobody is named on this place yet. Name whoever came, then scan them in.")
        _refuse_untimely(place.session)
        last = _last_today(place)
        stay = _leave(place, last) if left else _arrive(place, last, by)
        follow_stays(place, by=by)
        return stay


def undo_scan(*, stay_id: int, by: str) -> Place:
    """Take the latest scan of a stay back: its leaving if it has one, else the whole stay. Whose place it was.

    Locks the session. Raises AttendanceRefusedError for a stay that was not scanned, and once attendance is confirmed.
    """
    with transaction.atomic():
        place_id = Stay.objects.filter(pk=stay_id).values_list("place_id", flat=True).first()
        if place_id is None:
            raise AttendanceRefusedError("This scan was taken back already.")
        place = lock_attendable(place_id)
        stay = Stay.objects.filter(pk=stay_id, source=StaySource.SCAN).first()
        if stay is None:
            raise AttendanceRefusedError("Only scans are taken back here, and each once.")
        # The stay may be gone afterwards, so the log keeps who took it back.
        logger.info("Scan of place %s taken back by %s: %s to %s", place.pk, by, stay.starts_at, stay.ends_at)
        if stay.ends_at is None:
            stay.delete()
        else:
            stay.ends_at = None
            stay.save(update_fields=["ends_at"])
        follow_stays(place, by=by)
        return place


def _arrive(place: Place, last: Stay | None, by: str) -> Stay:
    if last is not None and last.ends_at is None:
        return last
    if place.session.is_past:
        raise AttendanceRefusedError("The session is over, so nobody arrives any more.")
    return Stay.objects.create(place=place, source=StaySource.SCAN, starts_at=timezone.now(), by=by)


def _leave(place: Place, last: Stay | None) -> Stay:
    if last is None:
        raise AttendanceRefusedError(f"{place} was not scanned in today. Record by hand when they came.")
    if last.ends_at is None:
        last.ends_at = timezone.now()
        last.save(update_fields=["ends_at"])
    return last


def _last_today(place: Place) -> Stay | None:
    """The latest scan since midnight by the session's clock."""
    midnight = timezone.now().astimezone(place.session.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    scans = Stay.objects.filter(place=place, source=StaySource.SCAN, starts_at__gte=midnight)
    return scans.order_by("starts_at", "pk").last()


def _refuse_untimely(session: Session) -> None:
    now = timezone.now()
    opens, closes = session.starts_at - DOOR, session.ends_at + DOOR
    if not opens <= now <= closes:
        local = (opens if now < opens else closes).astimezone(session.zone)
        words = "opens at" if now < opens else "closed at"
        raise AttendanceRefusedError(f"The door of this session {words} {clock(local)} on {local:%d %B %Y}.")
