"""The learning objectives on the first page: one quiet block of one or two columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from certificates.rendering.measure import POINT, Ruler, paragraph
from workshops.printing.accents import css_class, stack, voice
from workshops.printing.faces import TEXT, fallbacks

SHEET, GUTTER, INDENT = 297.0, 12.0, 6.5
WIDEST_ALONE, WIDEST_OF_TWO, NARROWEST = 170.0, 115.5, 30.0
HEADING, BETWEEN = 5.4, 0.7


@dataclass(frozen=True)
class Column:
    """Objectives `first`, `first` + 1 and so on; lengths in millimetres."""

    first: int
    items: tuple[str, ...]
    left: float
    width: float


@dataclass(frozen=True)
class Objectives:
    """Columns under their heading. `size` in points, the rest in millimetres; `voice` as in a block."""

    columns: tuple[Column, ...]
    size: float
    leading: float
    height: float
    gap: float = 5.6
    top: float = 0.0
    voice: str = ""


def columns(texts: Sequence[str], size: float) -> Objectives:
    """Short ones stand in columns as narrow as themselves; the columns are as even as can be, the first not shorter."""
    whole = "\n".join(texts)
    face, leading = voice(whole, TEXT), size * POINT * 1.26
    ruler, size = Ruler(stack(face, fallbacks(whole))), size * face.scale
    room = WIDEST_ALONE if len(texts) == 1 else WIDEST_OF_TWO
    longest = max(ruler.width(text) for text in texts) * size * POINT * 1.03 + INDENT
    width = min(room, max(NARROWEST, longest))
    heights = [len(paragraph(text, ruler, width - INDENT, size)) * leading + BETWEEN for text in texts]
    cut = _cut(heights)
    sides = [side for side in ((0, cut), (cut, len(texts))) if side[0] < side[1]]
    left = (SHEET - width * len(sides) - GUTTER * (len(sides) - 1)) / 2
    made = tuple(
        Column(a + 1, tuple(texts[a:b]), left + number * (width + GUTTER), width) for number, (a, b) in enumerate(sides)
    )
    height = HEADING + max(sum(heights[a:b]) for a, b in sides)
    return Objectives(made, size, leading, height, voice=css_class(whole, TEXT))


def _cut(heights: Sequence[float]) -> int:
    """How many stand in the first column."""

    def taller(cut: int) -> tuple[float, int]:
        return round(max(sum(heights[:cut]), sum(heights[cut:])), 3), -cut

    return min(range(1, len(heights) + 1), key=taller) if len(heights) > 1 else 1
