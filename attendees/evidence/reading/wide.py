"""Zoom's usage details: each row repeats the meeting before it comes to the participant, under the same names of columns."""

from attendees.evidence.enums import Kind
from attendees.evidence.reading.entries import Draft
from attendees.evidence.reading.lines import cell_at
from attendees.evidence.reading.meetings import meeting_in_row
from attendees.evidence.reading.shapes import ZOOM_NAME, Shape
from attendees.evidence.reading.tables import Tables, rows_of
from attendees.evidence.reading.zoom_meeting import zoom_entry


def read_wide(tables: Tables) -> Draft:
    draft = Draft(kind=Kind.ZOOM_MEETING, loose=tables.loose)
    for table, line in rows_of(tables.of(Shape.ZOOM_WIDE)):
        if not draft.entries:
            draft.meeting = meeting_in_row(table, line, host_before=table.column(ZOOM_NAME))
        draft.entries.append(zoom_entry(table, line))
        created = cell_at(line.cells, table.column("creation time"))
        draft.other_dates += [created] if created else []
    if not any(entry.joined for entry in draft.entries):
        draft.kind = Kind.ZOOM_MEETING_TOTALS
        for entry in draft.entries:
            entry.is_total = True
    return draft
