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
    first = next((line for line in lines if not _may_stand_above(line)), None)
    return first if first and not read_heading(first) and _can_be_title(first) else None


def is_fact(line: Line) -> bool:
    """A date, a labelled fact or a CPD claim."""
    heading = read_heading(line)
    dated = read_date(line.content) if line.word_count <= 8 else None
    return bool(heading and heading.part in FACTS) or bool(dated and not dated.rest) or says_only_cpd(line.content)


def _may_stand_above(line: Line) -> bool:
    return is_fact(line) or is_furniture(line.content) or is_button(line.content)


def _can_be_title(line: Line) -> bool:
    return not line.bulleted and len(line.content) <= LONGEST and not line.content.endswith(".")
