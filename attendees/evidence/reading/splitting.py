"""Text into lines of cells. The delimiter is known by what it makes of the text, not by the file's name."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator

from attendees.evidence.errors import UnreadableReportError
from attendees.evidence.reading.lines import Line, clean, is_blank
from attendees.evidence.reading.sentences import MOST_ROWS, TOO_MANY_ROWS

DELIMITERS = ("\t", ",", ";", "|")
ANNOUNCED = re.compile(r'"?sep=([\t,;|])"?[\t,;| ]*')
# A quoted cell may hold line breaks, but a quote that nobody closed must not swallow the people below it.
MOST_BREAKS = 8
SAMPLE_LINES = 500


def split_text(text: str, *, is_header: Callable[[list[str]], bool]) -> list[Line]:
    """Lines that say something. Raises UnreadableReportError beyond the greatest number of rows."""
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    announced = ANNOUNCED.fullmatch(physical[0].strip("\ufeff"))
    if announced:
        physical[0] = ""
    if sum(1 for line in physical if line) > MOST_ROWS:
        raise UnreadableReportError(TOO_MANY_ROWS)
    delimiter = announced[1] if announced else _delimiter(physical, is_header)
    return [line for line in _split(physical, delimiter) if not is_blank(line)]


def _delimiter(physical: list[str], is_header: Callable[[list[str]], bool]) -> str:
    sample = physical[:SAMPLE_LINES]
    candidates = [(delimiter, list(_split(sample, delimiter))) for delimiter in DELIMITERS]
    for delimiter, lines in candidates:
        if any(is_header(line.cells) for line in lines):
            return delimiter
    return max(candidates, key=lambda candidate: _evenness(candidate[1]))[0]


def _evenness(lines: list[Line]) -> int:
    """How many lines have the commonest number of cells above one."""
    widths = Counter(len(line.cells) for line in lines if len(line.cells) > 1)
    return max(widths.values(), default=0)


def _split(physical: list[str], delimiter: str) -> Iterator[Line]:
    number = 0
    while number < len(physical):
        taken, cells = _row(physical, number, delimiter)
        yield Line(number + 1, [clean(cell) for cell in cells])
        number += taken


def _row(physical: list[str], number: int, delimiter: str) -> tuple[int, list[str]]:
    """How many lines the row takes, and its cells."""
    text = physical[number]
    if '"' not in text:
        return 1, text.split(delimiter)
    quotes = text.count('"')
    end = number + 1
    while quotes % 2 and end < min(len(physical), number + MOST_BREAKS):
        quotes += physical[end].count('"')
        end += 1
    cells = _quoted(physical[number:end], delimiter) if quotes % 2 == 0 else None
    return (end - number, cells) if cells else (1, text.replace('"', "").split(delimiter))


def _quoted(lines: list[str], delimiter: str) -> list[str] | None:
    """One row. None where a quote does not close just before a delimiter, or a cell is longer than any table's."""
    try:
        rows = list(csv.reader([f"{line}\n" for line in lines], delimiter=delimiter, strict=len(lines) > 1))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
