"""A document as HTML, ready for the engine. The template escapes every word."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string

from attendees.documents.content import DocumentContent, Line
from attendees.documents.wording import WORDS, all_text, document_title, heading
from workshops.foundation.money import exact_amount
from workshops.printing.accents import css_class
from workshops.printing.faces import DISPLAY, TEXT
from workshops.printing.text import long_date


def page(content: DocumentContent) -> str:
    """The whole document. Texts with accents that their usual face cannot place get the class of one that can."""
    return render_to_string(
        "documents/document.html",
        {
            "content": content,
            "title": document_title(content),
            "heading": heading(content),
            "words": WORDS[content.kind],
            "facts": list(_facts(content)),
            "rows": [_row(line) for line in content.lines],
            "totals": list(_totals(content)),
            "voice": css_class(all_text(content), TEXT).strip(),
            "seller_voice": css_class(content.seller.name, DISPLAY),
        },
    )


def _facts(content: DocumentContent) -> Iterator[tuple[str, str]]:
    yield "Number", content.number
    yield "Date", long_date(content.issued_on)
    if content.credits:
        yield "Credits", content.credits
    if content.due_on:
        yield "To be paid by", long_date(content.due_on)
    yield "Booking", content.reference
    if content.purchase_order:
        yield "Your order", content.purchase_order


def _row(line: Line) -> dict[str, Any]:
    return {
        "line": line,
        "each": "" if line.each_pence is None else exact_amount(line.each_pence),
        "net": exact_amount(line.net_pence),
        "rate": _percent(line.vat_basis_points),
        "vat": exact_amount(line.vat_pence),
        "gross": exact_amount(line.gross_pence),
    }


def _totals(content: DocumentContent) -> Iterator[tuple[str, str]]:
    if content.has_vat:
        yield "Net", exact_amount(content.net_pence)
        for rate in content.rates:
            yield (
                f"VAT at {_percent(rate.basis_points)} on {exact_amount(rate.net_pence)}",
                exact_amount(rate.vat_pence),
            )
        if len(content.rates) > 1:
            yield "VAT in all", exact_amount(content.vat_pence)


def _percent(basis_points: int | None) -> str:
    return "" if basis_points is None else f"{basis_points / 100:g}%"
