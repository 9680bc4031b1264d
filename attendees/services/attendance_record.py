"""The record of who decided what about an attendance: beside the row, because a proposal may be withdrawn with its row."""

from collections.abc import Iterable

from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, Place
from workshops.models import StateChange

# Filed under the id of the place: it has one attendance at the most.
SUBJECT = Attendance._meta.label_lower
UNMARKED = "unmarked"
CONFIRMED = "confirmed"
REOPENED = "reopened"
STAY_ADDED = "stay added"
STAY_REMOVED = "stay removed"


def note_attendance(
    *, place_ids: Iterable[int], became: str, by: str, came_from: Attendance | None = None, reason: str = ""
) -> None:
    """Write a line for each place, in the caller's transaction. `became` is a decision, or one of the words above."""
    before = came_from.decision if came_from else UNMARKED
    StateChange.objects.bulk_create(
        StateChange(subject=SUBJECT, subject_id=pk, from_state=before, to_state=became, by=by, reason=reason)
        for pk in place_ids
    )


def refuse_confirmed(place: Place) -> Attendance | None:
    """The attendance as it is so far. Raises AttendanceRefusedError once it is confirmed. Call it under the session's lock."""
    attendance: Attendance | None = getattr(place, "attendance", None)
    if attendance and attendance.confirmed_at:
        raise AttendanceRefusedError(f"The attendance of {place} is confirmed already.")
    return attendance
