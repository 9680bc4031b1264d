"""The engraved parts of the sheet: frame, underprint, the provider's device. Hundredths of a millimetre."""

from functools import cache, lru_cache
from itertools import product
from math import pi

from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from certificates.rendering.curves import rosette, strand, swelled
from certificates.rendering.engraving import Engraving, circle, fill, painted, rectangle, stroke
from workshops.printing.faces import DISPLAY

GREEN, OCHRE, PAPER, TINT = "#1f4a3c", "#a8741f", "#fffdf7", "#f1ebdb"
WIDE, HIGH = 29700, 21000
CORNER = 1730
CORNERS = tuple(product((CORNER, WIDE - CORNER), (CORNER, HIGH - CORNER)))
# Where the swelled rule under the heading lies.
RULE = 5890


@cache
def frame() -> Engraving:
    """Two rules, a woven band between them, a rosette in each corner, and the rule under the heading."""
    parts = [
        _rule(GREEN, 65, 800), _rule(GREEN, 18, 885), _rule(GREEN, 18, 1740), _rule(OCHRE, 20, 1805),
        stroke(GREEN, 12, *_woven(330, 6)), stroke(OCHRE, 16, *_woven(120, 2)),
        fill(OCHRE, swelled(WIDE // 2, RULE)),
        *map(_corner, CORNERS),
    ]  # fmt: skip
    return Engraving(WIDE, HIGH, "".join(parts))


@cache
def plain() -> Engraving:
    """The sheets that follow: the two outer rules alone."""
    return Engraving(WIDE, HIGH, _rule(GREEN, 65, 800) + _rule(GREEN, 18, 885))


@cache
def underprint() -> Engraving:
    """A pale turned pattern for the middle of the sheet."""
    centre = (6000, 6000)
    curves = rosette(5900, 2900, 50, 17, 200, centre), rosette(3300, 1100, 30, 11, 120, centre)
    return Engraving(12000, 12000, stroke(TINT, 16, *curves))


@lru_cache(maxsize=64)
def device(letters: str) -> Engraving:
    """The provider's device: a turned rosette round a plain field for its letters."""
    centre = (1600, 1600)
    parts = [
        painted(PAPER, GREEN, 45, circle(*centre, 1560)),
        stroke(GREEN, 14, circle(*centre, 1490)),
        stroke(GREEN, 12, rosette(1440, 760, 36, 13, 144, centre)),
        stroke(OCHRE, 14, rosette(1440, 1180, 36, 1, 144, centre)),
        painted(PAPER, GREEN, 30, circle(*centre, 800)),
        stroke(OCHRE, 14, circle(*centre, 735)),
        _inscription(letters, centre),
    ]
    return Engraving(3200, 3200, "".join(parts))


def _rule(colour: str, weight: int, inset: int) -> str:
    return stroke(colour, weight, rectangle(inset, inset, WIDE - 2 * inset, HIGH - 2 * inset))


def _woven(amplitude: int, phases: int) -> list[str]:
    """Strands along all four sides of the band."""
    middle, wave = 1305, 1200
    return [
        strand((CORNER, length - CORNER), place, amplitude, wave, 2 * pi * number / phases, upright=upright)
        for number in range(phases)
        for upright, length, across in ((False, WIDE, HIGH), (True, HIGH, WIDE))
        for place in (middle, across - middle)
    ]


def _corner(at: tuple[int, int]) -> str:
    x, y = at
    outward = (x - 645 if x < WIDE / 2 else x + 645, y - 645 if y < HIGH / 2 else y + 645)
    return "".join([
        painted(PAPER, GREEN, 30, circle(x, y, 810)),
        stroke(GREEN, 12, rosette(760, 320, 20, 7, 80, at)),
        fill(GREEN, circle(x, y, 80)),
        stroke(OCHRE, 18, circle(x, y, 220)),
        fill(OCHRE, circle(*outward, 45)),
    ])  # fmt: skip


def _inscription(letters: str, centre: tuple[int, int]) -> str:
    """Outlines of the letters, so that the device needs no font; a small rosette where there are none to draw."""
    with TTFont(DISPLAY.path) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        run = [names[ord(c)] for c in letters if ord(c) in names and not c.isspace()]
        if not run:
            return stroke(GREEN, 12, rosette(600, 120, 16, 5, 80, centre))
        wide = sum(glyphs[name].width for name in run) + 60 * (len(run) - 1)
        high = font["OS/2"].sCapHeight
        scale = min(480 / high, 1180 / wide)
        x, y, pen = centre[0] - wide * scale / 2, centre[1] + high * scale / 2, _PathPen(glyphs)
        for name in run:
            glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
            x += (glyphs[name].width + 60) * scale
    return fill(GREEN, *pen.parts)


class _PathPen(BasePen):  # type: ignore[misc]
    """Writes outlines as PDF paths; the base pen turns quadratic curves into cubics."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.parts: list[str] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", pt)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self.parts.append("h")

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self.parts.append(" ".join([*(f"{value:.1f}" for point in points for value in point), operator]))
