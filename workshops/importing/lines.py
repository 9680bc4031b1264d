"""Text cut into numbered lines, with what marks a line apart: heading signs, bullets, blank lines before it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

MARKED = re.compile(r"(#{1,6})\s+(.*)")
BULLET = re.compile(r"(?:[•▪◦●‣·∙\uf0b7]\s*|[-–—*+]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][)]\s+|\(?[ivx]{1,4}[)]\s+)(?=\S)")
EMPHASIS = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
# What a person would not see: controls, formats (zero-width spaces, byte order marks), lone surrogates.
UNSEEN = {"Cc", "Cf", "Cs"}
TERMINAL = (".", "!", "?", "…", ".”", ".’", '."')


@dataclass(frozen=True, slots=True)
class Line:
    """One line that shows something. `number` counts from 1, as an editor does; `text` has single spaces."""

    number: int
    text: str
    opens_block: bool
    heading_marks: int = 0
    bulleted: bool = False
    content: str = ""

    @property
    def ends_sentence(self) -> bool:
        return self.content.endswith(TERMINAL)

    @property
    def word_count(self) -> int:
        return len(self.content.split())


def read_lines(text: str) -> list[Line]:
    """The lines that show something. Where no blank line stands anywhere, every line counts as opening a block."""
    found = list(_visible_lines(text))
    if any(not line.opens_block for line in found) and not any(line.opens_block for line in found[1:]):
        return [replace(line, opens_block=True) for line in found]
    return found


def clean(text: str) -> str:
    """Single spaces, and nothing that cannot be seen."""
    return " ".join("".join(_seen(character) for character in text).split())


def _visible_lines(text: str) -> Iterator[Line]:
    previous = -1
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        cleaned = clean(raw)
        if cleaned:
            yield _line(number, cleaned, opens_block=number != previous + 1)
            previous = number


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in UNSEEN else character


def _line(number: int, text: str, *, opens_block: bool) -> Line:
    marked = MARKED.fullmatch(text)
    if marked:
        return Line(number, text, True, len(marked[1]), False, _plain(marked[2]))
    bullet = BULLET.match(text)
    content = text[bullet.end() :] if bullet else text
    return Line(number, text, opens_block, 0, bool(bullet), _plain(content))


def _plain(text: str) -> str:
    """Without the signs of bold text."""
    return EMPHASIS.sub(lambda match: match[1] or match[2], text).strip() or text
