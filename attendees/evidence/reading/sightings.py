"""Rows with their moments understood: when someone was there, or what is unknown about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attendees.evidence.reading.clock import Clock
from attendees.evidence.reading.durations import read_seconds
from attendees.evidence.reading.entries import Entry
from attendees.evidence.reading.names import without_numbers
from attendees.evidence.report import END_UNKNOWN, SessionFacts, Stay

NO_TIME = "no time given"
NO_JOINING = "time of joining unknown"
WAITED = "in the waiting room only"
BACKWARDS = "leaving stands before joining"


@dataclass(slots=True)
class Sighting:
    """One row. `seconds` is a total. `doubt` says what is unknown; `other_day` that all of it was on another day."""

    entry: Entry
    stay: Stay | None = None
    seconds: int | None = None
    doubt: str = ""
    other_day: bool = False


def sight_all(entries: Sequence[Entry], clock: Clock, session: SessionFacts) -> list[Sighting]:
    return [sight(entry, clock, session) for entry in entries]


def sight(entry: Entry, clock: Clock, session: SessionFacts) -> Sighting:
    if entry.attended is False and not entry.joined:
        return Sighting(entry)
    if entry.is_total:
        return _total(entry, clock, session)
    stay, doubt = _stay(entry, clock)
    if stay and not clock.is_near(stay.start) and not (stay.end and clock.is_near(stay.end)):
        return Sighting(entry, stay, other_day=True)
    return Sighting(entry, stay, doubt=doubt)


def _stay(entry: Entry, clock: Clock) -> tuple[Stay | None, str]:
    """Two of joining, leaving and duration make a stay."""
    start = clock.moment(entry.joined)
    end = clock.later(start, entry.left) if start else clock.moment(entry.left)
    if entry.left and not end:
        return None, unreadable("time of leaving", entry.left)
    if entry.joined and not start:
        return None, unreadable("time of joining", entry.joined)
    if not (start and end):
        start, end = _completed(start, end, read_seconds(entry.duration))
    if not start:
        return None, NO_JOINING if entry.left else NO_TIME
    if end and end < start:
        return None, BACKWARDS
    return Stay(start=start, end=end), "" if end else END_UNKNOWN


def _completed(
    start: datetime | None, end: datetime | None, seconds: int | None
) -> tuple[datetime | None, datetime | None]:
    """The missing end by the duration, if there is one."""
    if seconds is None:
        return start, end
    length = timedelta(seconds=seconds)
    return start or (end - length if end else None), end or (start + length if start else None)


def _total(entry: Entry, clock: Clock, session: SessionFacts) -> Sighting:
    """A total, never more than what lies between the first joining and the last leaving within the session."""
    seconds = read_seconds(entry.duration)
    if seconds is None:
        return Sighting(entry, doubt=unreadable("duration", entry.duration) if entry.duration else NO_TIME)
    start, end = clock.moment(entry.joined), clock.moment(entry.left)
    if not start or not end or end < start:
        return Sighting(entry, seconds=seconds)
    span = Stay(start=start, end=end)
    if not clock.is_near(start) and not clock.is_near(end):
        return Sighting(entry, span, other_day=True)
    within = min(end, session.ends_at) - max(start, session.starts_at)
    return Sighting(entry, seconds=max(0, min(seconds, int(within.total_seconds()))))


def unreadable(what: str, text: str) -> str:
    """`text` shortened, since it stands in notes that people read."""
    return f"{what} unreadable: “{without_numbers(text[:30])}”"
