"""Turns the sheet into PDF."""

from pathlib import Path

from certificates.rendering import artwork
from certificates.rendering.content import CertificateContent
from certificates.rendering.qr import qr, side
from certificates.rendering.sheet import sheet
from certificates.rendering.wording import all_text
from workshops.printing.accents import needed as needed_faces
from workshops.printing.engine import Design, drawn_page
from workshops.printing.faces import BASE, ITALIC

DESIGN = Design(Path(__file__).parent / "certificate.css", (*BASE, ITALIC))


def render_certificate(content: CertificateContent, *, programme: bool = False) -> bytes:
    """The PDF (PDF/A-3a, tagged). The same content gives the same bytes, in any process.

    A second page carries objectives that are too long for the first, with timetable and modalities; `programme`
    asks for it in any case. Safe to call from several threads: one draws at a time. Raises RenderingError.
    """
    code = qr(content.verify_url)
    html = sheet(content, qr_side=side(code), programme=programme)
    # The engravings are made once in a process, but for the QR code.
    engravings = {
        "lectern:frame": artwork.frame(),
        "lectern:underprint": artwork.underprint(),
        "lectern:plain": artwork.plain(),
        "lectern:device": artwork.device(content.provider_letters),
        "lectern:qr": code,
    }
    needed = needed_faces(all_text(content))
    return drawn_page(html, DESIGN, needed=needed, pictures=engravings, things={"lectern:hand": content.signature})
