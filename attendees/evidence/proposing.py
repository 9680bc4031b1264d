"""What to decide for one place, by the session's rule, with the sentence that says how it came about."""

from datetime import timedelta

from attendees.evidence.enums import Decision
from attendees.evidence.figures import Evidence, PartEvidence, Proposal, Rule
from attendees.evidence.intervals import Span, common, total, union, whole_minutes
from attendees.evidence.report import END_UNKNOWN
from workshops.foundation.durations import exact_hours

QUARTER = 15
NO_EVIDENCE = "no readable evidence of the time in the room"
NO_MINUTES = "the session states no CPD minutes"
OPEN_END = "the time of leaving is not known, so the session’s end is assumed"
TOTAL_ONLY = "total only, breaks cannot be told apart"
NOT_BY_PART = "total only, so it cannot be told part by part"
# Absent by the rule, and not because nobody saw them.
RULE_MISSED = "not met, so no time counts"


def propose(evidence: Evidence, rule: Rule) -> Proposal:
    """What is unknown goes to a person, unless what is known is enough by itself."""
    if evidence.minutes is None or not evidence.possible:
        why = NO_EVIDENCE if evidence.minutes is None else NO_MINUTES
        return Proposal(decision=Decision.REVIEW, minutes=None, sentence="; ".join([why, *_doubts(evidence)]))
    decision, minutes = _decide(evidence, rule, evidence.minutes, evidence.possible)
    return Proposal(decision=decision, minutes=minutes, sentence="; ".join(_clauses(evidence, rule, decision, minutes)))


def _decide(evidence: Evidence, rule: Rule, minutes: int, possible: int) -> tuple[Decision, int | None]:
    if evidence.has_open_end or (minutes and _is_hidden(evidence, rule)):
        return Decision.REVIEW, None
    if minutes and _is_met(evidence, rule):
        return Decision.FULL, possible
    if _doubts(evidence):
        return Decision.REVIEW, None
    given = minutes // QUARTER * QUARTER if rule.partial else 0
    return (Decision.PART, given) if given else (Decision.ABSENT, 0)


def _doubts(evidence: Evidence) -> list[str]:
    """Without what the open end says already."""
    return [doubt for doubt in evidence.doubts if doubt != END_UNKNOWN]


def _is_hidden(evidence: Evidence, rule: Rule) -> bool:
    return rule.each_part and evidence.is_total_only


def _is_met(evidence: Evidence, rule: Rule) -> bool:
    if rule.each_part and evidence.parts:
        return not _failed_parts(evidence, rule)
    minutes, possible = evidence.minutes or 0, evidence.possible or 0
    return _is_enough(_credited(evidence.altogether, rule) if evidence.altogether else minutes, possible, rule)


def _failed_parts(evidence: Evidence, rule: Rule) -> list[PartEvidence]:
    return [
        part for part in evidence.parts if not (part.minutes and _is_enough(_credited(part, rule), part.possible, rule))
    ]


def _is_enough(minutes: int, possible: int, rule: Rule) -> bool:
    if rule.share_percent is None and rule.least_minutes is None:
        return minutes >= possible if rule.partial else minutes > 0
    enough = minutes * 100 >= (rule.share_percent or 0) * possible
    return enough and minutes >= min(rule.least_minutes or 0, possible)


def _credited(part: PartEvidence, rule: Rule) -> int:
    """With what was missed within the grace at either end: nobody is given less for having been there longer."""
    first, last, grace = part.whole[0].start, part.whole[-1].end, timedelta(minutes=rule.grace_minutes)
    forgiven = common(part.missed, union([Span(first, first + grace), Span(last - grace, last)]))
    return min(part.possible, whole_minutes(total(part.whole) - total(part.missed) + total(forgiven)))


def _clauses(evidence: Evidence, rule: Rule, decision: Decision, minutes: int | None) -> list[str]:
    clauses = [f"in the room {exact_hours(evidence.minutes or 0)} of {exact_hours(evidence.possible or 0)}"]
    clauses += _missed(evidence, rule)
    if evidence.is_total_only:
        clauses.append(NOT_BY_PART if _is_hidden(evidence, rule) else TOTAL_ONLY)
    clauses += [OPEN_END] if evidence.has_open_end else []
    if rule.each_part and decision is not Decision.FULL:
        clauses += [_short_of(part) for part in _failed_parts(evidence, rule)[:1]]
    clauses += _doubts(evidence) if decision is Decision.REVIEW else []
    clauses.append(f"rule: {_spoken(rule)}")
    if decision is Decision.ABSENT and evidence.minutes:
        clauses.append(RULE_MISSED)
    return [*clauses, f"{exact_hours(minutes)} counted"] if decision is Decision.PART and minutes else clauses


def _missed(evidence: Evidence, rule: Rule) -> list[str]:
    """Why minutes are missing; together as many as there are."""
    missing = (evidence.possible or 0) - (evidence.minutes or 0)
    if missing <= 0:
        return []
    rest = missing - evidence.late_by - evidence.left_early_by if evidence.parts else 0
    away = max(whole_minutes(total(evidence.away)), rest) if evidence.away and evidence.minutes else 0
    return [
        *([f"came {exact_hours(evidence.late_by)} late{_graced(evidence.late_by, rule)}"] if evidence.late_by else []),
        *([f"away {exact_hours(away)}"] if away > 0 else []),
        *(
            [f"left {exact_hours(evidence.left_early_by)} early{_graced(evidence.left_early_by, rule)}"]
            if evidence.left_early_by
            else []
        ),
    ]


def _graced(missed: int, rule: Rule) -> str:
    return f" (within the grace of {exact_hours(rule.grace_minutes)})" if missed <= rule.grace_minutes else ""


def _short_of(part: PartEvidence) -> str:
    title = f"“{part.title}”" if part.title else "one part"
    return f"{title} {exact_hours(part.minutes)} of {exact_hours(part.possible)}"


def _spoken(rule: Rule) -> str:
    limits = [
        *([f"{rule.share_percent} %"] if rule.share_percent is not None else []),
        *([f"at least {exact_hours(rule.least_minutes)}"] if rule.least_minutes is not None else []),
    ]
    if not limits:
        return "by the quarter of an hour" if rule.partial else "any time in the room"
    return f"{' and '.join(limits)}{' of each part' if rule.each_part else ''}"
