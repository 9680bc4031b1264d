"""Reads a drawn document back before it goes out, and says what is wrong with it."""

from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from attendees.documents.content import DocumentContent
from attendees.documents.wording import all_text, document_title
from workshops.foundation.money import exact_amount
from workshops.printing.check import font_problems, letters, opened, shape_problems, word_problems


def check_document(pdf: bytes, content: DocumentContent) -> list[str]:
    """Problems as plain sentences, none for a good document."""
    problems = word_problems(all_text(content))
    try:
        return [*problems, *_problems(opened(pdf), content)]
    except PyPdfError as error:
        return [*problems, f"The file cannot be read as PDF: {error}."]


def _problems(reader: PdfReader, content: DocumentContent) -> Iterator[str]:
    yield from shape_problems(reader, title=document_title(content), kind="document")
    for page in reader.pages:
        yield from font_problems(page)
    text = letters("".join(page.extract_text() for page in reader.pages))
    wanted = {
        "number": content.number,
        "name of the buyer": content.buyer.name,
        "total": exact_amount(content.gross_pence),
        "VAT": exact_amount(content.vat_pence) if content.has_vat else "",
    }
    for what, words in wanted.items():
        if letters(words) not in text:
            yield f"The {what} cannot be read back."
