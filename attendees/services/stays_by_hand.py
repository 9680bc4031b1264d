"""Stays that organisers add and take away by hand, each with a reason; what is proposed follows at once."""

from datetime import datetime

from django.db import transaction

from attendees.enums import StaySource
from attendees.errors import AttendanceRefusedError
from attendees.models import Place, Stay
from attendees.services.attendance_record import STAY_ADDED, STAY_REMOVED, note_attendance, refuse_confirmed
from attendees.services.locking import lock_sessions
from attendees.services.proposing import propose_for_place
from attendees.services.stays import record_stay
from workshops.models import Session

BY_HAND = (StaySource.ORGANISER, StaySource.SCAN)


def add_stay(*, place_id: int, starts_at: datetime, ends_at: datetime, reason: str, by: str) -> Stay:
    """An organiser says that someone was there from then until then. Locks the session.

    Raises AttendanceRefusedError without a reason, for a stay outside the session's days or one that ends before it
    begins, for a place that is not confirmed, and once its attendance is.
    """
    with transaction.atomic():
        place = _lock(place_id)
        _refuse_unfit(place.session, starts_at, ends_at, reason)
        stay = record_stay(
            place_id=place_id,
            source=StaySource.ORGANISER,
            starts_at=starts_at,
            ends_at=ends_at,
            note=reason.strip(),
            by=by,
        )
        _note(place, STAY_ADDED, stay, reason, by)
    return stay


def remove_stay(*, stay_id: int, reason: str, by: str) -> Place:
    """Take away a stay that was recorded by hand, at the door or at the desk; the record keeps what it said.

    Locks the session. Raises AttendanceRefusedError without a reason, for a stay of another source, and once the
    attendance is confirmed.
    """
    with transaction.atomic():
        place = _lock(Stay.objects.values_list("place_id", flat=True).get(pk=stay_id))
        stay = Stay.objects.filter(pk=stay_id).first()
        if stay is None or stay.source not in BY_HAND:
            raise AttendanceRefusedError("Only a stay that was recorded by hand can be removed, and only once.")
        if not reason.strip():
            raise AttendanceRefusedError("Say why the stay is removed: it is evidence.")
        refuse_confirmed(place)
        stay.delete()
        _note(place, STAY_REMOVED, stay, reason, by)
    return place


def _lock(place_id: int) -> Place:
    session_id = Place.objects.values_list("session_id", flat=True).get(pk=place_id)
    lock_sessions([session_id])
    return Place.objects.select_related("session", "attendance").get(pk=place_id)


def _refuse_unfit(session: Session, starts_at: datetime, ends_at: datetime, reason: str) -> None:
    if not reason.strip():
        raise AttendanceRefusedError("Say how you know that they were there.")
    if ends_at <= starts_at:
        raise AttendanceRefusedError("A stay ends after it begins.")
    if starts_at >= session.ends_at or ends_at <= session.starts_at:
        raise AttendanceRefusedError("That is outside the session, so it cannot count.")


def _note(place: Place, became: str, stay: Stay, reason: str, by: str) -> None:
    said = f"{stay_told(stay, place.session)}: {reason.strip()}"
    note_attendance(
        place_ids=[place.pk], came_from=getattr(place, "attendance", None), became=became, by=by, reason=said
    )
    propose_for_place(place_id=place.pk, by=by)


def stay_told(stay: Stay, session: Session) -> str:
    """A stay in words, in the session's own zone: "10:00 to 11:30 (Organiser)"."""
    if stay.starts_at is None:
        return f"{stay.total_minutes} minutes in all ({stay.get_source_display()})"
    begins = stay.starts_at.astimezone(session.zone)
    until = f" to {stay.ends_at.astimezone(session.zone):%H:%M}" if stay.ends_at else ""
    day = f"{begins.day} {begins:%B}, " if session.local_start.date() != session.local_end.date() else ""
    return f"{day}{begins:%H:%M}{until} ({stay.get_source_display()})"
