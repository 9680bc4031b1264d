"""The engraver's curves, as PDF paths: woven strands, turned rosettes, a rule that swells."""

from collections.abc import Callable
from itertools import pairwise
from math import ceil, cos, floor, pi, sin

# Half a wave of a sine between two extremes: where the handles of its cubic lie.
HANDLE = 0.3642
Curve = Callable[[float], tuple[float, float]]


def strand(
    span: tuple[int, int], middle: int, amplitude: int, wave: int, phase: float, *, upright: bool = False
) -> str:
    """A sine along one side, beginning and ending at extremes near the ends of `span`."""
    half = wave / 2
    shift = phase / (2 * pi) * wave
    first = ceil((span[0] - half / 2 - shift) / half)
    last = floor((span[1] + half / 2 - shift) / half)
    reach = round(HANDLE * half)
    points = [
        (round(shift + number * half), round(middle + (amplitude if number % 2 == 0 else -amplitude)))
        for number in range(first, last + 1)
    ]

    def pair(x: int, y: int) -> str:
        return f"{y} {x}" if upright else f"{x} {y}"

    parts = [f"{pair(*points[0])} m"]
    for (x0, y0), (x1, y1) in pairwise(points):
        parts.append(f"{pair(x0 + reach, y0)} {pair(x1 - reach, y1)} {pair(x1, y1)} c")
    return " ".join(parts)


def closed(curve: Curve, slope: Curve, segments: int, centre: tuple[int, int]) -> str:
    """A closed curve t -> (x, y) on 0 to 2 pi as cubics through its own tangents."""
    h = 2 * pi / segments
    points = [_moved(curve(i * h), centre) for i in range(segments + 1)]
    slopes = [slope(i * h) for i in range(segments + 1)]
    parts = [f"{points[0][0]:.0f} {points[0][1]:.0f} m"]
    for i in range(segments):
        (px, py), (qx, qy) = points[i], points[i + 1]
        (mx, my), (nx, ny) = slopes[i], slopes[i + 1]
        handles = px + mx * h / 3, py + my * h / 3, qx - nx * h / 3, qy - ny * h / 3, qx, qy
        parts.append(" ".join(f"{value:.0f}" for value in handles) + " c")
    return " ".join(parts) + " h"


def rosette(outer: int, inner: int, waves: int, turns: int, segments: int, centre: tuple[int, int]) -> str:
    """The radius swings as a cosine, `waves` times in `turns` turns; closed at the end."""
    mean, swing = (outer + inner) / 2, (outer - inner) / 2

    def curve(t: float) -> tuple[float, float]:
        r = mean + swing * cos(waves * t)
        return r * sin(turns * t), -r * cos(turns * t)

    def slope(t: float) -> tuple[float, float]:
        r = mean + swing * cos(waves * t)
        d = -waves * swing * sin(waves * t)
        return (
            d * sin(turns * t) + turns * r * cos(turns * t),
            -d * cos(turns * t) + turns * r * sin(turns * t),
        )

    return closed(curve, slope, segments, centre)


def swelled(x: int, y: int, half: int = 3600, rise: int = 34) -> str:
    """A rule that thickens to its middle."""
    near, nearer = half // 2, half // 4
    return (
        f"{x - half} {y} m {x - near} {y} {x - nearer} {y - rise} {x} {y - rise} c "
        f"{x + nearer} {y - rise} {x + near} {y} {x + half} {y} c "
        f"{x + near} {y} {x + nearer} {y + rise} {x} {y + rise} c "
        f"{x - nearer} {y + rise} {x - near} {y} {x - half} {y} c h"
    )


def _moved(point: tuple[float, float], by: tuple[int, int]) -> tuple[float, float]:
    return point[0] + by[0], point[1] + by[1]
