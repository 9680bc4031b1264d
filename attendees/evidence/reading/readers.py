"""Which reader takes a file, by the tables found in it."""

from collections.abc import Callable

from attendees.evidence.errors import UnreadableReportError
from attendees.evidence.reading.entries import Draft
from attendees.evidence.reading.ignoring import ignored
from attendees.evidence.reading.meet import read_meet
from attendees.evidence.reading.sentences import MEETINGS, NOBODY, REGISTRATIONS
from attendees.evidence.reading.shapes import Shape
from attendees.evidence.reading.tables import Tables
from attendees.evidence.reading.teams import read_teams
from attendees.evidence.reading.teams_2020 import read_teams_2020, read_teams_live
from attendees.evidence.reading.teams_2021 import read_teams_2021
from attendees.evidence.reading.wide import read_wide
from attendees.evidence.reading.zoom_meeting import read_zoom_meeting, read_zoom_totals
from attendees.evidence.reading.zoom_webinar import read_webinar
from attendees.evidence.report import Ignored

# In this order: rows that tell more come before totals of the same people.
READERS: tuple[tuple[tuple[Shape, ...], Callable[[Tables], Draft]], ...] = (
    ((Shape.WEBINAR_PEOPLE, Shape.WEBINAR_CALLERS), read_webinar),
    ((Shape.ZOOM_WIDE,), read_wide),
    ((Shape.ZOOM_JOINS,), read_zoom_meeting),
    ((Shape.ZOOM_TOTALS,), read_zoom_totals),
    ((Shape.TEAMS_STAYS, Shape.TEAMS_PEOPLE), read_teams),
    ((Shape.TEAMS_2021,), read_teams_2021),
    ((Shape.TEAMS_2020,), read_teams_2020),
    ((Shape.TEAMS_LIVE,), read_teams_live),
    ((Shape.MEET,), read_meet),
)
ABOUT_MEETINGS = (Shape.ZOOM_MEETINGS, Shape.WEBINAR_FACTS)
ENGAGEMENT = "reactions and raised hands are not attendance"
ANOTHER_TABLE = "another table of the same people, or of another kind"


def read_known(tables: Tables) -> Draft | None:
    """None where no table is known.

    Raises UnreadableReportError for lists of meetings and of registrations, and for headers with nobody below.
    """
    if not tables.tables:
        return None
    for shapes, read in READERS:
        if any(table.rows for table in tables.of(*shapes)):
            draft = read(tables)
            draft.ignored += _set_aside(tables, shapes)
            return draft
    if any(tables.has(*shapes) for shapes, _ in READERS):
        raise UnreadableReportError(NOBODY)
    if tables.has(Shape.REGISTRATIONS):
        raise UnreadableReportError(REGISTRATIONS)
    if tables.has(*ABOUT_MEETINGS):
        raise UnreadableReportError(MEETINGS)
    return None


def _set_aside(tables: Tables, used: tuple[Shape, ...]) -> list[Ignored]:
    return [
        ignored(
            table.header.number,
            f"{table.title or table.header.cells[0]} ({len(table.rows)} rows)",
            ENGAGEMENT if table.shape is Shape.TEAMS_ENGAGEMENT else ANOTHER_TABLE,
        )
        for table in tables.tables
        if table.rows and table.shape not in (*used, *ABOUT_MEETINGS)
    ]
