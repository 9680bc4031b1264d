"""Stays: what shows that someone was there. Recording one decides nothing; a proposal that stands already follows it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from attendees.enums import PlaceState, StaySource
from attendees.errors import AttendanceRefusedError
from attendees.joining import counts_as_arrival
from attendees.models import Place, Stay
from attendees.services.locking import lock_sessions
from attendees.services.proposing import propose_for_place
from workshops.enums import SessionState

# Whoever presses twice, or comes back after a lost connection, has arrived once.
ONE_ARRIVAL = timedelta(minutes=10)


def record_stay(
    *,
    place_id: int,
    source: StaySource,
    starts_at: datetime,
    ends_at: datetime | None = None,
    note: str = "",
    by: str,
) -> Stay:
    """Write down that someone was there, from `starts_at` to `ends_at`; without an end a moment, or an end not known.

    Locks the session. Raises AttendanceRefusedError for a place that is not confirmed, a session that is not held, an
    end before the start, and once the attendance has been confirmed.
    """
    with transaction.atomic():
        lock_attendable(place_id)
        if ends_at is not None and ends_at < starts_at:
            raise AttendanceRefusedError("The end lies before the start. Change one of them.")
        return Stay.objects.create(
            place_id=place_id, source=source, starts_at=starts_at, ends_at=ends_at, note=note[:300], by=by
        )


def record_moment(*, place_id: int, source: StaySource, since: datetime, note: str = "", by: str) -> tuple[Stay, bool]:
    """Write down that someone is there now, once since a moment: the stay, and whether it is new.

    Locks the session, so that two at once make one. Raises as `record_stay` does.
    """
    with transaction.atomic():
        place = lock_attendable(place_id)
        known = Stay.objects.filter(place_id=place_id, source=source, starts_at__gte=since).order_by("pk").last()
        if known:
            return known, False
        stay = Stay.objects.create(place_id=place_id, source=source, starts_at=timezone.now(), note=note[:300], by=by)
        follow_stays(place, by=by)
        return stay, True


def record_joining(*, place_id: int, by: str) -> Stay | None:
    """Somebody goes to the meeting from their joining page: an arrival, once in ten minutes; None while it is too early.

    Locks the session. Raises as `record_stay` does.
    """
    place = Place.objects.select_related("session").get(pk=place_id)
    if not counts_as_arrival(place.session):
        return None
    since = timezone.now() - ONE_ARRIVAL
    stay, _ = record_moment(place_id=place_id, source=StaySource.JOINED, since=since, by=by)
    return stay


def follow_stays(place: Place, *, by: str) -> None:
    """Work a proposal out anew after the stays of its place changed: an absence of noon is not confirmed in the evening.

    `place` comes from `lock_attendable`. Where nothing was proposed yet, or a person marked it, nothing happens.
    """
    attendance = getattr(place, "attendance", None)
    if attendance and attendance.is_proposed:
        propose_for_place(place_id=place.pk, by=by)


def lock_attendable(place_id: int) -> Place:
    """The place anew with its session locked, if stays may be recorded on it. Call it inside a transaction.

    Confirming attendance and releasing places lock the session as well, so neither happens meanwhile.
    """
    session_id = Place.objects.values_list("session_id", flat=True).get(pk=place_id)
    session = lock_sessions([session_id])[session_id]
    place = Place.objects.select_related("attendance").get(pk=place_id)
    place.session = session
    attendance = getattr(place, "attendance", None)
    refusals = (
        (place.state != PlaceState.CONFIRMED, f"The place of {place} is not confirmed, so nobody can be there on it."),
        (session.state != SessionState.SCHEDULED, "This session is not held, so nobody can be there."),
        (bool(attendance and attendance.confirmed_at), f"The attendance of {place} is confirmed already."),
    )
    refusal = next((sentence for applies, sentence in refusals if applies), "")
    if refusal:
        raise AttendanceRefusedError(refusal)
    return place
