"""Google Meet's attendance report. Its hours have no date and no zone, and breaks lie between them: only the total counts."""

from attendees.evidence.enums import Kind
from attendees.evidence.reading.entries import Draft, Entry
from attendees.evidence.reading.lines import cell_at
from attendees.evidence.reading.shapes import Shape
from attendees.evidence.reading.tables import Tables, rows_of


def read_meet(tables: Tables) -> Draft:
    draft = Draft(kind=Kind.MEET, loose=tables.loose)
    for table, line in rows_of(tables.of(Shape.MEET)):
        halves = (cell_at(line.cells, table.column(half)) for half in ("first name", "last name"))
        draft.entries.append(
            Entry(
                line=line.number,
                name=" ".join(half for half in halves if half),
                email=cell_at(line.cells, table.column("email", "email address")),
                duration=cell_at(line.cells, table.column("duration")),
                is_total=True,
            )
        )
    return draft
