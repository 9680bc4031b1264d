"""Turns away, by their first bytes, files that are no report."""

import re

from attendees.evidence.errors import UnreadableReportError
from attendees.evidence.reading import sentences

STARTS = (
    (b"%PDF", sentences.PDF),
    (b"\x89PNG", sentences.PICTURE),
    (b"\xff\xd8\xff", sentences.PICTURE),
    (b"GIF8", sentences.PICTURE),
    (b"BM", sentences.PICTURE),
    (b"II*\x00", sentences.PICTURE),
    (b"MM\x00*", sentences.PICTURE),
    (b"RIFF", sentences.PICTURE),
    (b"\xd0\xcf\x11\xe0", sentences.OLD_OFFICE),
    (b"\x09\x08", sentences.OLD_OFFICE),
    (b"{\\rtf", sentences.DOCUMENT),
    (b"\x1f\x8b", sentences.PACKED),
    (b"7z\xbc\xaf", sentences.PACKED),
    (b"Rar!", sentences.PACKED),
)
# Two letters are also how a name may begin; the pictures go on with bytes of nought.
SHORT_STARTS = frozenset({b"BM"})
PICTURE_BRANDS = (b"ftypheic", b"ftypheif", b"ftypmif1", b"ftypavif")
ZIP_START = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"

TEXT_STARTS = (
    (re.compile(r"\s*<(?:[!?]|/?[a-z][a-z0-9]*[\s>])", re.IGNORECASE), sentences.WEB_PAGE),
    (re.compile(r"\s*[{\[]"), sentences.PROGRAM_DATA),
    (re.compile(r"\s*WEBVTT\b"), sentences.TRANSCRIPT),
    (re.compile(r"\s*1\s*\n\d\d:\d\d:\d\d[,.]\d{3} --> "), sentences.TRANSCRIPT),
    (re.compile(r"\s*BEGIN:V(?:CALENDAR|CARD|EVENT)\b"), sentences.CALENDAR),
    (re.compile(r"\s*\d\d:\d\d:\d\d\s*(?:From|Von)\s"), sentences.CHAT),
)


def refuse_size(size: int, most: int = sentences.LARGEST_BYTES) -> None:
    """Both in bytes. Raises UnreadableReportError."""
    if size > most:
        raise UnreadableReportError(sentences.too_large(size, most))


def refuse_bytes(content: bytes) -> None:
    """Raises UnreadableReportError for what is empty, or begins like something else."""
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableReportError(sentences.EMPTY)
    for start, sentence in STARTS:
        if content.startswith(start) and (start not in SHORT_STARTS or b"\x00" in content[:16]):
            raise UnreadableReportError(sentence)
    if content[4:12] in PICTURE_BRANDS:
        raise UnreadableReportError(sentences.PICTURE)
    if content.startswith(EMPTY_ZIP):
        raise UnreadableReportError(sentences.PACKED)


def refuse_text(text: str) -> None:
    """Raises UnreadableReportError for text that is plainly no table."""
    for start, sentence in TEXT_STARTS:
        if start.match(text):
            raise UnreadableReportError(sentence)


def is_packed(content: bytes) -> bool:
    """Whether it is a zip file, as workbooks are."""
    return content.startswith(ZIP_START)
