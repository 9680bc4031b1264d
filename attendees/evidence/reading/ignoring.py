"""What is shown of a line that gives nobody time."""

from attendees.evidence.reading.lines import Line
from attendees.evidence.reading.names import without_numbers
from attendees.evidence.report import Ignored

LONGEST = 80
OUTSIDE = "not a row about a person"
NO_NAME = "neither a name nor an address"


def ignored(number: int, text: str, why: str) -> Ignored:
    short = without_numbers(text[: LONGEST * 2])
    return Ignored(line=number, text=short if len(short) <= LONGEST else f"{short[: LONGEST - 1]}…", why=why)


def ignored_line(line: Line, why: str) -> Ignored:
    return ignored(line.number, " · ".join(cell for cell in line.cells[:8] if cell), why)
