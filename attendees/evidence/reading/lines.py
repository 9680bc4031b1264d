"""Lines of a table, cells as clean text, whatever file they came from."""

import re
from typing import NamedTuple

LONGEST_CELL = 1000
# Scripts of India and Iran, and emoji, are written with these.
JOINERS = "\u200c\u200d"
# Programs write ="0123" so that Excel leaves a text alone.
FORMULA_TEXT = re.compile(r'="([^"]*)"')
BLANKS = frozenset({"", "-", "--", "—", "–", "n/a", "na", "null", "none"})


class Line(NamedTuple):
    """One row. `number` counts the file's own lines from 1."""

    number: int
    cells: list[str]


def clean(cell: str) -> str:
    """One line of visible text; every kind of white space is a space."""
    if len(cell) > LONGEST_CELL:
        cell = cell[:LONGEST_CELL]
    if not cell.isprintable():
        cell = "".join(each for each in cell if each.isprintable() or each.isspace() or each in JOINERS)
    cell = " ".join(cell.split())
    wrapped = FORMULA_TEXT.fullmatch(cell) if cell.startswith('="') else None
    return wrapped[1].strip() if wrapped else cell


def cell_at(cells: list[str], position: int | None) -> str:
    """The cell, or nothing where the row is too short or says in some way that there is no value."""
    if position is None or position >= len(cells):
        return ""
    cell = cells[position]
    return "" if cell.lower() in BLANKS else cell


def is_blank(line: Line) -> bool:
    return not any(line.cells)


def filled(line: Line) -> int:
    """How many cells say something."""
    return sum(1 for cell in line.cells if cell)
