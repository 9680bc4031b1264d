"""The attendance report of Teams since 2022: a summary, one row a person, one row a stay, and engagement after them."""

from collections.abc import Iterable

from attendees.evidence.enums import Kind, Role
from attendees.evidence.reading.addresses import read_address
from attendees.evidence.reading.entries import Draft, Entry
from attendees.evidence.reading.lines import Line, cell_at
from attendees.evidence.reading.meetings import meeting_in_lines
from attendees.evidence.reading.names import identity
from attendees.evidence.reading.shapes import Shape
from attendees.evidence.reading.tables import Table, Tables, rows_of

# Everyone of the same organisation is a "presenter" in Teams; only the organiser's role can be relied on.
HOSTS = frozenset({"organizer", "organiser", "co-organizer", "co-organiser"})


def read_teams(tables: Tables) -> Draft:
    """Stays come from the rows of stays; a total only for people who have none there. The two are never added up."""
    draft = Draft(kind=Kind.TEAMS)
    draft.meeting, draft.loose = meeting_in_lines(tables.loose)
    people = [teams_entry(table, line) for table, line in rows_of(tables.of(Shape.TEAMS_PEOPLE))]
    stays = [teams_entry(table, line) for table, line in rows_of(tables.of(Shape.TEAMS_STAYS))]
    for entry in people:
        entry.is_total = True
    _complete(stays, people)
    timed = {_who(entry) for entry in stays if entry.joined or entry.left}
    known = {_who(entry) for entry in people}
    draft.entries = [entry for entry in stays if _who(entry) in timed or _who(entry) not in known]
    draft.entries += [entry for entry in people if _who(entry) not in timed]
    return draft


def teams_entry(table: Table, line: Line) -> Entry:
    """A row of any of Teams' tables: they differ in the order and the names of columns only."""
    cells = line.cells
    return Entry(
        line=line.number,
        name=cell_at(cells, table.column("name", "full name")),
        email=cell_at(cells, table.column("email")),
        principal=cell_at(cells, table.column("participant id (upn)")),
        role=Role.HOST if cell_at(cells, table.column("role")).lower() in HOSTS else Role.ATTENDEE,
        joined=cell_at(cells, table.column("join time", "first join", "first join time")),
        left=cell_at(cells, table.column("leave time", "last leave", "last leave time")),
        duration=cell_at(cells, table.column("in-meeting duration", "duration")),
    )


def _complete(stays: Iterable[Entry], people: Iterable[Entry]) -> None:
    """Rows of stays may be cut short; whoever is in the table of people under that very name is meant."""
    by_name: dict[str, list[Entry]] = {}
    by_who: dict[str, Entry] = {}
    for entry in people:
        by_name.setdefault(identity(entry.name), []).append(entry)
        by_who[_who(entry)] = entry
    for entry in stays:
        named = by_name.get(identity(entry.name), []) if not entry.email else []
        if len(named) == 1:
            entry.email = named[0].email
        person = by_who.get(_who(entry))
        if person:
            entry.principal = entry.principal or person.principal
            entry.role = Role.HOST if Role.HOST in {entry.role, person.role} else entry.role


def _who(entry: Entry) -> str:
    return read_address(entry.email) or identity(entry.name)
