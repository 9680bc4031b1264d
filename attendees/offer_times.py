"""When an offer to the waiting list goes out, and until when it stands. No questions to the database or the clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

# By the session's clock. Nothing is sent from 9pm on, nor before 8am; and whoever reads it at eight has an hour at the least.
FIRST_SENDING = time(8)
LAST_SENDING = time(21)
FIRST_END = time(9)
LAST_END = time(21)
SHORTEST = timedelta(hours=1)
# Nobody takes a seat in the last two hours before a session.
BEFORE_START = timedelta(hours=2)
# An offer takes up this part of the time that is left when it goes out.
PART = 4


@dataclass(frozen=True, kw_only=True)
class OfferWindow:
    """The moment an offer is sent, and the one at which it ends."""

    sends_at: datetime
    ends_at: datetime


def offer_window(*, now: datetime, session_start: datetime, zone: ZoneInfo, hours: int) -> OfferWindow | None:
    """The window of an offer made `now`, in UTC; None when too little time is left before the session.

    It lasts `hours`, but no more than a quarter of the time left, and an hour at the least. An end at night moves to the
    next morning; so close to the session that it cannot, to the evening before, if an hour is left until then.
    """
    sends_at = _next_sending(now, zone)
    latest = session_start.astimezone(UTC) - BEFORE_START
    if sends_at + SHORTEST > latest:
        return None
    quarter = (session_start - sends_at) / PART
    length = max(SHORTEST, min(timedelta(hours=hours), quarter))
    return OfferWindow(
        sends_at=sends_at, ends_at=_out_of_the_night(sends_at, min(sends_at + length, latest), latest, zone)
    )


def _next_sending(now: datetime, zone: ZoneInfo) -> datetime:
    local = now.astimezone(zone)
    if FIRST_SENDING <= local.time() < LAST_SENDING:
        return now.astimezone(UTC)
    return _next(local, FIRST_SENDING)


def _out_of_the_night(sends_at: datetime, ends_at: datetime, latest: datetime, zone: ZoneInfo) -> datetime:
    local = ends_at.astimezone(zone)
    if FIRST_END <= local.time() <= LAST_END:
        return ends_at
    morning = _next(local, FIRST_END)
    if morning <= latest:
        return morning
    evening = _last_evening(local)
    return evening if evening >= sends_at + SHORTEST else ends_at


def _next(local: datetime, clock: time) -> datetime:
    """When the clock next shows that time, in UTC: today or tomorrow."""
    day = local.date() if local.time() < clock else local.date() + timedelta(days=1)
    return datetime.combine(day, clock, tzinfo=local.tzinfo).astimezone(UTC)


def _last_evening(local: datetime) -> datetime:
    day = local.date() if local.time() > LAST_END else local.date() - timedelta(days=1)
    return datetime.combine(day, LAST_END, tzinfo=local.tzinfo).astimezone(UTC)
