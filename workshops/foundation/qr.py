"""QR codes as dark stretches of rows, for whatever draws them."""

from collections.abc import Iterator

import segno

# Free modules that a reader wants to see round a code.
QUIET = 4


def qr_runs(address: str) -> tuple[int, list[tuple[int, int, int]]]:
    """The side of the code in modules, and each dark stretch as its column, its row and its length.

    No quiet zone. The mask is fixed: trying all eight takes longer than drawing.
    """
    rows = [list(row) for row in segno.make(address, error="m", mask=3, micro=False).matrix]
    return len(rows), [(x, y, length) for y, row in enumerate(rows) for x, length in _dark(row)]


def qr_svg(address: str) -> tuple[int, str]:
    """For a page: the side with the quiet zone, and the path of what is dark, in modules."""
    side, runs = qr_runs(address)
    path = "".join(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z" for x, y, length in runs)
    return side + 2 * QUIET, path


def _dark(row: list[int]) -> Iterator[tuple[int, int]]:
    """Start and length of each dark stretch."""
    edges = [x for x, (before, dark) in enumerate(zip([0, *row], [*row, 0], strict=True)) if bool(before) != bool(dark)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield start, end - start
