"""What is recorded of someone's attendance, in the words that they and whoever booked for them read."""

from dataclasses import dataclass

from django.utils import timezone

from attendees.enums import Decision, PlaceState
from attendees.evidence.proposing import RULE_MISSED
from attendees.models import Attendance, Place
from workshops.enums import SessionState
from workshops.foundation.durations import hours_label


@dataclass(frozen=True, kw_only=True)
class Record:
    """`standing` says what is recorded; `why` how that came about, for the person alone."""

    standing: str
    why: str = ""
    is_confirmed: bool = False
    is_absent: bool = False


def record_of(place: Place, *, is_own: bool) -> Record | None:
    """Once the session is over and something is recorded. Others than the person are told what is confirmed, and no more."""
    attendance: Attendance | None = getattr(place, "attendance", None) if is_over(place) else None
    if attendance is None or not (is_own or attendance.confirmed_at):
        return None
    return Record(
        standing=standing_of(attendance),
        why=why_of(attendance) if is_own else "",
        is_confirmed=attendance.confirmed_at is not None,
        is_absent=attendance.decision == Decision.ABSENT,
    )


def is_over(place: Place) -> bool:
    """Whether the place is one on which somebody can have attended by now."""
    was_held = place.session.state == SessionState.SCHEDULED and place.session.ends_at <= timezone.now()
    return place.state == PlaceState.CONFIRMED and was_held


def standing_of(attendance: Attendance) -> str:
    """The decision with its minutes: "Attended in part, 3¾ hours (3 h 45 min) of CPD"."""
    if attendance.decision == Decision.REVIEW:
        return "Not decided yet"
    if attendance.decision == Decision.ABSENT:
        return "Too short to count" if is_too_short(attendance) else "Absent"
    return f"{attendance.get_decision_display()}, {hours_label(attendance.minutes or 0)} of CPD"


def is_too_short(attendance: Attendance) -> bool:
    """Whether the evidence shows someone who was there for less than the session's rule asks for."""
    is_by_rule = attendance.is_proposed and attendance.evidence.endswith(RULE_MISSED)
    return attendance.decision == Decision.ABSENT and is_by_rule


def why_of(attendance: Attendance) -> str:
    """A person's reason goes before the evidence, which it overrules."""
    why = attendance.evidence if attendance.is_proposed else attendance.reason
    return f"{why[:1].upper()}{why[1:]}".removesuffix(".")
