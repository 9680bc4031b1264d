"""Lines joined into paragraphs and list items, without losing which lines they came from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workshops.importing.lines import Line

# "one thing • another thing": several items that were pasted on one line.
INNER_BULLET = re.compile(r"\s[•▪●]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    numbers: tuple[int, ...]


@dataclass(slots=True)
class Items:
    """A list, the line that leads into it ("You will:"), and what stands after it but is no item."""

    items: list[Paragraph] = field(default_factory=list)
    lead_ins: list[Line] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(item.text for item in self.items)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Joins a line to the one above when no blank line parts them and no sentence ended there."""
    joined: list[list[Line]] = []
    for line in lines:
        if joined and continues(joined[-1][-1], line):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [join(group) for group in joined]


def join(group: Sequence[Line]) -> Paragraph:
    return Paragraph(" ".join(line.content for line in group), tuple(line.number for line in group))


def continues(above: Line, line: Line) -> bool:
    return not (line.opens_block or line.bulleted or line.heading_marks or above.heading_marks or above.ends_sentence)


def list_items(lines: Sequence[Line]) -> Items:
    found = Items()
    rest = list(lines)
    if rest and rest[0].content.endswith(":") and not rest[0].bulleted and len(rest) > 1:
        found.lead_ins.append(rest.pop(0))
    if any(line.bulleted for line in rest):
        _read_bulleted(rest, found)
    else:
        found.items = _bare_items(rest)
    found.items = [part for item in found.items for part in _split_inner(item)]
    return found


def _read_bulleted(lines: Sequence[Line], found: Items) -> None:
    groups: list[list[Line]] = []
    for line in lines:
        if line.bulleted or not groups:
            groups.append([line])
        elif line.opens_block:
            found.strays.append(line)
        else:
            groups[-1].append(line)
    found.items = [join(group) for group in groups]


def _bare_items(lines: Sequence[Line]) -> list[Paragraph]:
    """One item a line, but a line in lower case carries on the one above where the list itself starts with a capital."""
    groups: list[list[Line]] = []
    capitals = bool(lines) and lines[0].content[0].isupper()
    for line in lines:
        if groups and capitals and line.content[0].islower() and continues(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [join(group) for group in groups]


def _split_inner(item: Paragraph) -> list[Paragraph]:
    pieces = [piece.strip() for piece in INNER_BULLET.split(item.text)]
    return [Paragraph(piece, item.numbers) for piece in pieces if piece]
