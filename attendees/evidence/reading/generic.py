"""Any table of people: read by the columns that an organiser chose, or by names of columns that leave no doubt."""

from collections.abc import Sequence
from datetime import date, datetime

from attendees.evidence.enums import Kind
from attendees.evidence.errors import UnreadableReportError
from attendees.evidence.reading.columns import find_block, find_header, has_times, show_table
from attendees.evidence.reading.dates import Moment, read_moment
from attendees.evidence.reading.durations import has_unit, read_seconds
from attendees.evidence.reading.entries import Draft, Entry
from attendees.evidence.reading.lines import Line, cell_at, filled
from attendees.evidence.reading.sentences import COLUMNS_MISSING, NO_SUCH_COLUMN, NO_TABLE, ROSTER
from attendees.evidence.report import Columns

# Reports round a stay's length to the minute; what is shorter than that was not one stay.
ROUNDING_SECONDS = 120
SAMPLE_ROWS = 40
# The last line of many tables.
SUMS = frozenset({"total", "totals", "grand total", "sum", "average", "mean"})


def read_generic(lines: Sequence[Line]) -> Draft:
    """With a header that is known; else a draft that asks for the columns.

    Raises UnreadableReportError for lists without any time, and where there is no table.
    """
    header = find_header(lines)
    if header:
        at, columns = header
        rows = lines[at + 1 :]
        if has_times(columns) and _is_in_minutes(lines[at], rows, columns):
            return _read(lines[:at], rows, columns)
        if not has_times(columns) and not _has_any_times(rows):
            raise UnreadableReportError(ROSTER)
    block = find_block(lines)
    if len(block) < 2 or not _has_any_times(block):
        raise UnreadableReportError(NO_TABLE)
    return Draft(kind=Kind.GENERIC, needs_columns=show_table(block))


def read_chosen(lines: Sequence[Line], columns: Columns) -> Draft:
    """With the columns that an organiser chose; raises UnreadableReportError where the file has no such columns."""
    block = find_block(lines)
    chosen = [position for field, position in vars(columns).items() if field != "has_header" and position is not None]
    if columns.name is None and columns.email is None and columns.first_name is None and columns.last_name is None:
        raise UnreadableReportError(COLUMNS_MISSING)
    if not block or min(chosen) < 0 or max(chosen) >= max(len(line.cells) for line in block):
        raise UnreadableReportError(NO_SUCH_COLUMN)
    rows = block[1:] if columns.has_header else block
    inside = {line.number for line in block}
    return _read([line for line in lines if line.number not in inside], rows, columns)


def _read(loose: Sequence[Line], rows: Sequence[Line], columns: Columns) -> Draft:
    draft = Draft(kind=Kind.GENERIC, loose=list(loose))
    for line in rows:
        entry = _entry(line, columns)
        if (filled(line) > 1 or columns.minutes is None) and entry.name.lower().rstrip(":") not in SUMS:
            draft.entries.append(entry)
        else:
            draft.loose.append(line)
    is_total = any(_was_away(entry) for entry in draft.entries)
    for entry in draft.entries:
        entry.is_total = bool(entry.duration) and (is_total or not (entry.joined and entry.left))
    return draft


def _entry(line: Line, columns: Columns) -> Entry:
    cells = line.cells
    halves = (cell_at(cells, columns.first_name), cell_at(cells, columns.last_name))
    return Entry(
        line=line.number,
        name=cell_at(cells, columns.name) or " ".join(half for half in halves if half),
        email=cell_at(cells, columns.email),
        joined=cell_at(cells, columns.joined),
        left=cell_at(cells, columns.left),
        duration=cell_at(cells, columns.minutes),
    )


def _was_away(entry: Entry) -> bool:
    """Whether the time given is less than what lies between joining and leaving, so that breaks lie within."""
    seconds, start, end = read_seconds(entry.duration), read_moment(entry.joined), read_moment(entry.left)
    if seconds is None or not start or not end:
        return False
    spans = [
        (last - first).total_seconds()
        for day_first in (True, False)
        if (first := _naive(start, day_first=day_first)) and (last := _naive(end, day_first=day_first))
    ]
    return bool(spans) and min(spans) > seconds + ROUNDING_SECONDS


def _naive(moment: Moment, *, day_first: bool) -> datetime | None:
    """On any day where only the hour is written."""
    return moment.on(day_first=day_first) if moment.date else datetime.combine(date.min, moment.clock)


def _is_in_minutes(header: Line, rows: Sequence[Line], columns: Columns) -> bool:
    """Whether lengths say their unit: "Duration" over bare numbers may be seconds or hours, so it is asked about."""
    if columns.minutes is None or "min" in header.cells[columns.minutes].lower():
        return True
    lengths = [cell for line in rows[:SAMPLE_ROWS] if (cell := cell_at(line.cells, columns.minutes))]
    return any(map(has_unit, lengths))


def _has_any_times(rows: Sequence[Line]) -> bool:
    """Whether some column that nobody knows may hold times or lengths."""
    cells = [cell for line in rows[:SAMPLE_ROWS] for cell in line.cells]
    return any(read_seconds(cell) is not None or read_moment(cell) is not None for cell in cells)
