"""Sorts the lines before the first heading: presenters, date, CPD claim, description, and what fits none of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workshops.importing.cpd import says_only_cpd
from workshops.importing.dates import read_date
from workshops.importing.lines import Line
from workshops.importing.names import is_certain, read_names
from workshops.importing.paragraphs import Paragraph, continues, paragraphs

SESSION_FACT = re.compile(
    r"\d{1,2}[:.]\d{2}|\b\d{1,2} ?(?:am|pm)\b|[£€$]\s?\d|\b(?:zoom|teams|online|venue|price|free|places|tickets?)\b",
    re.IGNORECASE,
)
PROSE_WORDS = 12
WRAPPED_WORDS = 6
# Under the title, only the first lines can be names that nothing announces.
NAME_LINES = 4


@dataclass(slots=True)
class Opening:
    """The lines of the opening by what they are."""

    names: list[Line] = field(default_factory=list)
    dates: list[Line] = field(default_factory=list)
    cpd: list[Line] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)
    facts: list[Line] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)

    @property
    def description(self) -> list[Paragraph]:
        return paragraphs(self.prose)


def sort_opening(lines: Sequence[Line]) -> Opening:
    opening = Opening()
    previous: Line | None = None
    for place, line in enumerate(lines):
        wrapped = bool(opening.prose) and opening.prose[-1] is previous and continues(opening.prose[-1], line)
        if wrapped or _wraps(line, lines[place + 1 : place + 2]):
            opening.prose.append(line)
        else:
            _pile(opening, line, place).append(line)
        previous = line
    return opening


def _pile(opening: Opening, line: Line, place: int) -> list[Line]:
    text = line.content
    if _is_dated(line):
        return opening.dates
    if not opening.names and read_names(text) and (place < NAME_LINES or is_certain(text)):
        return opening.names
    if says_only_cpd(text):
        return opening.cpd
    if line.bulleted or line.ends_sentence or line.word_count >= PROSE_WORDS:
        return opening.prose
    return opening.facts if SESSION_FACT.search(text) else opening.strays


def _is_dated(line: Line) -> bool:
    return line.word_count <= PROSE_WORDS and read_date(line.content) is not None


def _wraps(line: Line, following: Sequence[Line]) -> bool:
    """Whether this is the first line of text that goes on below: the next one is no fact, and carries on."""
    if not following or not continues(line, following[0]) or _is_dated(line) or read_names(line.content):
        return False
    below = following[0]
    if _is_dated(below) or read_names(below.content) or says_only_cpd(below.content):
        return False
    return below.content[0].islower() or (line.word_count >= WRAPPED_WORDS and not says_only_cpd(line.content))
