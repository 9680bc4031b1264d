"""Which bundled face prints which character.

Two faces of our own print Latin, Greek and Cyrillic. Any other character has one fallback face, found by its
block and loaded only for a sheet that needs it: no face of the machine is ever used.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "fonts"
# They only join or choose shapes: joiners and variation selectors.
UNSEEN = frozenset(map(chr, (0x34F, 0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


@dataclass(frozen=True)
class Face:
    """One font file, and the blocks it is asked for as a fallback.

    `tall`: its lines need more room. `scale`: of a text set whole in it, so that it looks no larger than its neighbours.
    """

    file: str
    blocks: tuple[tuple[int, int], ...] = ()
    tall: float = 1.0
    scale: float = 1.0

    @property
    def family(self) -> str:
        return self.file.partition(".")[0]

    @property
    def path(self) -> Path:
        return FOLDER / self.file

    def serves(self, character: str) -> bool:
        return any(first <= ord(character) <= last for first, last in self.blocks)


@dataclass(frozen=True)
class Metrics:
    """Advance widths by character, in ems."""

    advances: dict[str, float]

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, face: Face) -> "Metrics":
        with TTFont(face.path, lazy=True) as font:
            em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
            return cls({chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()})


DISPLAY = Face("CormorantGaramond-SemiBold.ttf")
ITALIC = Face("CormorantGaramond-MediumItalic.ttf")
TEXT = Face("EBGaramond12-Regular.ttf")
BASE = (DISPLAY, TEXT)

HAN = ((0x2E80, 0x2FDF), (0x3000, 0x303F), (0x31C0, 0x31EF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
       (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x2FA1F))  # fmt: skip
KANA = ((0x3040, 0x30FF), (0x31F0, 0x31FF))
JAPANESE = Face("NotoSerifCJKjp-Regular.otf", (*KANA, *HAN), 1.15)
CHINESE = Face("NotoSerifCJKsc-Regular.otf", (*HAN, *KANA, (0x3100, 0x312F)), 1.15)
ANYTHING = Face(
    "NotoSerif-Regular.ttf",
    ((0xA0, 0x52F), (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F), (0x1D00, 0x2BFF), (0x2C60, 0x2C7F), (0x2DE0, 0x2E7F),
     (0xA640, 0xA69F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB0F)),
    scale=0.88,
)  # fmt: skip
EMOJI = Face("NotoEmoji-Regular.ttf", ((0x203C, 0x203C), (0x2049, 0x2049), (0x20E3, 0x20E3), (0x2139, 0x27BF),
                                       (0x2900, 0x2BFF), (0x1F000, 0x1FAFF), (0xE0020, 0xE007F)))  # fmt: skip
SCRIPTS = (
    Face("NotoSerifArmenian-Regular.ttf", ((0x530, 0x58F), (0xFB13, 0xFB17))),
    Face("NotoSerifHebrew-Regular.ttf", ((0x590, 0x5FF), (0xFB1D, 0xFB4F)), 1.1),
    Face("NotoNaskhArabic-Regular.ttf", ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF),
                                         (0xFE70, 0xFEFE)), 1.2),
    Face("NotoSerifDevanagari-Regular.ttf", ((0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)), 1.35),
    Face("NotoSerifBengali-Regular.ttf", ((0x980, 0x9FF),), 1.35),
    Face("NotoSerifGurmukhi-Regular.ttf", ((0xA00, 0xA7F),), 1.35),
    Face("NotoSerifGujarati-Regular.ttf", ((0xA80, 0xAFF),), 1.35),
    Face("NotoSansOriya-Regular.ttf", ((0xB00, 0xB7F),), 1.35),
    Face("NotoSerifTamil-Regular.ttf", ((0xB80, 0xBFF),), 1.3),
    Face("NotoSerifTelugu-Regular.ttf", ((0xC00, 0xC7F),), 1.45),
    Face("NotoSerifKannada-Regular.ttf", ((0xC80, 0xCFF),), 1.45),
    Face("NotoSerifMalayalam-Regular.ttf", ((0xD00, 0xD7F),), 1.35),
    Face("NotoSerifSinhala-Regular.ttf", ((0xD80, 0xDFF),), 1.35),
    Face("NotoSerifThai-Regular.ttf", ((0xE00, 0xE7F),), 1.4),
    Face("NotoSerifLao-Regular.ttf", ((0xE80, 0xEFF),), 1.4),
    Face("NotoSerifMyanmar-Regular.ttf", ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)), 1.6),
    Face("NotoSerifGeorgian-Regular.ttf", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    Face("NotoSerifEthiopic-Regular.ttf", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)), 1.1),
    Face("NotoSerifKhmer-Regular.ttf", ((0x1780, 0x17FF), (0x19E0, 0x19FF)), 1.5),
    Face("NotoSerifCJKkr-Regular.otf", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3)), 1.15),
)  # fmt: skip


def fallbacks(text: str) -> tuple[Face, ...]:
    """The faces `text` needs beside our own two, always in one order."""
    missing = sorted(set(text) - UNSEEN - _printed_by(BASE))
    han = (JAPANESE, CHINESE) if missing and japanese(text) else (CHINESE,)
    order = (ANYTHING, *SCRIPTS, *han, EMOJI)
    needed = {face for character in missing for face in _serving(character, order)}
    return tuple(face for face in order if face in needed)


def unprintable(text: str) -> list[str]:
    """Characters that no bundled face can print: they would come out as empty boxes."""
    faces = (*BASE, *fallbacks(text))
    return sorted(c for c in set(text) - UNSEEN - _printed_by(faces) if not c.isspace())


def japanese(text: str) -> bool:
    """Kana say so, and so do characters that only Japan writes (沢, 桜): their shapes differ from the Chinese."""
    return any(JAPANESE.serves(c) and (any(a <= ord(c) <= b for a, b in KANA) or _only_in_japan(c)) for c in set(text))


def _only_in_japan(character: str) -> bool:
    def known(encoding: str) -> bool:
        return bool(character.encode(encoding, "ignore"))

    return known("shift_jis") and not known("gb2312") and not known("big5")


def _serving(character: str, order: Iterable[Face]) -> Iterator[Face]:
    """The first face that has it, of those asked for its block."""
    for face in order:
        if face.serves(character) and character in Metrics.of(face).advances:
            yield face
            return


@lru_cache(maxsize=32)
def _printed_by(faces: tuple[Face, ...]) -> frozenset[str]:
    """Characters that one of the faces has, and the white space and line ends that print nothing."""
    return frozenset("\n\u00a0 ").union(*(Metrics.of(face).advances for face in faces))


def is_mark(character: str) -> bool:
    """Whether it belongs to the character before it."""
    return category(character).startswith("M") or character in UNSEEN
