"""The QR code, drawn as one solid shape: crisp in every viewer and at every size."""

import segno

from certificates.rendering.engraving import Engraving, fill, rectangle

INK = "#000000"
# 0.03 inch: three dots of a 100 dpi screen, nine of a 300 dpi printer. In hundredths of a millimetre.
MODULE = 76.2
ROOM = 2800


def qr(address: str) -> Engraving:
    """No quiet zone: the sheet round it is empty. The mask is fixed: trying all eight takes longer than drawing."""
    rows = [list(row) for row in segno.make(address, error="m", mask=3, micro=False).matrix]
    runs = [rectangle(x, y, length, 1) for y, row in enumerate(rows) for x, length in _runs(row)]
    return Engraving(len(rows), len(rows), fill(INK, *runs))


def side(engraving: Engraving) -> float:
    """Its printed side in millimetres: whole dots where there is room, else as large as can be."""
    return min(engraving.width * MODULE, ROOM) / 100


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Start and length of each dark stretch."""
    edges = [x for x, (before, dark) in enumerate(zip([0, *row], [*row, 0], strict=True)) if bool(before) != bool(dark)]
    return [(start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
