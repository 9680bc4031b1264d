"""Kept files as reports: opened, and read for their session with the answers that people gave."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.conf import settings

from attendees.errors import AttendanceRefusedError
from attendees.evidence import Columns, Report, SessionFacts, read_report
from attendees.evidence.reading.clock import SMALL_HOURS
from attendees.evidence.reading.guards import refuse_size as refuse_bytes_over
from attendees.models import AttendanceFile
from attendees.services.sealing import unseal
from workshops.models import Session

# The name of what was typed or pasted into a form. Lists of addresses are read more generously then.
PASTED = "Pasted text"
MEGABYTE = 1_000_000
WIPED = (
    "What was in this file has been deleted, as it is after {} days. The stays that it gave remain. Record what is "
    "missing by hand."
)


def read_kept(file: AttendanceFile) -> Report:
    """The report that `file` holds, for its session, whose parts are read.

    Raises AttendanceRefusedError once the file is wiped, SealBrokenError, and what `read_report` raises.
    """
    if file.sealed is None:
        raise AttendanceRefusedError(WIPED.format(settings.LECTERN_REPORT_DAYS))
    return read_bytes(file, unseal(file.sealed))


def read_bytes(file: AttendanceFile, content: bytes) -> Report:
    """`content` as what is in `file`. Raises what `read_report` raises."""
    return read_report(
        content,
        file_name="" if file.name == PASTED else file.name,
        session=facts_of(file.session),
        columns=Columns(**file.columns) if file.columns else None,
        day_first=file.day_first,
        largest_bytes=_largest(),
    )


def refuse_size(size: int) -> None:
    """Raises UnreadableReportError for more bytes than LECTERN_REPORT_MEGABYTES allows, so that they need not be read."""
    refuse_bytes_over(size, _largest())


def kept_columns(columns: Columns) -> dict[str, int | bool | None]:
    """As rows keep them."""
    return asdict(columns)


def facts_of(session: Session) -> SessionFacts:
    """When the session is, for a reader. Reads prefetched parts."""
    spans = [(part.starts_at, part.ends_at) for part in session.parts.all()] or [(session.starts_at, session.ends_at)]
    days = {day for start, end in spans for day in _days(start.astimezone(session.zone), end.astimezone(session.zone))}
    return SessionFacts(
        starts_at=session.starts_at, ends_at=session.ends_at, zone=session.zone, days=tuple(sorted(days))
    )


def _days(start: datetime, end: datetime) -> Iterator[date]:
    """Those from start to end. What ends in the small hours is still of the day before."""
    last = max(start.date(), (end - SMALL_HOURS).date())
    return (start.date() + timedelta(days=count) for count in range((last - start.date()).days + 1))


def _largest() -> int:
    """In bytes."""
    return int(settings.LECTERN_REPORT_MEGABYTES * MEGABYTE)
