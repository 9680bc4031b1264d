"""What the stays on a place come to by its session's timetable and rule: from rows to the pure counting of `evidence`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attendees import evidence
from attendees.enums import Decision, StaySource
from attendees.evidence.minutes import Evidence, Part, Rule, evidence_of, propose
from attendees.models import Stay
from workshops.models import Session

MOMENTS: dict[str, str] = {
    StaySource.JOINED: "opened the meeting by the personal link at {}",
    StaySource.CODE: "checked in by code at {}",
}
LENGTH_UNKNOWN = "for how long is not known"
ALIKE = "several reports give the same {} min, counted once as they may be of one meeting"
UNSEEN = "when nothing else shows anyone there"
# Whoever types the code while they leave, or by another clock, does not contradict a report.
NEAR = timedelta(minutes=5)
LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Counting:
    """How a session counts. Read once, and then used for everybody in it.

    `minutes` are those of whoever was there in full. The other two are None where no timetable tells.
    """

    session: Session
    parts: tuple[Part, ...]
    rule: Rule
    minutes: int | None
    participatory_minutes: int | None
    skills_minutes: int | None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What to propose for one place, as `Attendance` keeps it."""

    decision: Decision
    minutes: int | None
    sentence: str
    participatory_minutes: int | None = None
    skills_minutes: int | None = None


def counting_of(session: Session) -> Counting:
    """Reads prefetched parts."""
    parts = tuple(
        Part(
            start=part.starts_at,
            end=part.ends_at,
            title=part.title,
            is_teaching=part.is_teaching,
            is_participatory=part.is_participatory,
            is_skills=part.is_skills,
        )
        for part in session.parts.all()
    )
    whole = evidence_of([evidence.Stay(start=session.starts_at, end=session.ends_at)], parts=parts)
    return Counting(
        session=session,
        parts=parts,
        rule=rule_of(session),
        minutes=session.teaching_minutes,
        participatory_minutes=whole.participatory_minutes,
        skills_minutes=whole.skills_minutes,
    )


def rule_of(session: Session) -> Rule:
    return Rule(
        share_percent=session.attendance_percent,
        least_minutes=session.attendance_minutes,
        grace_minutes=session.grace_minutes,
        each_part=session.counts_each_part,
        partial=session.gives_partial_hours,
    )


def evidence_for(counting: Counting, stays: Sequence[Stay]) -> Evidence:
    """All stays of one place together; totals of several reports are added up, and moments add no length.

    The same total twice is more likely one meeting, saved in two ways: it counts once, and a person looks.
    """
    lengths = [stay for stay in stays if has_length(stay)]
    given = [stay.total_minutes for stay in stays if stay.total_minutes is not None]
    totals = set(given)
    alike = [ALIKE.format(total) for total in sorted(totals) if total and given.count(total) > 1]
    return evidence_of(
        [evidence.Stay(start=stay.starts_at, end=stay.ends_at) for stay in lengths if stay.starts_at],
        total_minutes=sum(totals) if totals else None,
        parts=counting.parts,
        stated_minutes=counting.minutes,
        starts_at=counting.session.starts_at,
        ends_at=counting.session.ends_at,
        doubts=dict.fromkeys([*_notes(stays), *alike, *_contradictions(counting.session, stays, lengths, sum(totals))]),
    )


def has_length(stay: Stay) -> bool:
    """Whether it lasts: someone who typed the code or opened the meeting was there, for how long nobody knows."""
    return stay.starts_at is not None and (stay.ends_at is not None or stay.source not in MOMENTS)


def finding_for(counting: Counting, stays: Sequence[Stay], *, absence: str) -> Finding | None:
    """What to propose for a place. `absence` says what it means that nothing shows someone, empty if it means nothing."""
    if not stays:
        return _absent(counting, absence) if absence else None
    if all(stay.source in MOMENTS and stay.ends_at is None for stay in stays):
        known = [*([absence] if absence else []), *moments_told(counting.session, stays), LENGTH_UNKNOWN]
        return Finding(decision=Decision.REVIEW, minutes=None, sentence=_fitting(known))
    found = evidence_for(counting, stays)
    proposed = propose(found, counting.rule)
    decision = Decision(proposed.decision)
    minutes = _granted(decision, proposed.minutes, counting)
    return Finding(
        decision=decision,
        minutes=minutes,
        sentence=_fitting(proposed.sentence.split("; ")),
        participatory_minutes=_of_sort(decision, minutes, found.participatory_minutes, counting.participatory_minutes),
        skills_minutes=_of_sort(decision, minutes, found.skills_minutes, counting.skills_minutes),
    )


def moments_told(session: Session, stays: Iterable[Stay]) -> list[str]:
    """The first moment of each source, in the session's own zone; with the date where it lasts several days."""
    firsts: dict[str, datetime] = {}
    for stay in stays:
        if stay.starts_at and stay.source in MOMENTS and stay.ends_at is None:
            firsts[stay.source] = min(stay.starts_at, firsts.get(stay.source, stay.starts_at))
    return [MOMENTS[source].format(_clock(session, at)) for source, at in sorted(firsts.items(), key=_by_moment)]


def _by_moment(entry: tuple[str, datetime]) -> datetime:
    return entry[1]


def _clock(session: Session, at: datetime) -> str:
    local = at.astimezone(session.zone)
    is_long = session.local_start.date() != session.local_end.date()
    return f"{local:%H:%M} on {local.day} {local:%B}" if is_long else f"{local:%H:%M}"


def _notes(stays: Iterable[Stay]) -> list[str]:
    """What a report could not tell about this person's time."""
    return [stay.note for stay in stays if stay.source == StaySource.REPORT and stay.note]


def _contradictions(session: Session, stays: Iterable[Stay], lengths: Sequence[Stay], total: int) -> list[str]:
    """Moments within the session that no length covers. Of a bare total nobody can tell where it lay."""
    if total and not lengths:
        return []
    unseen = [stay for stay in stays if _is_moment_within(session, stay) and not _is_covered(stay, lengths)]
    return [f"{told}, {UNSEEN}" for told in moments_told(session, unseen)]


def _is_moment_within(session: Session, stay: Stay) -> bool:
    at = stay.starts_at
    return at is not None and not has_length(stay) and session.starts_at <= at <= session.ends_at


def _is_covered(moment: Stay, lengths: Iterable[Stay]) -> bool:
    at = moment.starts_at
    return any(
        at and stay.starts_at and stay.starts_at - NEAR <= at and (stay.ends_at is None or at <= stay.ends_at + NEAR)
        for stay in lengths
    )


def _absent(counting: Counting, absence: str) -> Finding:
    return Finding(
        decision=Decision.ABSENT,
        minutes=0,
        sentence=absence,
        participatory_minutes=_none_of(counting.participatory_minutes),
        skills_minutes=_none_of(counting.skills_minutes),
    )


def _granted(decision: Decision, minutes: int | None, counting: Counting) -> int | None:
    """A session may state other minutes than its timetable adds up to: nobody is given more than it states."""
    if decision == Decision.FULL:
        return counting.minutes
    return minutes if minutes is None or counting.minutes is None else min(minutes, counting.minutes)


def _of_sort(decision: Decision, minutes: int | None, evidenced: int | None, whole: int | None) -> int | None:
    """Of one sort of teaching: all of it with all minutes, else what was attended of it, within what is given."""
    if decision == Decision.FULL:
        return whole
    if decision == Decision.ABSENT:
        return _none_of(whole)
    return None if minutes is None or evidenced is None else min(evidenced, minutes)


def _none_of(whole: int | None) -> int | None:
    return None if whole is None else 0


def _fitting(clauses: Sequence[str]) -> str:
    """As many clauses as a row holds."""
    told = "; ".join(clauses)
    return told if len(told) <= LONGEST else told[: LONGEST - 1].rsplit("; ", 1)[0] + "…"
