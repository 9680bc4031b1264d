"""What each kind of document is called, and what it says beside its figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from attendees.documents.content import DocumentContent


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one kind of document changes in the wording."""

    heading: str
    total: str


WORDS = {
    "invoice": Words(heading="Invoice", total="Total to pay"),
    "receipt": Words(heading="Receipt", total="Total received"),
    "credit_note": Words(heading="Credit note", total="Total credited"),
}


def heading(content: DocumentContent) -> str:
    """With the VAT that makes it count for a buyer's own return: "VAT invoice"."""
    name = WORDS[content.kind].heading
    return f"VAT {name.lower()}" if content.has_vat else name


def document_title(content: DocumentContent) -> str:
    return f"{heading(content)} {content.number}"


def all_text(content: DocumentContent) -> str:
    """Every text that is kept, to see which faces it needs."""
    return "\n".join(_texts(content.as_json()))


def _texts(kept: Any) -> Iterator[str]:
    if isinstance(kept, str):
        yield kept
    elif isinstance(kept, dict | list | tuple):
        for part in kept.values() if isinstance(kept, dict) else kept:
            yield from _texts(part)
