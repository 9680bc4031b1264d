"""Turns an uploaded file into text, or says what to send instead."""

import unicodedata
from collections.abc import Iterator

from workshops.importing.errors import PageRefusedError

LARGEST_BYTES = 1_000_000
COPY = "Open the page in a browser, copy its text and save that as a .txt file."
FORMATS = {
    b"%PDF": "This is a PDF.",
    b"PK\x03\x04": "This is a Word document or a zip file.",
    b"\xd0\xcf\x11\xe0": "This is an old Word document.",
    b"{\\rtf": "This is a rich text file.",
    b"\x89PNG": "This is a picture.",
    b"\xff\xd8\xff": "This is a picture.",
    b"GIF8": "This is a picture.",
    b"bplist": "This is a web archive.",
}
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# A stray control character or two is a copying slip; more than one in a hundred is no text.
CONTROL_SHARE = 0.01
SAMPLE_BYTES = 2000


def read_upload(data: bytes) -> str:
    """Text of at most 1 MB in UTF-8, UTF-16 or Windows-1252. Raises PageRefusedError with a sentence for the sender."""
    if len(data) > LARGEST_BYTES:
        raise PageRefusedError(f"The file is larger than 1 MB, the most that can be read. {COPY}")
    for start, sentence in FORMATS.items():
        if data.startswith(start):
            raise PageRefusedError(f"{sentence} {COPY}")
    if data[:SAMPLE_BYTES].lstrip().lower().startswith((b"mime-version:", b"from: <saved by")):
        raise PageRefusedError(f"This is a web archive. {COPY}")
    text = _decode(data)
    if text is None or _is_binary(text):
        raise PageRefusedError(f"The file is not text. {COPY}")
    if not text.strip():
        raise PageRefusedError(f"The file is empty. {COPY}")
    return text


def _decode(data: bytes) -> str | None:
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return None


def _encodings(data: bytes) -> Iterator[str]:
    if data.startswith(UTF16_MARKS):
        yield "utf-16"
        return
    # Western text in UTF-16 has a zero in nearly every second byte: which second byte tells the order.
    sample = data[:SAMPLE_BYTES]
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        if sample[start::2].count(0) * 4 > len(sample):
            yield encoding
            return
    yield "utf-8-sig"
    yield "cp1252"


def _is_binary(text: str) -> bool:
    controls = sum(1 for character in text if unicodedata.category(character) == "Cc" and not character.isspace())
    return "\x00" in text or controls > len(text) * CONTROL_SHARE
