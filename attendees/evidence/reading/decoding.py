"""Bytes into text: Teams writes UTF-16, Zoom UTF-8, and Excel on Windows cp1252."""

import codecs
import unicodedata

from attendees.evidence.errors import UnreadableReportError
from attendees.evidence.reading.sentences import EMPTY, NOT_TEXT

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4096
# Damaged places show as U+FFFD, also bytes of nought: whatever stands there is not to be believed.
DAMAGED = "\ufffd"
DAMAGED_SHARE = 0.1


def decode(content: bytes) -> str:
    """The text, damage marked by U+FFFD. Raises UnreadableReportError for what is no text, or nothing but blanks."""
    text = _decode(content).replace("\x00", DAMAGED)
    if not text.strip(f"{DAMAGED}\ufeff \t\r\n,;"):
        raise UnreadableReportError(EMPTY)
    if _is_binary(text[:SAMPLE]):
        raise UnreadableReportError(NOT_TEXT)
    return text


def _decode(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    silent = _without_mark(content[:SAMPLE])
    return content.decode(silent, errors="replace") if silent else _bytewise(content)


def _marked(content: bytes, encoding: str) -> str:
    return _bytewise(content) if encoding == "utf-8" else content.decode(encoding, errors="replace")


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 of Western text has a zero in nearly every second byte; which one tells the order."""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 5 > half * 2 and even * 20 < half:
        return "utf-16-le"
    if even * 5 > half * 2 and odd * 20 < half:
        return "utf-16-be"
    return None


def _bytewise(content: bytes) -> str:
    """UTF-8; where that fails, line by line, since files put together by hand may hold both encodings."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(_line(line) for line in content.split(b"\n"))


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _is_binary(sample: str) -> bool:
    odd = sum(
        1
        for character in sample
        if character == DAMAGED or (unicodedata.category(character) in ODD and character not in KEPT)
    )
    return odd > len(sample) * DAMAGED_SHARE


ODD = frozenset({"Cc", "Cn", "Co", "Cs"})
KEPT = frozenset("\t\r\n")
