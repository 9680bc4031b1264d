"""Sets the words of the first page: how large, on how many lines, and where.

The middle of the sheet is a stack of blocks between the heading and the signature. Its sizes are tried from
comfortable to small, with the objectives on the page first and on a second page if they will not go; the gaps
then share what room is left. So nothing overlaps, however long the words are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from certificates.rendering import wording
from certificates.rendering.content import CertificateContent
from certificates.rendering.measure import POINT, TOGETHER, Fitted, Ruler, Step, fit, paragraph, words
from certificates.rendering.objectives import Objectives, columns
from workshops.printing.accents import css_class, stack, voice
from workshops.printing.faces import DISPLAY, ITALIC, TEXT, fallbacks

TOP, BOTTOM, WIDTH = 61.2, 158.5, 243.0
NAME_ROOM, TITLE_ROOM = 228.0, 236.0
# Gaps may shrink to, and grow to, these shares of what is drawn.
TIGHTEST, LOOSEST = 0.42, 1.75


@dataclass(frozen=True)
class Scale:
    """Sizes in points."""

    name: tuple[Step, ...] = (Step(1, 37, 25), Step(2, 23.5))
    title: tuple[Step, ...] = (Step(1, 22, 17.5), Step(2, 19, 14.5), Step(3, 15.5))
    lead: float = 14.5
    body: float = 11.2
    text: float = 12.4
    aims: float = 10.8

    def shrunk(self, factor: float) -> "Scale":
        def smaller(steps: tuple[Step, ...]) -> tuple[Step, ...]:
            return tuple(Step(s.lines, s.largest * factor, s.smallest * factor) for s in steps)

        return Scale(
            smaller(self.name), smaller(self.title),
            self.lead * factor, self.body * factor, self.text * factor, self.aims * factor,
        )  # fmt: skip


FULL = Scale()
MIDDLE = replace(FULL.shrunk(0.93), aims=10.2)
SMALL = replace(FULL.shrunk(0.86), aims=9.6)


@dataclass(frozen=True)
class Block:
    """Lines of one size. `height` and the gap before it in millimetres; `top` once it has its place.

    `voice` is the style sheet's class for one whose accents the usual face of its kind cannot place.
    """

    kind: str
    lines: tuple[str, ...]
    size: float
    leading: float
    gap: float
    top: float = 0.0
    voice: str = ""

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


@dataclass(frozen=True)
class Composition:
    """The placed blocks; `objectives` is None where they stand on a second page, or there are none."""

    blocks: tuple[Block, ...]
    objectives: Objectives | None
    overleaf: bool


def composed_page(content: CertificateContent) -> Composition:
    for scale, with_objectives in _attempts(content):
        overleaf = bool(content.objectives) and not with_objectives
        blocks = tuple(_blocks(content, scale, overleaf=overleaf))
        aims = columns(content.objectives, scale.aims) if with_objectives else None
        heights = sum(block.height for block in blocks) + (aims.height if aims else 0)
        gaps = sum(block.gap for block in blocks) + (aims.gap if aims else 0)
        if heights + gaps * TIGHTEST <= BOTTOM - TOP:
            break
    return _placed(blocks, aims, (BOTTOM - TOP - heights) / gaps, overleaf=overleaf)


def _attempts(content: CertificateContent) -> Iterator[tuple[Scale, bool]]:
    scales = FULL, MIDDLE, SMALL
    if content.objectives:
        yield from ((scale, True) for scale in scales)
    yield from ((scale, False) for scale in scales)
    yield from ((SMALL.shrunk(0.9**n), False) for n in range(1, 40))


def _placed(blocks: tuple[Block, ...], aims: Objectives | None, share: float, *, overleaf: bool) -> Composition:
    """Spreads the room left over the gaps; what is more than they should take goes above and below."""
    spread = min(share, LOOSEST)
    gaps = sum(block.gap for block in blocks) + (aims.gap if aims else 0)
    y, placed = TOP + gaps * (share - spread) * 0.4, []
    for block in blocks:
        y += block.gap * spread
        placed.append(replace(block, top=y))
        y += block.height
    return Composition(tuple(placed), replace(aims, top=y + aims.gap * spread) if aims else None, overleaf)


def _blocks(content: CertificateContent, scale: Scale, *, overleaf: bool) -> Iterator[Block]:
    text = Ruler(stack(TEXT, fallbacks(wording.all_text(content))))
    italic = Ruler((ITALIC, TEXT))
    yield _paragraph("said", "This is to certify that", italic, scale.lead, 0.5)
    yield _fitted("name", content.name, NAME_ROOM, scale.name, 1.0)
    if member := wording.membership(content):
        yield _paragraph("body", member, text, scale.body, 0.9)
    yield _paragraph("took", wording.phrases(content).took, italic, scale.lead, 4.6)
    yield _fitted("title", content.title, TITLE_ROOM, scale.title, 0.9)
    yield _paragraph("when", _with_whole_date(content, text, scale.text), text, scale.text, 1.9)
    if led := wording.led(content):
        yield _paragraph("led", led, text, scale.text, 0.5)
    if overleaf:
        yield _paragraph("aims", "Learning objectives: see page two", text, scale.body, 4.6)


def _with_whole_date(content: CertificateContent, ruler: Ruler, size: float) -> str:
    """The date stays on one line if one can hold it."""
    before, when, zone = wording.held(content)
    ruler = _voiced(before + when + zone, ruler)
    whole = when.replace(" ", TOGETHER)
    holds = ruler.width(whole) * size * POINT < WIDTH * 0.9
    return f"{before}{whole if holds else when} {zone}".strip()


def _paragraph(kind: str, text: str, ruler: Ruler, size: float, gap: float) -> Block:
    voiced, leading = _voiced(text, ruler), size * POINT * 1.32
    size *= voiced.faces[0].scale
    lines = tuple(paragraph(text, voiced, WIDTH, size))
    return Block(kind, lines, size, leading, gap, voice=css_class(text, ruler.faces[0]))


def _voiced(text: str, ruler: Ruler) -> Ruler:
    """A ruler for the face that `text` is set in, for the sake of its accents."""
    face = voice(text, ruler.faces[0])
    return ruler if face == ruler.faces[0] else Ruler(stack(face, ruler.faces))


def _fitted(kind: str, text: str, room: float, steps: tuple[Step, ...], gap: float) -> Block:
    needed, face = fallbacks(text), voice(text, DISPLAY)
    tall = max((face.tall for face in needed), default=1.0)
    calm = face.scale / tall**0.5
    calmer = tuple(Step(s.lines, s.largest * calm, s.smallest * calm) for s in steps)
    fitted: Fitted = fit(words(text), Ruler(stack(face, needed)), room, calmer)
    leading = fitted.size * POINT * 1.14 * tall / face.scale
    return Block(kind, fitted.lines, fitted.size, leading, gap, voice=css_class(text, DISPLAY))
