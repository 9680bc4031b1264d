"""Text out of a page that was saved or pasted as HTML."""

import re
from html.parser import HTMLParser

from workshops.importing.errors import PageRefusedError

LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<!doctype html|<html[\s>]|<(?:body|head|div|section|article|main|h1|p)[\s>])", re.IGNORECASE
)
HEADING = re.compile(r"h[1-6]")
BLOCK = re.compile(
    r"address|article|aside|blockquote|body|button|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|h[1-6r]|header"
    r"|html|legend|li|main|nav|[ou]l|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead"
)
# What a browser does not show as text.
UNSHOWN = frozenset({"head", "script", "style", "template", "svg", "noscript", "select"})
BROKEN = "The HTML of this page is damaged. Open the page in a browser, copy its text and save that as a .txt file."


# The standard parser takes quadratic time over comments and tags that never end.
SKIPPED = (("<!--", "-->"), (r"<script\b", r"</script\s*>"), (r"<style\b", r"</style\s*>"))
MOST_UNCLOSED = 200


def plain_text(text: str) -> str:
    """The text as it is, unless it is HTML: then its words, with a blank line between blocks, # and • for marks."""
    start = text.lstrip("\ufeff")
    if not LOOKS_LIKE_HTML.match(start):
        return text
    for opening, closing in SKIPPED:
        start = _without(start, opening, closing)
    if start.count("<") - start.count(">") > MOST_UNCLOSED:
        raise PageRefusedError(BROKEN)
    return _text_of(start)


def _text_of(html: str) -> str:
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError) as error:
        raise PageRefusedError(BROKEN) from error
    return "".join(reader.pieces)


def _without(html: str, opening: str, closing: str) -> str:
    """Takes out each stretch from an opening to its closing; one that never closes runs to the next opening."""
    first, *rest = re.split(opening, html, flags=re.IGNORECASE)
    closed = (re.split(closing, part, maxsplit=1, flags=re.IGNORECASE) for part in rest)
    return first + "".join(parts[1] for parts in closed if len(parts) == 2)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unshown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  (the base's own)
        if tag in UNSHOWN:
            self.unshown.append(tag)
        elif HEADING.fullmatch(tag):
            self.pieces.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag == "li":
            self.pieces.append("\n• ")
        elif tag == "br":
            self.pieces.append("\n")
        elif BLOCK.fullmatch(tag):
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unshown:
            del self.unshown[self.unshown.index(tag) :]
        elif BLOCK.fullmatch(tag) and tag != "li":
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.unshown:
            self.pieces.append(re.sub(r"\s+", " ", data))
