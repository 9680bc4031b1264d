"""What people say about a report: how its dates and columns are read, and who somebody in it is."""

from collections.abc import Callable

from django.db import transaction

from attendees.enums import FileState
from attendees.errors import AttendanceRefusedError
from attendees.evidence import AmbiguousDatesError, Columns, UnreadableReportError
from attendees.models import AttendanceFile, ColumnChoice, IdentityDecision, Place
from attendees.services.evidence_files import UNDATED, lock_file
from attendees.services.locking import lock_sessions
from attendees.services.reading_files import kept_columns, read_kept
from workshops.models import StateChange

SETTLED = "This file is {} already, so how it is read can no longer change."
NOBODY_READ = "With these columns nobody can be read. Choose the columns again."
COLUMNS_KNOWN = "What the columns of this file hold is known, so there is nothing to choose."
NO_KEY = "It is not known who this is about. Go back to the report and choose the person again."
NOT_THERE = "This place is not confirmed for this session any more. Choose another."
LONGEST_KEY = 300


def answer_dates(*, file_id: int, day_first: bool, by: str) -> AttendanceFile:
    """Say how the dates of a file are read. Raises UnreadableReportError where that cannot be. Locks the session."""

    def answer(file: AttendanceFile) -> str:
        file.day_first = day_first
        file.label = read_kept(file).label
        return f"Dates are read with the {'day' if day_first else 'month'} first"

    return _settle(file_id, answer, by)


def choose_columns(*, file_id: int, columns: Columns, by: str) -> AttendanceFile:
    """Say what the columns of a file hold; remembered for files with the same header. Locks the session.

    Raises UnreadableReportError where they do not fit, or where nobody can be read by them.
    """

    def choose(file: AttendanceFile) -> str:
        file.columns = None
        table = read_kept(file).needs_columns
        if table is None:
            raise AttendanceRefusedError(COLUMNS_KNOWN)
        file.columns = kept_columns(columns)
        file.label = _label(file)
        ColumnChoice.objects.update_or_create(fingerprint=table.fingerprint, defaults={"columns": file.columns})
        return "Columns are chosen"

    return _settle(file_id, choose, by)


def _label(file: AttendanceFile) -> str:
    try:
        report = read_kept(file)
    except AmbiguousDatesError:
        return UNDATED
    if not report.people:
        raise UnreadableReportError(NOBODY_READ)
    return report.label


def _settle(file_id: int, change: Callable[[AttendanceFile], str], by: str) -> AttendanceFile:
    """Change how a file is read, which `change` does and says, and keep who said so."""
    with transaction.atomic():
        file = lock_file(file_id)
        if file.state != FileState.READ:
            raise AttendanceRefusedError(SETTLED.format(file.get_state_display().lower()))
        said = change(file)
        file.save(update_fields=["day_first", "columns", "label"])
        _write_down(file._meta.label_lower, file.pk, FileState.READ, FileState.READ, by, said)
    return file


def decide_identity(*, session_id: int, key: str, place_id: int | None, by: str) -> IdentityDecision:
    """Say whose place the person behind `key` sat on, or with None that they are nobody of ours, in all files of a session.

    What was applied earlier counts it when it is applied again. Locks the session. Raises AttendanceRefusedError for a
    place that is not confirmed for the session.
    """
    key = key.strip()
    if not key or len(key) > LONGEST_KEY:
        raise AttendanceRefusedError(NO_KEY)
    with transaction.atomic():
        lock_sessions([session_id])
        if place_id is not None and not Place.objects.confirmed().filter(pk=place_id, session_id=session_id).exists():
            raise AttendanceRefusedError(NOT_THERE)
        decision, _ = IdentityDecision.objects.update_or_create(
            session_id=session_id, key=key, defaults={"place_id": place_id, "by": by}
        )
    return decision


def forget_identity(*, session_id: int, key: str, by: str) -> bool:
    """Take back what was decided about `key`; False where nothing was. Locks the session."""
    with transaction.atomic():
        lock_sessions([session_id])
        decision = IdentityDecision.objects.filter(session_id=session_id, key=key.strip()).first()
        if decision is None:
            return False
        _write_down(decision._meta.label_lower, decision.pk, "decided", "forgotten", by, "")
        decision.delete()
    return True


def _write_down(subject: str, pk: int, before: str, after: str, by: str, reason: str) -> None:
    StateChange.objects.create(subject=subject, subject_id=pk, from_state=before, to_state=after, by=by, reason=reason)
