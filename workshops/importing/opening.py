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
    for place, line in enumerate(lines):
        if opening.prose and lines[place - 1] is opening.prose[-1] and continues(opening.prose[-1], line):
            opening.prose.append(line)
        else:
            _pile(opening, line, place).append(line)
    return opening


def _pile(opening: Opening, line: Line, place: int) -> list[Line]:
    text = line.content
    if line.word_count <= PROSE_WORDS and read_date(text):
        return opening.dates
    if not opening.names and read_names(text) and (place < NAME_LINES or is_certain(text)):
        return opening.names
    if says_only_cpd(text):
        return opening.cpd
    if line.bulleted or line.ends_sentence or line.word_count >= PROSE_WORDS:
        return opening.prose
    return opening.facts if SESSION_FACT.search(text) else opening.strays
