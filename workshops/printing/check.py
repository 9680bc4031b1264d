"""Reads a drawn page back before it goes out, and says what is wrong with it. Each sort of sheet adds checks of its own."""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader

from workshops.printing.accents import unplaced
from workshops.printing.faces import unprintable


def opened(pdf: bytes) -> PdfReader:
    """Raises PyPdfError, now or later, for what is no PDF."""
    return PdfReader(BytesIO(pdf), strict=True)


def word_problems(words: str) -> list[str]:
    """Characters and accents that no bundled face prints."""
    problems = [f"No bundled face prints {_named(character)}." for character in unprintable(words)]
    return problems + [f"No bundled face places the accents of {_spelled(cluster)}." for cluster in unplaced(words)]


def shape_problems(reader: PdfReader, *, title: str, kind: str) -> Iterator[str]:
    """Whether the document bears its title and can be followed by a screen reader."""
    if not reader.metadata or reader.metadata.title != title:
        yield f"The document's title is not that of this {kind}."
    if not reader.root_object.keys() >= {"/Lang", "/StructTreeRoot", "/Metadata"}:
        yield "Language, structure or metadata are missing: a screen reader cannot follow the document."


def font_problems(page: PageObject) -> Iterator[str]:
    """Faces that are not in the file, and characters that came out as empty boxes."""
    for font in resources(page, "/Font"):
        name = font["/BaseFont"].lstrip("/")
        descriptor = next(objects(font["/DescendantFonts"]))["/FontDescriptor"]
        if not {"/FontFile2", "/FontFile3"} & descriptor.keys():
            yield f"{name} is not embedded."
        # WeasyPrint maps characters it has no glyph for to the empty box by an encoding of its own.
        if font["/Encoding"] != "/Identity-H":
            yield f"{name} lacks a character: an empty box is printed."


def resources(page: PageObject, kind: str) -> Iterator[Any]:
    found: Any = page["/Resources"].get_object()
    return objects(found.get(kind, {}))


def objects(container: Any) -> Iterator[Any]:
    for entry in container.values() if hasattr(container, "values") else container:
        yield entry.get_object()


def letters(text: str) -> str:
    """Letters and signs alone: how marks, joiners and spaces come back depends on the script."""
    flat = unicodedata.normalize("NFKD", text)
    return "".join(c for c in flat if unicodedata.category(c)[0] not in "MZC")


def _spelled(cluster: str) -> str:
    return " ".join(map(_named, cluster))


def _named(character: str) -> str:
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'unnamed')})"
