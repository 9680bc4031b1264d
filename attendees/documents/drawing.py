"""Turns a document into PDF."""

from pathlib import Path

from attendees.documents.content import DocumentContent
from attendees.documents.page import page
from attendees.documents.wording import all_text
from workshops.printing.accents import needed
from workshops.printing.engine import Design, drawn_page
from workshops.printing.faces import BASE, ITALIC

DESIGN = Design(Path(__file__).parent / "document.css", (*BASE, ITALIC))


def draw_document(content: DocumentContent) -> bytes:
    """The PDF (PDF/A-3a, tagged). The same content gives the same bytes, in any process. Raises RenderingError."""
    return drawn_page(page(content), DESIGN, needed=needed(all_text(content)))
