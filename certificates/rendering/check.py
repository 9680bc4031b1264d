"""Reads a drawn certificate back before it goes out, and says what is wrong with it."""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from certificates.rendering import wording
from certificates.rendering.accents import unplaced, voice
from certificates.rendering.composition import composed_page
from certificates.rendering.content import CertificateContent
from certificates.rendering.faces import DISPLAY, unprintable
from certificates.rendering.qr import qr


def check_certificate(pdf: bytes, content: CertificateContent) -> list[str]:
    """Problems as plain sentences, none for a good certificate. Takes about two thirds of the time that drawing took."""
    words = wording.all_text(content)
    problems = [f"No bundled face prints {_named(character)}." for character in unprintable(words)]
    problems += [f"No bundled face places the accents of {_spelled(cluster)}." for cluster in unplaced(words)]
    try:
        reader = PdfReader(BytesIO(pdf), strict=True)
        return [*problems, *_problems(reader, pdf, content)]
    except PyPdfError as error:
        return [*problems, f"The file cannot be read as PDF: {error}."]


def _problems(reader: PdfReader, pdf: bytes, content: CertificateContent) -> Iterator[str]:
    yield from _shape_problems(reader, content)
    for page in reader.pages:
        yield from _font_problems(page)
    needed, used = voice(content.name, DISPLAY).family, _resources(reader.pages[0], "/Font")
    if not any(needed in font["/BaseFont"] for font in used):
        yield "The name is not set in the face that places its accents."
    if qr(content.verify_url).content not in pdf or content.verify_url not in _links(reader.pages[0]):
        yield "The QR code or the link does not lead to the verification address."
    text = _letters(reader.pages[0].extract_text())
    for what, words in (("name", content.name), ("title", content.title), ("number", content.number)):
        if _letters(words) not in text:
            yield f"The {what} cannot be read back from the first page."


def _shape_problems(reader: PdfReader, content: CertificateContent) -> Iterator[str]:
    pages, overleaf = len(reader.pages), composed_page(content).overleaf
    if pages == 1 and overleaf:
        yield "The objectives do not fit on the first page and there is no second."
    if not reader.metadata or reader.metadata.title != wording.document_title(content):
        yield "The document's title is not that of this certificate."
    if not reader.root_object.keys() >= {"/Lang", "/StructTreeRoot", "/Metadata"}:
        yield "Language, structure or metadata are missing: a screen reader cannot follow the document."
    if bool(content.signature) != _has_picture(reader.pages[0]):
        yield "The signature is missing." if content.signature else "There is a picture that should not be there."


def _font_problems(page: PageObject) -> Iterator[str]:
    for font in _resources(page, "/Font"):
        name = font["/BaseFont"].lstrip("/")
        descriptor = next(_objects(font["/DescendantFonts"]))["/FontDescriptor"]
        if not {"/FontFile2", "/FontFile3"} & descriptor.keys():
            yield f"{name} is not embedded."
        # WeasyPrint maps characters it has no glyph for to the empty box by an encoding of its own.
        if font["/Encoding"] != "/Identity-H":
            yield f"{name} lacks a character: an empty box is printed."


def _has_picture(page: PageObject) -> bool:
    return any(thing.get("/Subtype") == "/Image" for thing in _resources(page, "/XObject"))


def _resources(page: PageObject, kind: str) -> Iterator[Any]:
    resources: Any = page["/Resources"].get_object()
    return _objects(resources.get(kind, {}))


def _links(page: PageObject) -> set[str]:
    return {note["/A"]["/URI"] for note in _objects(page.get("/Annots", [])) if "/URI" in note.get("/A", {})}


def _objects(container: Any) -> Iterator[Any]:
    for entry in container.values() if hasattr(container, "values") else container:
        yield entry.get_object()


def _letters(text: str) -> str:
    """Letters and signs alone: how marks, joiners and spaces come back depends on the script."""
    flat = unicodedata.normalize("NFKD", text)
    return "".join(c for c in flat if unicodedata.category(c)[0] not in "MZC")


def _spelled(cluster: str) -> str:
    return " ".join(map(_named, cluster))


def _named(character: str) -> str:
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'unnamed')})"
