"""Text cut into sentences. A full stop inside a figure, as in 5.1/2hrs, or after a common abbreviation ends nothing."""

import re

END = re.compile(r"(?<=[.!?])(?<!\bDr\.)(?<!\bC\.P\.D\.)(?<!\bapprox\.)\s+(?=[\"'‘“(]?[A-Z0-9À-Þ])")


def sentences(text: str) -> list[str]:
    return [part for part in END.split(text) if part]


def first_words(text: str, limit: int = 72) -> str:
    """The start of a text for a report, cut at a word."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rsplit(" ", 1)[0]
    return f"{cut} …"
