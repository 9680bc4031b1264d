"""Reads certificates back, for the tests."""

from io import BytesIO
from pathlib import Path
from shutil import which
from subprocess import run

import pytest
from PIL import Image
from pypdf import PdfReader

needs_poppler = pytest.mark.skipif(which("pdftoppm") is None, reason="pictures of pages come from poppler-utils")
HARD_NAMES = {
    "arabic": "محمد عبد الرحمن",
    "bengali": "রবীন্দ্রনাথ ঠাকুর",
    "chinese": "王小明",
    "chinese, rare": "陳喆镕",
    "cyrillic": "Наталія Шевченко-Ґудзь",
    "devanagari": "श्रीमती कृष्णा त्रिपाठी",
    "emoji": "Sam 🌻 Taylor 👩‍⚕️ 3",
    "greek": "Ελένη Παπαδοπούλου",
    "hebrew": "שרה בת־שבע לוי",
    "irish": "Zoë Ó Súilleabháin",
    "japanese": "山田 さくら",
    "korean": "김하늘",
    "one letter": "X",
    "tamil": "சுப்பிரமணியன் இராமசாமி",
    "thai": "สมชาย ใจดีเลิศ",
    "vietnamese": "Nguyễn Thị Hồng Ánh",
    "welsh": "Siôn Ŵyn ap Ŷnyr",
    "very long": "Professor Maximiliana Featherstonehaugh-Cholmondeley-Warrington Fitzwilliam-Beauchamp OBE",
    "one long word": "Wolfeschlegelsteinhausenbergerdorff" * 6,
    "markup": "<b>Robert</b> & \"Tables\" <img src='file:///etc/passwd'>",
}
LONG_TITLE = (
    "Integrating Attachment-Informed, Trauma-Sensitive and Culturally Responsive Approaches in Brief Therapeutic "
    "Work with Adolescents, Families and Their Wider Networks Across Community Settings"
)
LONG_OBJECTIVES = tuple(
    f"Describe and evaluate, with reference to their own caseload and to the literature discussed, the {kind} "
    "considerations that bear on working with people who self-injure, and say how these would change supervision"
    for kind in ("ethical", "legal", "clinical", "cultural", "relational", "developmental", "spiritual", "other")
)


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def lines_of(pdf: bytes, page: int = 0) -> list[str]:
    """The lines of text on a page, as set."""
    return [line.strip() for line in opened(pdf).pages[page].extract_text().splitlines()]


def words_of(pdf: bytes, page: int = 0) -> str:
    return " ".join(" ".join(lines_of(pdf, page)).split())


def picture(pdf: bytes, folder: Path, dpi: int) -> Image.Image:
    """The first page."""
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dpi), "-l", "1", "-singlefile", "-png", folder / "page.pdf", folder / "page"]
    run(command, check=True, timeout=60)
    return Image.open(folder / "page.png")
