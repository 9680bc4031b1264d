"""What is counted, by which rule, and what comes of it. Minutes are whole; None means unknown, never nought."""

from dataclasses import dataclass
from datetime import datetime

from attendees.evidence.enums import Decision
from attendees.evidence.intervals import Span


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of a session, its moments aware. Only teaching counts; participatory and skills are sorts of teaching."""

    start: datetime
    end: datetime
    title: str = ""
    is_teaching: bool = True
    is_participatory: bool = False
    is_skills: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What someone must have been there for to be given all minutes; both limits where both stand.

    `grace_minutes`: what is missed of so many at each end costs nothing. `each_part`: the limits hold
    for every teaching part by itself. `partial`: whoever misses them is given their time, down to the quarter of an
    hour; otherwise nothing. With neither limit, `partial` gives everyone their own time, and else any presence is enough.
    """

    share_percent: int | None = 80
    least_minutes: int | None = None
    grace_minutes: int = 0
    each_part: bool = False
    partial: bool = False


@dataclass(frozen=True, kw_only=True)
class PartEvidence:
    """How much of one teaching part, or of all teaching, someone was there for; `missed` is the rest of `whole`."""

    title: str
    minutes: int
    possible: int
    late_by: int
    left_early_by: int
    whole: tuple[Span, ...] = ()
    missed: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What is known of one person's time, in minutes of teaching.

    `minutes` is None where nothing readable tells; `possible` where the session states no minutes. `late_by` and
    `left_early_by` are the teaching missed before the first and after the last presence, rounded up; `away` are the gaps
    between, which without a timetable may be breaks. `is_total_only`: the figure is a total of the meeting, so that
    breaks cannot be taken out of it, and nothing is known of lateness, gaps and parts; otherwise `altogether` tells
    of all parts together what each of `parts` tells of its own. `has_open_end`: a stay without
    an end was taken to last until the session's. `doubts` are further reasons why `minutes` may be too low.
    """

    minutes: int | None
    possible: int | None
    participatory_minutes: int | None = None
    skills_minutes: int | None = None
    late_by: int = 0
    left_early_by: int = 0
    away: tuple[Span, ...] = ()
    parts: tuple[PartEvidence, ...] = ()
    altogether: PartEvidence | None = None
    is_total_only: bool = False
    has_open_end: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What to decide for one place, and how it came about. `minutes` are those of CPD; None while it is to be reviewed."""

    decision: Decision
    minutes: int | None
    sentence: str
