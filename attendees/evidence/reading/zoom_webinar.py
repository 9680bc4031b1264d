"""Zoom's attendee report of a webinar: host, panellists and attendees in tables of their own, no-shows among them."""

from collections.abc import Sequence

from attendees.evidence.enums import Kind, Role
from attendees.evidence.reading.entries import Draft, Entry
from attendees.evidence.reading.lines import Line, cell_at
from attendees.evidence.reading.meetings import meeting_in_table
from attendees.evidence.reading.shapes import WEBINAR_NAME, Shape
from attendees.evidence.reading.tables import Table, Tables, rows_of

ANSWERS = {"yes": True, "no": False}
ROLES = (("panelist", Role.PRESENTER), ("panellist", Role.PRESENTER), ("host", Role.HOST), ("attend", Role.ATTENDEE))
# Where titles are in another language, Zoom's order remains: host, panellists, attendees.
ORDER = (Role.HOST, Role.PRESENTER)
BY_ORDER = "who was host and who panellist is taken from the order of the tables, since their titles are not in English"


def read_webinar(tables: Tables) -> Draft:
    draft = Draft(kind=Kind.ZOOM_WEBINAR, loose=tables.loose)
    draft.meeting = meeting_in_table(tables.of(Shape.WEBINAR_FACTS))
    people = tables.of(Shape.WEBINAR_PEOPLE, Shape.WEBINAR_CALLERS)
    roles, by_order = _roles(people)
    draft.notes += [BY_ORDER] if by_order else []
    role_of = {id(table): role for table, role in roles}
    for table, line in rows_of(people):
        draft.entries.append(_entry(table, line, role_of[id(table)]))
        registered = cell_at(line.cells, table.column("registration time"))
        draft.other_dates += [registered] if registered else []
    return draft


def _roles(tables: Sequence[Table]) -> tuple[list[tuple[Table, Role]], bool]:
    """Each table with its role, and whether the order had to tell."""
    titled = [(table, _by_title(table)) for table in tables]
    if all(role for _, role in titled):
        return [(table, role or Role.ATTENDEE) for table, role in titled], False
    roles: list[tuple[Table, Role]] = []
    for number, (table, role) in enumerate(titled):
        is_early = number < min(len(ORDER), len(tables) - 1) and table.column("registration time") is None
        roles.append((table, role or (ORDER[number] if is_early else Role.ATTENDEE)))
    return roles, any(role is not Role.ATTENDEE for _, role in roles)


def _by_title(table: Table) -> Role | None:
    if table.shape is Shape.WEBINAR_CALLERS or table.column("registration time") is not None:
        return Role.ATTENDEE
    title = table.title.lower()
    return next((role for word, role in ROLES if word in title), None)


def _entry(table: Table, line: Line, role: Role) -> Entry:
    cells = line.cells
    return Entry(
        line=line.number,
        name=_name(table, cells),
        email=cell_at(cells, table.column("email", "user email")),
        role=role,
        joined=cell_at(cells, table.column("join time")),
        left=cell_at(cells, table.column("leave time")),
        duration=cell_at(cells, table.column("time in session (minutes)")),
        attended=ANSWERS.get(cell_at(cells, table.column("attended")).lower()),
    )


def _name(table: Table, cells: list[str]) -> str:
    """The name in the webinar; in brackets the registered one, unless it is there already."""
    shown = cell_at(cells, table.column(WEBINAR_NAME, "user name"))
    halves = (cell_at(cells, table.column("first name")), cell_at(cells, table.column("last name")))
    registered = " ".join(half for half in halves if half)
    if not registered or registered.casefold() in shown.casefold():
        return shown
    return f"{shown} ({registered})" if shown else registered
