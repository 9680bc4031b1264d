"""How wide a text is, where it may break, and how large it may be set.

Widths are sums of advance widths: a little more than what is drawn, since kerning and joined letters only save
room. One em is the size of the type; a millimetre is 72 / 25.4 points.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import combining

from workshops.printing.faces import Face, Metrics, is_mark

POINT = 25.4 / 72
SAFETY = 0.985
# Below this many points a line is hard to read: rather break inside a word.
LEGIBLE = 14.0
BREAK_AFTER = re.compile(r"(?<=[ \-\u2013\u2014/])(?=[^ ])")
ADDRESS_BREAK = re.compile(r"(?<=[./\-])")
TOGETHER = "\u00a0"


@dataclass
class Ruler:
    """Measures texts set in the first of `faces` that has each character. `tracking` in ems, after each."""

    faces: tuple[Face, ...]
    tracking: float = 0.0
    _known: dict[str, float] = field(default_factory=dict)

    def width(self, text: str) -> float:
        """In ems."""
        return sum(map(self._advance, text))

    def _advance(self, character: str) -> float:
        if character not in self._known:
            found = (Metrics.of(face).advances.get(character) for face in self.faces)
            advance = next((width for width in found if width is not None), 1.0)
            self._known[character] = advance + self.tracking
        return self._known[character]


@dataclass(frozen=True)
class Step:
    """A way to set a text: on so many lines, at no more than `largest` and no less than `smallest` points."""

    lines: int
    largest: float
    smallest: float = 0.0


@dataclass(frozen=True)
class Fitted:
    """A text broken into lines, and its size in points."""

    lines: tuple[str, ...]
    size: float


def fit(pieces: Sequence[str], ruler: Ruler, room: float, steps: Sequence[Step]) -> Fitted:
    """The first of `steps` that holds the text in `room` millimetres; the last one shrinks it as far as it must."""
    for step in steps:
        fitted = _set(pieces, ruler, room, step)
        if fitted.size >= step.smallest:
            break
    return fitted


def _set(pieces: Sequence[str], ruler: Ruler, room: float, step: Step) -> Fitted:
    lines = balanced(pieces, ruler, step.lines)
    size = _largest(lines, ruler, room)
    if size < min(step.largest * 0.8, LEGIBLE):
        broken = balanced(clusters("".join(pieces)), ruler, step.lines)
        lines, size = max((lines, size), (broken, _largest(broken, ruler, room)), key=lambda pair: pair[1])
    return Fitted(tuple(lines), min(size, step.largest))


def _largest(lines: Sequence[str], ruler: Ruler, room: float) -> float:
    return room / POINT * SAFETY / max([0.01, *map(ruler.width, lines)])


def balanced(pieces: Sequence[str], ruler: Ruler, count: int) -> list[str]:
    """At most `count` lines, the widest of them as narrow as can be."""
    if count == 1 or len(pieces) <= 1:
        return ["".join(pieces)]
    measured = _measured(pieces, ruler)
    whole = sum(width for _piece, width, _bare in measured)
    low, high = whole / count, whole
    for _ in range(20):
        middle = (low + high) / 2
        if len(_filled(measured, middle)) <= count:
            high = middle
        else:
            low = middle
    return _filled(measured, high)


def filled(pieces: Sequence[str], ruler: Ruler, room: float) -> list[str]:
    """Lines filled one after the other, in a room in ems. A piece wider than the room has a line of its own."""
    return _filled(_measured(pieces, ruler), room)


def _measured(pieces: Sequence[str], ruler: Ruler) -> list[tuple[str, float, float]]:
    """Each piece with its width, and its width at the end of a line, where its space does not count."""
    return [(piece, ruler.width(piece), ruler.width(piece.rstrip())) for piece in pieces]


def _filled(measured: Sequence[tuple[str, float, float]], room: float) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for piece, width, bare in measured:
        if line and used + bare > room:
            lines.append("".join(line).rstrip())
            line, used = [], 0.0
        line.append(piece)
        used += width
    return [*lines, "".join(line).rstrip()]


def paragraph(text: str, ruler: Ruler, room: float, size: float) -> list[str]:
    """As few lines as it takes in `room` millimetres at `size` points, made even. Words too long are broken."""
    ems = room / POINT * SAFETY / size
    pieces = [part for word in words(text) for part in (clusters(word) if ruler.width(word) > ems else [word])]
    return balanced(pieces, ruler, len(filled(pieces, ruler, ems)))


def words(text: str) -> list[str]:
    """Pieces that stay whole: each with the space or hyphen that ends it."""
    return BREAK_AFTER.split(text)


def address_parts(text: str) -> list[str]:
    """A web address may break after its dots and slashes."""
    return ADDRESS_BREAK.split(text)


def clusters(text: str) -> list[str]:
    """Characters, each with its marks; a joiner or an Indic virama ties the next one on."""
    starts = [i for i, c in enumerate(text) if i == 0 or not (is_mark(c) or _ties(text[i - 1]))]
    return [text[a:b] for a, b in pairwise([*starts, len(text)])]


def _ties(character: str) -> bool:
    return character == "\u200d" or combining(character) == 9
