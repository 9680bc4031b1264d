"""The form of 2021: "Meeting Summary", then one row a stay under Full Name."""

from attendees.evidence.enums import Kind
from attendees.evidence.reading.entries import Draft
from attendees.evidence.reading.meetings import meeting_in_lines
from attendees.evidence.reading.shapes import Shape
from attendees.evidence.reading.tables import Tables, rows_of
from attendees.evidence.reading.teams import teams_entry


def read_teams_2021(tables: Tables) -> Draft:
    draft = Draft(kind=Kind.TEAMS_2021)
    draft.meeting, draft.loose = meeting_in_lines(tables.loose)
    draft.entries = [teams_entry(table, line) for table, line in rows_of(tables.of(Shape.TEAMS_2021))]
    return draft
