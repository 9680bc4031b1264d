"""Reports become stays, and stays become proposals."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from attendees.enums import FileState
from attendees.errors import AttendanceRefusedError
from attendees.models import AttendanceFile, Stay
from attendees.services.evidence_files import lock_file
from attendees.services.evidence_plan import Changes, plan_file
from attendees.services.proposing import propose_attendance
from workshops.services.transitions import transition

GONE = "This file was discarded. Upload it again."
COLUMNS_FIRST = "It is not known yet which column is what. Choose the columns first."
NOBODY = (
    "Nobody in this report is known to have a place yet, so applying it would only make everyone absent. Say who the people "
    "are first, or discard the report."
)
BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What applying a file did: stays written and taken away, places touched, left alone as confirmed, and proposed."""

    added: int
    removed: int
    places: int
    held: int
    proposed: int


def apply_file(*, file_id: int, by: str) -> Applied:
    """Write the stays of a report, and propose attendance from them. All of it, or nothing.

    Attendance that is confirmed stays as it is, and so do the stays behind it. Applied again after new decisions, a file
    adds what is missing and takes away what it gave to the wrong place; otherwise that changes nothing. Locks the
    session. Raises AttendanceRefusedError for a file that is discarded, wiped, not understood yet or in which nobody
    is known, and what reading it raises.
    """
    with transaction.atomic():
        file = lock_file(file_id)
        changes = _changes(file)
        _write(file, changes, by)
        if file.state == FileState.READ:
            file.applied_at = timezone.now()
            transition(file, to=FileState.APPLIED, by=by, save=("applied_at",))
        proposed = propose_attendance(session_id=file.session_id, by=by)
    return Applied(
        added=len(changes.add),
        removed=len(changes.remove),
        places=changes.places,
        held=len(changes.held),
        proposed=proposed,
    )


def _changes(file: AttendanceFile) -> Changes:
    if file.state == FileState.DISCARDED:
        raise AttendanceRefusedError(GONE)
    plan = plan_file(file)
    if plan.report.needs_columns:
        raise AttendanceRefusedError(COLUMNS_FIRST)
    if file.state == FileState.READ and not plan.found.matched:
        raise AttendanceRefusedError(NOBODY)
    return plan.changes


def _write(file: AttendanceFile, changes: Changes, by: str) -> None:
    if changes.remove:
        Stay.objects.filter(pk__in=[stay.pk for stay in changes.remove]).delete()
    stays = [row.stay(file, place_id) for place_id, row in changes.add]
    for stay in stays:
        stay.by = by
    Stay.objects.bulk_create(stays, batch_size=BATCH)
