"""Words as they are kept for printing, so that one text always gives one sheet."""

import unicodedata
from dataclasses import fields
from datetime import date
from typing import Any

# Format characters that some scripts and emoji need; the others could only make a line read otherwise than it is.
JOINERS = "\u200c\u200d"


def composed(text: str) -> str:
    """NFC on one line: each run of white space one space, no control and no direction-changing characters."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c.isspace() or _kept(c))
    return " ".join(kept.split())


def composed_lines(text: str) -> tuple[str, ...]:
    """The lines of an address or the like, each by itself; empty ones are left out."""
    return tuple(line for line in map(composed, text.splitlines()) if line)


def compose_texts(record: Any) -> None:
    """Bring each text of a new frozen record to its composed form, alone or in a tuple."""
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str):
            object.__setattr__(record, field.name, composed(value))
        elif isinstance(value, tuple | list):
            kept = tuple(composed(part) if isinstance(part, str) else part for part in value)
            object.__setattr__(record, field.name, kept)


def long_date(day: date) -> str:
    """ "3 May 2027", whatever language the reader of a page has chosen."""
    return f"{day.day} {day:%B} {day.year}"


def _kept(character: str) -> bool:
    return character in JOINERS or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
