"""How far a session is: the time until it begins, or what runs now and what comes next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workshops.foundation.clock import elapsed_minutes
from workshops.foundation.durations import exact_hours
from workshops.models import Session, TimetablePart

A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Course:
    """`standing` is a few words for the head of a page; `running` and `coming` are parts of the timetable."""

    standing: str
    has_begun: bool
    is_over: bool
    running: TimetablePart | None
    coming: TimetablePart | None


def course_of(session: Session, now: datetime) -> Course:
    """Where `session` stands at `now`. Reads prefetched parts."""
    parts = list(session.parts.all())
    is_over = now >= session.ends_at
    return Course(
        standing=_standing(session, now),
        has_begun=now >= session.starts_at,
        is_over=is_over,
        running=None if is_over else _first(parts, lambda part: part.starts_at <= now < part.ends_at),
        coming=_first(parts, lambda part: part.starts_at > now),
    )


def _first(parts: Sequence[TimetablePart], holds: Callable[[TimetablePart], bool]) -> TimetablePart | None:
    return next(filter(holds, parts), None)


def _standing(session: Session, now: datetime) -> str:
    if now < session.starts_at:
        return f"Begins in {_spoken(now, session.starts_at)}"
    if now < session.ends_at:
        return f"Running: ends in {_spoken(now, session.ends_at)}"
    return f"Over since {_spoken(session.ends_at, now)}"


def _spoken(start: datetime, end: datetime) -> str:
    """Days from two days on, before that hours and minutes."""
    if end - start >= 2 * A_DAY:
        return f"{(end - start) // A_DAY} days"
    return exact_hours(elapsed_minutes(start, end))
