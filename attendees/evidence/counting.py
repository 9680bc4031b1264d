"""From one person's stays to the minutes that they evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from attendees.evidence.figures import Evidence, Part, PartEvidence
from attendees.evidence.intervals import Span, common, minutes_begun, span, total, union, whole_minutes, without
from attendees.evidence.report import Stay


@dataclass(frozen=True)
class _Timetable:
    """The teaching parts of a session, apart from each other; `parts` each by itself, with its title."""

    teaching: list[Span]
    participatory: list[Span]
    skills: list[Span]
    parts: list[tuple[str, Span]]


def evidence_of(
    stays: Iterable[Stay],
    *,
    total_minutes: int | None = None,
    parts: Sequence[Part] = (),
    stated_minutes: int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    doubts: Iterable[str] = (),
) -> Evidence:
    """All stays of one person for one session, whichever reports they come from.

    `total_minutes` is for reports without stays; nought says that someone is known not to have come. Without a part
    that teaches, stays are cut to `starts_at` and `ends_at` where given, and `stated_minutes` is the most that counts.
    """
    stays, timetable = tuple(stays), _timetable(tuple(parts))
    teaching = timetable.teaching
    whole = teaching or _session(starts_at, ends_at)
    present = _presence(stays, whole[-1].end if whole else None)
    there = common(union(present), whole) if whole else union(present)
    possible = whole_minutes(total(teaching)) if teaching else stated_minutes
    counted = _capped(whole_minutes(total(there)) if present else None, possible)
    in_all = _capped(total_minutes, possible)
    # Of nought it is known where the rest went.
    is_total_only = in_all is not None and in_all > (counted or 0)
    known = Evidence(
        minutes=in_all if is_total_only or counted is None else counted,
        possible=possible,
        is_total_only=is_total_only,
        has_open_end=any(stay.end is None for stay in stays),
        doubts=tuple(doubts),
    )
    return known if known.minutes is None or is_total_only else _explained(known, whole, there, timetable)


def _explained(known: Evidence, whole: Sequence[Span], there: Sequence[Span], timetable: _Timetable) -> Evidence:
    """With what stays can tell and totals cannot: the sorts of teaching, and where the rest went."""
    altogether = _stretch("", whole, there, possible=known.possible)
    gaps = [each for each in altogether.missed if there and there[0].start < each.start < there[-1].end]
    return replace(
        known,
        participatory_minutes=_within(there, timetable.participatory) if timetable.teaching else None,
        skills_minutes=_within(there, timetable.skills) if timetable.teaching else None,
        late_by=altogether.late_by,
        left_early_by=altogether.left_early_by,
        away=tuple(gaps),
        parts=tuple(_stretch(title, [part], there) for title, part in timetable.parts),
        altogether=altogether,
    )


@lru_cache(maxsize=32)
def _timetable(parts: tuple[Part, ...]) -> _Timetable:
    """Worked out once, and then for everybody in a session."""
    taught = [(part, span(part.start, part.end)) for part in parts if part.is_teaching]
    return _Timetable(
        teaching=union(each for _, each in taught),
        participatory=union(each for part, each in taught if part.is_participatory),
        skills=union(each for part, each in taught if part.is_skills),
        parts=[(part.title, each) for part, each in taught],
    )


def _session(starts_at: datetime | None, ends_at: datetime | None) -> list[Span]:
    return union([span(starts_at, ends_at)]) if starts_at and ends_at else []


def _presence(stays: Sequence[Stay], last: datetime | None) -> list[Span]:
    """Stays without an end last until the session's; where that is unknown too, they tell nothing."""
    return [span(stay.start, end) for stay in stays if (end := stay.end or last)]


def _capped(minutes: int | None, possible: int | None) -> int | None:
    if minutes is None:
        return None
    return max(0, minutes if possible is None else min(minutes, possible))


def _within(there: Sequence[Span], spans: Sequence[Span]) -> int:
    return whole_minutes(total(common(there, spans)))


def _stretch(title: str, whole: Sequence[Span], there: Sequence[Span], *, possible: int | None = None) -> PartEvidence:
    """Of someone never there, nothing is before their coming or after their leaving."""
    inside = common(whole, there)
    missed = without(whole, inside)
    before = [each for each in missed if inside and each.end <= inside[0].start]
    after = [each for each in missed if inside and each.start >= inside[-1].end]
    longest = whole_minutes(total(whole))
    return PartEvidence(
        title=title,
        minutes=whole_minutes(total(inside)),
        possible=longest if possible is None else possible,
        late_by=minutes_begun(total(before)),
        left_early_by=minutes_begun(total(after)),
        whole=tuple(whole),
        missed=tuple(missed),
    )
