"""Parts the lines of a file into the tables that it holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from attendees.evidence.reading.dates import read_moment
from attendees.evidence.reading.durations import read_seconds
from attendees.evidence.reading.lines import BLANKS, Line, filled
from attendees.evidence.reading.shapes import Shape, shape_of

TIMED = re.compile(r"join|leave|duration|time", re.IGNORECASE)


@dataclass
class Table:
    """Rows under one header. `title` is the line of a single cell above it, empty if there was none."""

    shape: Shape
    header: Line
    title: str = ""
    rows: list[Line] = field(default_factory=list)
    _known: dict[tuple[tuple[str, ...], int], int | None] = field(default_factory=dict)

    def column(self, *names: str, after: int = -1) -> int | None:
        """Position of the first of `names` to the right of `after`: reports repeat names of columns."""
        if (names, after) not in self._known:
            cells = [cell.lower() if at > after else "" for at, cell in enumerate(self.header.cells)]
            self._known[names, after] = next((cells.index(name) for name in names if name in cells), None)
        return self._known[names, after]


@dataclass
class Tables:
    """All tables of a file in their order, and the lines that stand in none."""

    tables: list[Table] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)

    def of(self, *shapes: Shape) -> list[Table]:
        return [table for table in self.tables if table.shape in shapes]

    def has(self, *shapes: Shape) -> bool:
        return any(table.shape in shapes for table in self.tables)


def find_tables(lines: Sequence[Line]) -> Tables:
    """A header begins a table wherever it stands; so does another of the same kind in files put together by hand."""
    found = Tables()
    alone: Line | None = None
    broken: Line | None = None
    for line in lines:
        shape = shape_of(line.cells)
        if alone and not shape:
            found.loose.append(alone)
        if shape:
            found.tables.append(Table(shape, line, title=_only_cell(alone)))
            alone = broken = None
        elif filled(line) == 1:
            alone = broken = line
        elif found.tables and (broken is None or _goes_on(found.tables[-1], broken, line)):
            found.tables[-1].rows.append(line)
            alone = broken = None
        else:
            found.loose.append(line)
            alone = None
    return found if not alone else Tables(found.tables, [*found.loose, alone])


def _only_cell(line: Line | None) -> str:
    return next((cell for cell in line.cells if cell), "") if line else ""


def _goes_on(table: Table, broken: Line, line: Line) -> bool:
    """Whether the table goes on after a line of one cell, which is a broken row then; else an unknown table begins.

    It goes on where times stand under its times, or where a line has its width in a file without padded lines.
    """
    timed = [cell for cell, name in zip(line.cells, table.header.cells, strict=False) if TIMED.search(name)]
    if any(cell in BLANKS - {""} or read_moment(cell) or read_seconds(cell) is not None for cell in timed):
        return True
    return len(broken.cells) == 1 and len(line.cells) == len(table.header.cells)


def rows_of(tables: Sequence[Table]) -> Iterator[tuple[Table, Line]]:
    for table in tables:
        for line in table.rows:
            yield table, line
