"""Finds the title of a page."""

from collections.abc import Sequence

from workshops.importing.cpd import says_only_cpd
from workshops.importing.dates import read_date
from workshops.importing.furniture import is_button, is_furniture
from workshops.importing.headings import FACTS, read_heading
from workshops.importing.lines import Line

LONGEST = 200


def find_title(lines: Sequence[Line]) -> Line | None:
    """The first line marked as a top heading, or else the first line that is neither furniture nor a fact."""
    marked = next((line for line in lines if line.heading_marks == 1 and not read_heading(line)), None)
    if marked:
        return marked
    for line in lines:
        heading = read_heading(line)
        if heading and heading.part not in FACTS and not is_fact(line):
            return None
        if not heading and not is_fact(line):
            return line if _can_be_title(line) else None
    return None


def is_fact(line: Line) -> bool:
    """Furniture, a button, a date or a CPD claim, any of which may stand above a title."""
    text = line.content
    dated = line.word_count <= 8 and read_date(text)
    return is_furniture(text) or is_button(text) or bool(dated and dated.day and not dated.rest) or says_only_cpd(text)


def _can_be_title(line: Line) -> bool:
    return not line.bulleted and len(line.content) <= LONGEST and not line.content.endswith(".")
