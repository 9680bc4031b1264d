"""Cuts a page into passages: under which heading each line stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from workshops.importing.amounts import find_amounts
from workshops.importing.announcements import announces, kind_of
from workshops.importing.cpd import speaks_of_cpd
from workshops.importing.furniture import is_button, is_furniture
from workshops.importing.headings import FACTS, Heading, read_heading
from workshops.importing.lines import Line
from workshops.importing.names import read_names
from workshops.importing.parsed import Part
from workshops.importing.strangers import is_unknown_heading

NEARBY = 6


@dataclass(slots=True)
class Passage:
    """Lines under one heading. `rest` is text that stands on the heading's own line; `opening` is before any heading."""

    part: Part
    heading: Line | None = None
    rest: str = ""
    lines: list[Line] = field(default_factory=list)
    opening: bool = False


def outline(lines: Sequence[Line]) -> list[Passage]:
    """Every line lands in exactly one passage, as its heading or among its lines."""
    walk = _Walk()
    for index, line in enumerate(lines):
        walk.take(line, lines[index + 1 : index + 1 + NEARBY])
    return walk.passages


class _Walk:
    def __init__(self) -> None:
        self.passages = [Passage(Part.DESCRIPTION, opening=True)]

    @property
    def current(self) -> Passage:
        return self.passages[-1]

    def take(self, line: Line, following: Sequence[Line]) -> None:
        heading = read_heading(line)
        if not line.bulleted and is_furniture(line.content):
            self._set_aside(Passage(Part.IGNORED, lines=[line]))
        elif heading:
            self._open(line, heading)
        elif self._starts_notice(line, following):
            self.passages.append(Passage(Part.NOTICES, lines=[line]))
        elif not line.bulleted and is_button(line.content):
            self._take_button(line)
        elif is_unknown_heading(line, following, self.current.part, self.current.lines):
            self.passages.append(Passage(Part.UNKNOWN, heading=line))
        else:
            self._append(line)

    def _open(self, line: Line, heading: Heading) -> None:
        passage = Passage(heading.part, line, heading.rest)
        named_early = heading.part is Part.ABOUT_PRESENTER and self.current.opening and bool(read_names(heading.rest))
        if heading.rest and (heading.part in FACTS or heading.part is Part.CPD or named_early):
            self._set_aside(passage)
        else:
            self.passages.append(passage)

    def _set_aside(self, passage: Passage) -> None:
        """A fact on one line does not end the passage around it."""
        around = self.current
        self.passages.append(passage)
        self.passages.append(Passage(around.part, opening=around.opening))

    def _starts_notice(self, line: Line, following: Sequence[Line]) -> bool:
        if not announces(line, following, self.current.part):
            return False
        told = " ".join(known.content for known in self.current.lines)
        return self.current.part is not Part.NOTICES or kind_of(line.content) != kind_of(told)

    def _take_button(self, line: Line) -> None:
        """A button closes the notice it stands under; elsewhere it is the site's own."""
        if self.current.part is Part.NOTICES and self.current.lines:
            self.current.lines.append(line)
            self.passages.append(Passage(Part.UNKNOWN))
        else:
            self._set_aside(Passage(Part.IGNORED, lines=[line]))

    def _append(self, line: Line) -> None:
        if self.current.part is Part.CPD and line.opens_block and not _tells_cpd(line):
            early = len(self.passages) > 1 and self.passages[-2].opening
            self.passages.append(Passage(Part.DESCRIPTION if early else Part.UNKNOWN, opening=early))
        self.current.lines.append(line)


def _tells_cpd(line: Line) -> bool:
    return speaks_of_cpd(line.content) or bool(find_amounts(line.content))
