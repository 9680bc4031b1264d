"""Draft notices out of a page's announcements."""

from collections.abc import Sequence

from workshops.importing.ledger import Ledger
from workshops.importing.notices import has_own_title, read_notice
from workshops.importing.outline import Passage
from workshops.importing.parsed import ParsedNotice, Part

NAMELESS = "This notice has no title of its own on the page. Give it one."
NO_ADDRESS = "Plain text does not carry the address behind this button. Enter it."


def read_notices(passages: Sequence[Passage], ledger: Ledger) -> tuple[ParsedNotice, ...]:
    """One notice for each announcement, in the order of the page."""
    return tuple(_draft(passage, ledger) for passage in passages if passage.part is Part.NOTICES and passage.lines)


def _draft(passage: Passage, ledger: Ledger) -> ParsedNotice:
    notice = read_notice(passage.lines)
    numbers = tuple(line.number for line in passage.lines)
    ledger.used(Part.NOTICES, notice.title, numbers, f"Draft notice ({notice.kind}).")
    if not has_own_title(passage.lines):
        ledger.ask(Part.NOTICES, passage.lines[0].text, NAMELESS, numbers[:1])
    if notice.link_text:
        ledger.ask(Part.NOTICES, notice.link_text, NO_ADDRESS, numbers[-1:])
    return notice
