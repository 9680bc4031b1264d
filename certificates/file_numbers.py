"""The certificate numbers that a file names. The file is anybody's: it is searched, never parsed."""

import re
import zlib
from collections.abc import Iterator

NUMBER = re.compile(rb"(?<![0-9A-Z])[A-Z]{2,6}-2[0-9]{3}-[0-9A-Z]{5}-[0-9A-Z]{5}(?![0-9A-Z])")
STREAM = re.compile(rb"stream\r?\n")
# A file of ours has some twenty streams of a few kilobytes; what a hostile one may cost is some hundredths of a second.
MOST_STREAMS, MOST_PACKED, MOST_UNPACKED, MOST_NUMBERS = 200, 500_000, 4_000_000, 5


def numbers_named(data: bytes, file_name: str = "") -> list[str]:
    """Whole numbers in the name of the file, its metadata, its links and its plain text, in this order, each once."""
    found: dict[str, None] = {}
    for text in (file_name.encode("utf-8", "replace"), data, *unpacked(data)):
        # Texts of two bytes a character have a nought before each of our letters.
        for match in NUMBER.finditer(text.replace(b"\0", b"")):
            found[match[0].decode()] = None
            if len(found) == MOST_NUMBERS:
                return list(found)
    return list(found)


def unpacked(data: bytes) -> Iterator[bytes]:
    """What the compressed streams of a file hold, together no more than MOST_UNPACKED bytes."""
    left, whole = MOST_UNPACKED, memoryview(data)
    for count, begin in enumerate(STREAM.finditer(data)):
        if count == MOST_STREAMS or left <= 0:
            return
        try:
            text = zlib.decompressobj().decompress(whole[begin.end() : begin.end() + MOST_PACKED], left)
        except zlib.error:
            continue
        left -= len(text)
        yield text
