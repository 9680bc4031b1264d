"""When people hear of a session unasked: three times before it and once after. No questions to the database.

Each has a moment and an end: what an outage kept back beyond that is not sent any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from workshops.models import Session

# Sessions run over, and nobody reads in the last minute.
AFTER_THE_END = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One of them: `asked_by` is the session's field that asks for it."""

    name: str
    asked_by: str
    moment: Callable[[Session], datetime]
    end: Callable[[Session], datetime]

    def is_due(self, session: Session, now: datetime) -> bool:
        """Whether `session` asks for it, and now is the time."""
        return bool(getattr(session, self.asked_by)) and self.moment(session) <= now < self.end(session)


def _by_the_clock(session: Session, *, days: int) -> datetime:
    """The same time of day so many days before, by the session's clock, whether or not that changes meanwhile."""
    return (session.local_start - timedelta(days=days)).astimezone(UTC)


def _before(session: Session, **length: int) -> datetime:
    return session.starts_at.astimezone(UTC) - timedelta(**length)


WEEK = Occasion(
    name="week",
    asked_by="reminds_week",
    moment=lambda session: _by_the_clock(session, days=7),
    end=lambda session: _before(session, days=5),
)
DAY = Occasion(
    name="day",
    asked_by="reminds_day",
    moment=lambda session: _by_the_clock(session, days=1),
    end=lambda session: _before(session, hours=12),
)
HOUR = Occasion(
    name="hour",
    asked_by="reminds_hour",
    moment=lambda session: _before(session, hours=1),
    end=_before,
)
AFTER = Occasion(
    name="after",
    asked_by="follows_up",
    moment=lambda session: session.ends_at.astimezone(UTC) + AFTER_THE_END,
    end=lambda session: session.ends_at.astimezone(UTC) + timedelta(days=2),
)
BEFORE = (WEEK, DAY, HOUR)
OCCASIONS = {occasion.name: occasion for occasion in (*BEFORE, AFTER)}
# No session needs anything earlier or later than this: a day more than a week, because clocks change.
FURTHEST_AHEAD = timedelta(days=8)
LONGEST_AFTER = timedelta(days=2)


def day_of(session: Session) -> str:
    """The session's first day, as keys of messages have it: moved to another day, everything is said anew."""
    return f"{session.local_start:%Y%m%d}"
