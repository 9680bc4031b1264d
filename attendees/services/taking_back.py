"""Taking back a report that was applied and should not have been."""

from django.db import transaction

from attendees.enums import FileState
from attendees.errors import AttendanceRefusedError
from attendees.models import AttendanceFile, Stay
from attendees.services.evidence_files import lock_file, set_aside
from attendees.services.proposing import propose_attendance

NOT_APPLIED = "Only a report that was applied is taken back."
CONFIRMED = "{} confirmed with this report behind it. Reopen that on the roster first, then take the report back."


def take_back_file(*, file_id: int, reason: str, by: str) -> AttendanceFile:
    """Take away the stays that an applied report gave, propose anew from what is left, and discard the report.

    Locks the session. Raises AttendanceRefusedError for a report that is not applied, and while attendance that rests on
    it is confirmed.
    """
    with transaction.atomic():
        file = lock_file(file_id)
        _refuse_unfit(file)
        Stay.objects.filter(file=file).delete()
        set_aside(file, by=by, reason=reason)
        propose_attendance(session_id=file.session_id, by=by)
    return file


def _refuse_unfit(file: AttendanceFile) -> None:
    if file.state != FileState.APPLIED:
        raise AttendanceRefusedError(NOT_APPLIED)
    confirmed = Stay.objects.filter(file=file, place__attendance__confirmed_at__isnull=False)
    number = confirmed.values("place").distinct().count()
    if number:
        raise AttendanceRefusedError(CONFIRMED.format("1 person is" if number == 1 else f"{number} people are"))
