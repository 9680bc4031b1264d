"""Reads a drawn certificate back before it goes out, and says what is wrong with it."""

from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from certificates.rendering import wording
from certificates.rendering.composition import composed_page
from certificates.rendering.content import CertificateContent
from certificates.rendering.qr import qr
from workshops.printing.accents import voice
from workshops.printing.check import font_problems, letters, objects, opened, resources, shape_problems, word_problems
from workshops.printing.faces import DISPLAY


def check_certificate(pdf: bytes, content: CertificateContent) -> list[str]:
    """Problems as plain sentences, none for a good certificate. Takes about two thirds of the time that drawing took."""
    problems = word_problems(wording.all_text(content))
    try:
        return [*problems, *_problems(opened(pdf), pdf, content)]
    except PyPdfError as error:
        return [*problems, f"The file cannot be read as PDF: {error}."]


def _problems(reader: PdfReader, pdf: bytes, content: CertificateContent) -> Iterator[str]:
    yield from _shape_problems(reader, content)
    for page in reader.pages:
        yield from font_problems(page)
    needed, used = voice(content.name, DISPLAY).family, resources(reader.pages[0], "/Font")
    if not any(needed in font["/BaseFont"] for font in used):
        yield "The name is not set in the face that places its accents."
    if qr(content.verify_url).content not in pdf or content.verify_url not in _links(reader.pages[0]):
        yield "The QR code or the link does not lead to the verification address."
    text = letters(reader.pages[0].extract_text())
    for what, words in (("name", content.name), ("title", content.title), ("number", content.number)):
        if letters(words) not in text:
            yield f"The {what} cannot be read back from the first page."


def _shape_problems(reader: PdfReader, content: CertificateContent) -> Iterator[str]:
    if len(reader.pages) == 1 and composed_page(content).overleaf:
        yield "The objectives do not fit on the first page and there is no second."
    yield from shape_problems(reader, title=wording.document_title(content), kind="certificate")
    if bool(content.signature) != _has_picture(reader.pages[0]):
        yield "The signature is missing." if content.signature else "There is a picture that should not be there."


def _has_picture(page: PageObject) -> bool:
    return any(thing.get("/Subtype") == "/Image" for thing in resources(page, "/XObject"))


def _links(page: PageObject) -> set[str]:
    return {note["/A"]["/URI"] for note in objects(page.get("/Annots", [])) if "/URI" in note.get("/A", {})}
