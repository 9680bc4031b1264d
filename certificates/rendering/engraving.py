"""Drawings as PDF operators, compressed once and put into each document as they are.

WeasyPrint asks two things of an image: its size, and to draw itself on a stream. An engraving answers both
without going through SVG, so that a frame of thousands of curves costs nothing per certificate. Only solid
fills and strokes: they need no resource of their own in the PDF. Lengths are hundredths of a millimetre, from
the top left corner.
"""

from typing import Any
from zlib import compress

# CSS pixels to the millimetre.
PIXELS = 96 / 25.4


class Engraving:
    def __init__(self, width: int, height: int, operators: str) -> None:
        self.width = width
        self.height = height
        self.content = compress(operators.encode("ascii"), 9)

    def get_intrinsic_size(self, *_context: object) -> tuple[float, float, float]:
        """Width and height in CSS pixels, and their ratio."""
        return self.width / 100 * PIXELS, self.height / 100 * PIXELS, self.width / self.height

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        form = stream.add_group(0, 0, self.width, self.height)
        # Opaque, so no transparency group; and already compressed.
        del form.extra["Group"]
        form.extra["Filter"] = "/FlateDecode"
        form.compress = False
        form.stream[:] = [self.content]
        stream.transform(a=width / self.width, d=height / self.height)
        stream.draw_x_object(form.id)


def coloured(colour: str) -> str:
    """The three numbers of "#1f4a3c", as PDF writes them."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.4g}" for i in (1, 3, 5))


def stroke(colour: str, weight: float, *paths: str) -> str:
    return f"{coloured(colour)} RG {weight} w {' '.join(paths)} S\n"


def fill(colour: str, *paths: str) -> str:
    return f"{coloured(colour)} rg {' '.join(paths)} f\n"


def painted(inside: str, outline: str, weight: float, *paths: str) -> str:
    """Filled, then drawn round."""
    return f"{coloured(inside)} rg {coloured(outline)} RG {weight} w {' '.join(paths)} B\n"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"{x:g} {y:g} {width:g} {height:g} re"


def circle(x: int, y: int, radius: int) -> str:
    """Four cubics, true to 0.03 % of the radius."""
    k = round(radius * 0.5523)
    r = radius
    return (
        f"{x + r} {y} m {x + r} {y + k} {x + k} {y + r} {x} {y + r} c "
        f"{x - k} {y + r} {x - r} {y + k} {x - r} {y} c {x - r} {y - k} {x - k} {y - r} {x} {y - r} c "
        f"{x + k} {y - r} {x + r} {y - k} {x + r} {y} c h"
    )
