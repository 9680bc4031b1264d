"""Reads certificates back, for the tests."""

from functools import lru_cache
from io import BytesIO
from shutil import which
from subprocess import run

import pytest
from PIL import Image
from pypdf import PdfReader

from certificates.rendering.content import CertificateContent
from certificates.rendering.drawing import render_certificate
from tests.workshops.printing.names import HARD_NAMES

__all__ = ["HARD_NAMES"]

needs_poppler = pytest.mark.skipif(which("pdftoppm") is None, reason="pictures of pages come from poppler-utils")
LONG_TITLE = (
    "Integrating Attachment-Informed, Trauma-Sensitive and Culturally Responsive Approaches in Brief Therapeutic "
    "Work with Adolescents, Families and Their Wider Networks Across Community Settings"
)
LONG_OBJECTIVES = tuple(
    f"Describe and evaluate, with reference to their own caseload and to the literature discussed, the {kind} "
    "considerations that bear on working with people who self-injure, and say how these would change supervision"
    for kind in ("ethical", "legal", "clinical", "cultural", "relational", "developmental", "spiritual", "other")
)


@lru_cache(maxsize=64)
def drawn(content: CertificateContent) -> bytes:
    """A certificate that several tests may look at: drawn once."""
    return render_certificate(content)


@lru_cache(maxsize=64)
def opened(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def lines_of(pdf: bytes, page: int = 0) -> list[str]:
    """The lines of text on a page, as set."""
    return [line.strip() for line in opened(pdf).pages[page].extract_text().splitlines()]


def words_of(pdf: bytes, page: int = 0) -> str:
    return " ".join(" ".join(lines_of(pdf, page)).split())


@lru_cache(maxsize=16)
def picture(pdf: bytes, dpi: int, area: tuple[int, int, int, int] = (0, 0, 297, 210)) -> Image.Image:
    """The first page in greys, or an area of it: left, top, right and bottom in millimetres."""
    left, top, right, bottom = (round(edge / 25.4 * dpi) for edge in area)
    cut = ["-x", left, "-y", top, "-W", right - left, "-H", bottom - top]
    command = ["pdftoppm", "-r", dpi, "-singlefile", "-gray", *cut, "-"]
    done = run([str(part) for part in command], input=pdf, capture_output=True, check=True, timeout=60)
    return Image.open(BytesIO(done.stdout))
