"""The timetables that a workshop's page shows."""

from dataclasses import dataclass

from workshops.foundation.clock import elapsed_minutes
from workshops.models import Session, TimetablePart


@dataclass(frozen=True)
class Timetable:
    """The parts of a session, and what they add up to. Minutes throughout."""

    session: Session
    parts: list[TimetablePart]
    whole: int
    rest: int
    taught: int | None

    @property
    def adds_up(self) -> bool:
        """Whether the whole less the rest is the CPD that is promised; it is not where someone set another figure.

        Over several days it says nothing: nobody calls a night a break.
        """
        days = {
            moment.astimezone(self.session.zone).date()
            for part in self.parts
            for moment in (part.starts_at, part.ends_at)
        }
        return len(days) == 1 and self.whole - self.rest == self.taught


def timetables(sessions: list[Session]) -> list[Timetable]:
    """One for each way the day is run, named by its first session. Reads prefetched parts."""
    found: dict[tuple[tuple[object, ...], ...], Timetable] = {}
    for session in sessions:
        parts = list(session.parts.all())
        if parts:
            found.setdefault(_pattern(session, parts), _timetable(session, parts))
    return list(found.values())


def _pattern(session: Session, parts: list[TimetablePart]) -> tuple[tuple[object, ...], ...]:
    """Equal for two sessions that run alike by the clock."""
    day = session.local_start.date()
    starts = [part.starts_at.astimezone(session.zone) for part in parts]
    return tuple(
        ((start.date() - day).days, start.time(), part.title, part.minutes, part.is_teaching, part.presenter_id)
        for start, part in zip(starts, parts, strict=True)
    )


def _timetable(session: Session, parts: list[TimetablePart]) -> Timetable:
    taught = sum(part.minutes for part in parts if part.is_teaching)
    whole = elapsed_minutes(parts[0].starts_at, parts[-1].ends_at)
    return Timetable(session, parts, whole=whole, rest=whole - taught, taught=session.teaching_minutes)
