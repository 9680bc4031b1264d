"""Finds the table in a file of nobody's known shape, and guesses what its columns hold."""

import hashlib
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from attendees.evidence.reading.addresses import read_address
from attendees.evidence.reading.dates import read_moment
from attendees.evidence.reading.durations import read_seconds
from attendees.evidence.reading.lines import Line, cell_at, filled
from attendees.evidence.report import Columns, Table

ENGLISH: dict[str, tuple[str, ...]] = {
    "name": (
        *("name", "full name", "participant", "participant name", "attendee", "attendee name", "user name", "delegate"),
        *("display name", "username", "person", "delegate name", "name (original name)"),
    ),
    "first_name": ("first name", "forename", "given name", "firstname"),
    "last_name": ("last name", "surname", "family name", "lastname"),
    "email": ("email", "e-mail", "email address", "e-mail address", "user email", "mail", "attendee email"),
    "joined": (
        *("join time", "joined", "joined at", "time joined", "first join", "first join time", "arrived", "arrival"),
        *("arrival time", "time in", "first seen", "start", "start time", "in", "check-in", "check in"),
    ),
    "left": (
        *("leave time", "left", "left at", "time exited", "time left", "last leave", "last leave time", "departure"),
        *("departure time", "time out", "last seen", "end", "end time", "out", "check-out", "check out"),
    ),
    "minutes": (
        *("duration (minutes)", "total duration (minutes)", "minutes", "total minutes", "minutes attended", "mins"),
        *("time in session (minutes)", "attendance (minutes)", "minutes present", "duration (mins)", "duration (min)"),
        *("duration", "total duration", "in-meeting duration", "time in meeting", "time in session", "time attended"),
        *("attendance duration", "time present", "length of stay", "call duration"),
    ),
}
# For guesses only: an organiser looks at them.
FOREIGN: dict[str, tuple[str, ...]] = {
    "name": ("nom", "nombre", "nome", "naam", "vollständiger name", "nom complet", "imię i nazwisko"),
    "first_name": ("vorname", "prénom", "voornaam"),
    "last_name": ("nachname", "apellidos", "cognome", "achternaam"),
    "email": ("correo electrónico", "courriel", "indirizzo e-mail", "e-mailadres", "adresse e-mail"),
    "joined": (
        *("erster beitritt", "beitrittszeit", "heure d'arrivée", "heure d’arrivée", "hora de unión", "ora di accesso"),
        *("première connexion", "primera unión", "tijdstip van deelname"),
    ),
    "left": (
        *("letztes verlassen", "verlassen um", "zeit des verlassens", "heure de départ", "hora de salida"),
        *("dernier départ", "última salida", "ora di uscita", "tijdstip van vertrek"),
    ),
    "minutes": ("dauer der besprechung", "dauer", "durée", "duración", "durata", "duur", "czas trwania"),
}
SHOWN_ROWS = 5
SAMPLE_ROWS = 40
LONGEST_CELL = 120


def find_block(lines: Sequence[Line]) -> list[Line]:
    """The consecutive lines of equal width that say most; empty where no two cells stand side by side."""
    runs = [list(run) for width, run in groupby(lines, key=lambda line: len(line.cells)) if width > 1]
    best = max(runs, key=lambda run: sum(map(filled, run)), default=[])
    sample = best[:SAMPLE_ROWS]
    usual = sorted(map(filled, sample))[len(sample) // 2] if sample else 0
    start = next((at for at, line in enumerate(sample) if filled(line) >= max(2, usual - 1)), len(best))
    return best[start:]


def read_header(cells: Sequence[str], *, foreign: bool) -> Columns:
    """What columns hold, by their names."""
    names = [cell.lower().rstrip(":") for cell in cells]
    known: dict[str, Any] = {field: _position(names, field, foreign=foreign) for field in ENGLISH}
    return Columns(**known)


def _position(names: Sequence[str], field: str, *, foreign: bool) -> int | None:
    known = (*ENGLISH[field], *(FOREIGN[field] if foreign else ()))
    return next((names.index(name) for name in known if name in names), None)


def is_about_people(columns: Columns) -> bool:
    return columns.name is not None or columns.email is not None or columns.last_name is not None


def has_times(columns: Columns) -> bool:
    return columns.minutes is not None or (columns.joined is not None and columns.left is not None)


def find_header(lines: Sequence[Line]) -> tuple[int, Columns] | None:
    """The first line whose names of columns are known and enough to read people by: its place, and the columns."""
    for at, line in enumerate(lines):
        columns = read_header(line.cells, foreign=False)
        if is_about_people(columns) and (has_times(columns) or columns.email is not None) and filled(line) > 1:
            return at, columns
    return None


def show_table(block: Sequence[Line]) -> Table:
    """The first rows with a guess, by the header's names and else by what stands in the cells."""
    header, rows = block[0].cells, list(block[1:])
    columns = read_header(header, foreign=True)
    has_header = any(
        position is not None for field, position in vars(columns).items() if field != "has_header"
    ) or not any(read_address(cell) or read_moment(cell) or read_seconds(cell) is not None for cell in header)
    if not has_header:
        header, rows = [], list(block)
    return Table(
        header=tuple(cell[:LONGEST_CELL] for cell in header),
        rows=tuple(tuple(cell[:LONGEST_CELL] for cell in line.cells) for line in rows[:SHOWN_ROWS]),
        guess=_by_content(columns, rows[:SAMPLE_ROWS], has_header=has_header),
        fingerprint=_fingerprint(header, len(block[0].cells)),
    )


def _by_content(columns: Columns, rows: Sequence[Line], *, has_header: bool) -> Columns:
    known = dict(vars(columns))
    tests: dict[str, Callable[[str], bool]] = {
        "email": lambda cell: bool(read_address(cell)),
        "joined": lambda cell: read_moment(cell) is not None and ":" in cell,
        "left": lambda cell: read_moment(cell) is not None and ":" in cell,
        "minutes": lambda cell: read_seconds(cell) is not None,
        "name": lambda cell: any(character.isalpha() for character in cell) and "@" not in cell,
    }
    taken = {position for field, position in known.items() if field != "has_header" and position is not None}
    for field, test in tests.items():
        is_named = field == "name" and (known["first_name"] is not None or known["last_name"] is not None)
        if known[field] is None and not is_named:
            known[field] = _column_of(rows, test, taken)
            taken |= {known[field]}
    return Columns(**{**known, "has_header": has_header})


def _column_of(rows: Sequence[Line], test: Callable[[str], bool], taken: set[int]) -> int | None:
    """The first free column of which more than half of the cells pass."""
    width = max((len(line.cells) for line in rows), default=0)
    for position in range(width):
        cells = [cell for line in rows if (cell := cell_at(line.cells, position))]
        if position not in taken and sum(map(test, cells)) * 2 > len(rows):
            return position
    return None


def _fingerprint(header: Sequence[str], width: int) -> str:
    """Of the header's names; of the number of columns where there is no header."""
    text = "\x1f".join(cell.lower() for cell in header) if header else f"{width} columns"
    return hashlib.sha256(text.encode()).hexdigest()[:32]
