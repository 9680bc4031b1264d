"""Which face sets a text whose accents are characters of their own, as in Adébáyọ̀, g̃uarani or J́onas.

Unicode has no single character for these, and our own two faces have no anchors for most of them: the accent would
stand beside its letter. Such a text is set whole in the next face that can, so that it does not look patched.
"""

import re
from collections.abc import Iterable

from workshops.printing.faces import ANYTHING, DISPLAY, TEXT, Face, Metrics, fallbacks
from workshops.printing.shaping import places

ORDER = (DISPLAY, TEXT, ANYTHING)
# Those over, under and beside Latin, Greek and Cyrillic letters. Strokes through a letter (U+0334 to 0338) need no place.
ACCENTS = "\u0300-\u0333\u0339-\u034e\u0350-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u2de0-\u2dff\ufe20-\ufe2f"
ACCENTED = re.compile(rf"[^\s{ACCENTS}][{ACCENTS}]+")
# What the style sheet calls a text that is not in its usual face.
CLASSES = {TEXT: "as-text", ANYTHING: "as-anything"}


def accented(text: str) -> list[str]:
    """Letters with the accents that follow them, each once. Those of other scripts are their own faces' business."""
    found = dict.fromkeys(ACCENTED.findall(text))
    return [cluster for cluster in found if any(cluster[0] in Metrics.of(face).advances for face in ORDER)]


def voice(text: str, usual: Face) -> Face:
    """`usual`, or the first face after it that places all accents of `text`; if none can, the one that places most."""
    found = accented(text)
    if all(places(usual, cluster) for cluster in found):
        return usual
    return max(ORDER[ORDER.index(usual) :], key=lambda face: sum(places(face, cluster) for cluster in found))


def stack(first: Face, others: Iterable[Face]) -> tuple[Face, ...]:
    """The faces of a text in the order in which the style sheet has them: each character is set in the first it has."""
    return tuple(dict.fromkeys((first, TEXT, DISPLAY, *others)))


def in_small_capitals(text: str) -> bool:
    """Whether the small capitals of our text face take all accents of `text`."""
    return all(places(TEXT, cluster, small_capitals=True) for cluster in accented(text))


def needed(text: str) -> tuple[Face, ...]:
    """The faces to load for `text` beside our own: its fallbacks, and the one for accents that ours cannot place."""
    found = fallbacks(text)
    if ANYTHING in found or all(places(TEXT, cluster) for cluster in accented(text)):
        return found
    return ANYTHING, *found


def css_class(text: str, usual: Face) -> str:
    """With a space before it, to follow other classes; empty for most texts."""
    face = voice(text, usual)
    return "" if face == usual else f" {CLASSES[face]}"


def unplaced(text: str) -> list[str]:
    """Letters whose accents no face places: they would be printed beside them."""
    return [cluster for cluster in accented(text) if not any(places(face, cluster) for face in ORDER)]
