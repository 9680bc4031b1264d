"""The form of 2020, a list of joins and leaves downloaded during the meeting, and the list that live events keep."""

from attendees.evidence.enums import Kind, Role
from attendees.evidence.reading.entries import Draft, Entry
from attendees.evidence.reading.lines import cell_at
from attendees.evidence.reading.shapes import Shape
from attendees.evidence.reading.tables import Tables, rows_of

PRESENTERS = frozenset({"producer", "presenter", "organizer", "organiser"})


def read_teams_2020(tables: Tables) -> Draft:
    draft = Draft(kind=Kind.TEAMS_2020, has_events=True, loose=tables.loose)
    for table, line in rows_of(tables.of(Shape.TEAMS_2020)):
        draft.entries.append(
            Entry(
                line=line.number,
                name=cell_at(line.cells, table.column("full name")),
                action=cell_at(line.cells, table.column("user action")),
                joined=cell_at(line.cells, table.column("timestamp")),
            )
        )
    return draft


def read_teams_live(tables: Tables) -> Draft:
    """Live events write in UTC, whatever the account's zone."""
    draft = Draft(kind=Kind.TEAMS_LIVE, has_events=True, loose=tables.loose, is_utc=True)
    for table, line in rows_of(tables.of(Shape.TEAMS_LIVE)):
        role = cell_at(line.cells, table.column("role")).lower()
        draft.entries.append(
            Entry(
                line=line.number,
                name=cell_at(line.cells, table.column("fullname")),
                role=Role.PRESENTER if role in PRESENTERS else Role.ATTENDEE,
                action=cell_at(line.cells, table.column("action")),
                joined=cell_at(line.cells, table.column("utceventtimestamp")),
            )
        )
    return draft
