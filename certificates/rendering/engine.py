"""Turns the sheet into PDF. The one module that imports WeasyPrint.

What costs time is made once: per process the engravings, per set of scripts the font configuration and the
parsed style sheet. Nothing outside this package can be reached while a certificate is drawn: no file, no
network, and no font of the machine.
"""

import atexit
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

with warnings.catch_warnings():
    # Says that the machine has no fonts. It needs none.
    warnings.filterwarnings("ignore", message=".*[Ff]ont[Cc]onfig.*")
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certificates.rendering import artwork
from certificates.rendering.accents import needed as needed_faces
from certificates.rendering.content import CertificateContent
from certificates.rendering.engraving import Engraving
from certificates.rendering.faces import BASE, DISPLAY, ITALIC, TEXT, Face
from certificates.rendering.qr import qr, side
from certificates.rendering.sheet import sheet
from certificates.rendering.wording import all_text

HERE = Path(__file__).parent
# Pango and fontconfig share state between threads.
_drawing = Lock()
_engines: dict[tuple[Face, ...], "Engine"] = {}
MOST_ENGINES = 24


class RenderingError(Exception):
    """The certificate could not be drawn."""


class Shelf(URLFetcher):  # type: ignore[misc]
    """Hands out what was put on it, and nothing else."""

    def __init__(self, things: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._things = things

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        if url not in self._things:
            raise RenderingError(f"Not on the shelf: {url[:200]}")
        return URLFetcherResponse(url, self._things[url])


class Engine:
    """A font configuration and its style sheet, for texts that need the same fallback faces."""

    def __init__(self, needed: tuple[Face, ...]) -> None:
        faces = (*BASE, ITALIC, *needed)
        with _no_fonts_of_the_machine():
            self._fonts = FontConfiguration()
        shelf = Shelf({f"lectern:{face.file}": face.path.read_bytes() for face in faces})
        self._style = CSS(string=_style(faces, needed), font_config=self._fonts, url_fetcher=shelf)

    def pdf(self, html: str, engravings: Mapping[str, Engraving], things: Mapping[str, bytes]) -> bytes:
        """Raises RenderingError for an address on no shelf. The cache is new each time, or it would keep each QR code."""
        document = HTML(string=html, base_url="lectern:", url_fetcher=Shelf(things))
        options: dict[str, Any] = {"pdf_variant": "pdf/a-3a", "cache": dict(engravings)}
        try:
            pdf: bytes = document.write_pdf(stylesheets=[self._style], font_config=self._fonts, **options)
        except FatalURLFetchingError as error:
            raise RenderingError(str(error)) from error
        return pdf

    def disown(self) -> None:
        """Leaves the folder of unpacked fonts to another process."""
        self._fonts._folder = None  # noqa: SLF001 WeasyPrint deletes it otherwise


def render_certificate(content: CertificateContent, *, programme: bool = False) -> bytes:
    """The PDF (PDF/A-3a, tagged). The same content gives the same bytes, in any process.

    A second page carries objectives that are too long for the first, with timetable and modalities; `programme`
    asks for it in any case. Safe to call from several threads: one draws at a time. Raises RenderingError.
    """
    code = qr(content.verify_url)
    html = sheet(content, qr_side=side(code), programme=programme)
    engravings = {
        "lectern:frame": artwork.frame(),
        "lectern:underprint": artwork.underprint(),
        "lectern:plain": artwork.plain(),
        "lectern:device": artwork.device(content.provider_letters),
        "lectern:qr": code,
    }
    with _drawing:
        return _engine(needed_faces(all_text(content))).pdf(html, engravings, {"lectern:hand": content.signature})


def _engine(needed: tuple[Face, ...]) -> Engine:
    """Most are asked for again and again: one without fallbacks, one for each script that people write in."""
    if needed not in _engines:
        if len(_engines) >= MOST_ENGINES:
            del _engines[next(iter(_engines))]
        _engines[needed] = Engine(needed)
    return _engines[needed]


def _leave_to_parent() -> None:
    """A forked child makes engines of its own, or it would take the parent's font files away when it ends."""
    global _drawing  # noqa: PLW0603 the parent may have held it
    _drawing = Lock()
    for engine in _engines.values():
        engine.disown()
    _engines.clear()


os.register_at_fork(after_in_child=_leave_to_parent)
# Pango's objects must go before the library that frees them.
atexit.register(_engines.clear)


def _style(faces: tuple[Face, ...], needed: tuple[Face, ...]) -> str:
    rules = [f'@font-face {{ font-family: "{face.family}"; src: url(lectern:{face.file}) }}' for face in faces]
    after = "".join(f', "{face.family}"' for face in needed)
    css = (HERE / "certificate.css").read_text(encoding="utf-8")
    css = css.replace("DISPLAY", f'"{DISPLAY.family}", "{TEXT.family}"{after}')
    css = css.replace("TEXT", f'"{TEXT.family}", "{DISPLAY.family}"{after}')
    return "\n".join([*rules, css])


@contextmanager
def _no_fonts_of_the_machine() -> Iterator[None]:
    """A font configuration made in here starts empty: fontconfig reads this variable when it starts one."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(HERE / "fonts" / "none.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
