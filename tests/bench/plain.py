"""The plain way: one HTML text a certificate with style sheet, fonts and pictures inside, and one `write_pdf()`."""

import base64
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from zlib import decompress

from fontTools.ttLib import TTFont
from weasyprint import HTML

from certificates.rendering import artwork
from certificates.rendering.content import CertificateContent
from certificates.rendering.drawing import DESIGN
from certificates.rendering.engraving import Engraving
from certificates.rendering.qr import qr, side
from certificates.rendering.sheet import sheet
from workshops.printing.faces import BASE, ITALIC, Face

FLAVOURS = {"woff2": "font/woff2", "ttf": "font/ttf"}


def plain_html(content: CertificateContent, *, flavour: str, engraved: bool = True) -> str:
    """The page that the engine draws, on its own. Without engravings only words, fonts, signature and QR code."""
    html = sheet(content, qr_side=side(qr(content.verify_url)))
    html = html.replace("</head>", f"<style>{_style_sheet(flavour, engraved)}</style></head>")
    pictures = {
        "lectern:hand": as_data(content.signature, "image/jpeg"),
        "lectern:qr": as_svg(qr(content.verify_url)),
        "lectern:device": as_svg(artwork.device(content.provider_letters)) if engraved else "",
    }
    for address, picture in pictures.items():
        html = html.replace(address, picture)
    return html


def plain_pdf(html: str) -> bytes:
    return HTML(string=html).write_pdf()


@cache
def _style_sheet(flavour: str, engraved: bool) -> str:
    faces = (*BASE, ITALIC)
    css = DESIGN.style(())
    for face in faces:
        css = css.replace(f"lectern:{face.file}", as_data(font_bytes(face, flavour), FLAVOURS[flavour]))
    for name in ("frame", "underprint", "plain"):
        css = css.replace(f"lectern:{name}", as_svg(getattr(artwork, name)()) if engraved else "data:,")
    return css


def font_bytes(face: Face, flavour: str) -> bytes:
    if flavour == "ttf":
        return face.path.read_bytes()
    with TTFont(face.path) as font:
        font.flavor = flavour
        packed = BytesIO()
        font.save(packed)
    return packed.getvalue()


def as_data(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def as_svg(engraving: Engraving) -> str:
    """An engraving as a designer would give it to us: one path for each stroke or fill."""
    paths = "".join(_paths(decompress(engraving.content).decode().splitlines()))
    size = f'width="{engraving.width}" height="{engraving.height}" viewBox="0 0 {engraving.width} {engraving.height}"'
    return as_data(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paths}</svg>'.encode(), "image/svg+xml")


def _paths(lines: list[str]) -> Iterator[str]:
    """Each line of an engraving paints once: colours, a weight, paths, and the operator that paints them."""
    for line in lines:
        words, colours, weight = line.split(), {"RG": "none", "rg": "none"}, "0"
        path: list[str] = []
        taken: list[str] = []
        for word in words[:-1]:
            if word in colours:
                colours[word] = "#" + "".join(f"{round(float(part) * 255):02x}" for part in taken)
            elif word == "w":
                weight = taken[0]
            elif word.isalpha():
                path.append(_segment(word, taken))
            else:
                taken.append(word)
                continue
            taken = []
        yield f'<path d="{"".join(path)}" stroke="{colours["RG"]}" fill="{colours["rg"]}" stroke-width="{weight}"/>'


def _segment(operator: str, numbers: list[str]) -> str:
    if operator == "re":
        x, y, width, height = numbers
        return f"M{x} {y}h{width}v{height}h-{width}z"
    return {"m": "M", "l": "L", "c": "C", "h": "z"}[operator] + " ".join(numbers)
