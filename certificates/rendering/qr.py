"""The QR code, drawn as one solid shape: crisp in every viewer and at every size."""

from certificates.rendering.engraving import Engraving, fill, rectangle
from workshops.foundation.qr import qr_runs

INK = "#000000"
# 0.03 inch: three dots of a 100 dpi screen, nine of a 300 dpi printer. In hundredths of a millimetre.
MODULE = 76.2
ROOM = 2800


def qr(address: str) -> Engraving:
    """No quiet zone: the sheet round it is empty."""
    side, runs = qr_runs(address)
    return Engraving(side, side, fill(INK, *(rectangle(x, y, length, 1) for x, y, length in runs)))


def side(engraving: Engraving) -> float:
    """Its printed side in millimetres: whole dots where there is room, else as large as can be."""
    return min(engraving.width * MODULE, ROOM) / 100
