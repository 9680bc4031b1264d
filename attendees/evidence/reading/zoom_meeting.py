"""Zoom's report of a meeting's participants: one row a join, or one total a person ("Show unique users")."""

from attendees.evidence.enums import Kind
from attendees.evidence.reading.entries import Draft, Entry
from attendees.evidence.reading.lines import Line, cell_at
from attendees.evidence.reading.meetings import meeting_in_table
from attendees.evidence.reading.shapes import ZOOM_NAME, Shape
from attendees.evidence.reading.tables import Table, Tables, rows_of

YES = frozenset({"yes", "y", "true", "1"})


def read_zoom_meeting(tables: Tables) -> Draft:
    draft = Draft(kind=Kind.ZOOM_MEETING, loose=tables.loose)
    draft.meeting = meeting_in_table(tables.of(Shape.ZOOM_MEETINGS))
    draft.entries = [zoom_entry(table, line) for table, line in rows_of(tables.of(Shape.ZOOM_JOINS))]
    return draft


def read_zoom_totals(tables: Tables) -> Draft:
    draft = Draft(kind=Kind.ZOOM_MEETING_TOTALS, loose=tables.loose)
    draft.meeting = meeting_in_table(tables.of(Shape.ZOOM_MEETINGS))
    for table, line in rows_of(tables.of(Shape.ZOOM_TOTALS)):
        entry = zoom_entry(table, line)
        entry.is_total = True
        draft.entries.append(entry)
    return draft


def zoom_entry(table: Table, line: Line) -> Entry:
    """The block about the meeting has a user, an email and a duration too, so only columns from the name on count."""
    name = table.column(ZOOM_NAME) or 0
    cells = line.cells
    return Entry(
        line=line.number,
        name=cell_at(cells, name),
        email=cell_at(cells, table.column("user email", "email", after=name)),
        joined=cell_at(cells, table.column("join time", after=name)),
        left=cell_at(cells, table.column("leave time", after=name)),
        duration=cell_at(cells, table.column("total duration (minutes)", "duration (minutes)", after=name)),
        is_waiting=cell_at(cells, table.column("in waiting room", after=name)).lower() in YES,
    )
