"""Turns a page of HTML into PDF. The one module that imports WeasyPrint.

What costs time is made once: per process, design and set of scripts the font configuration and the parsed style
sheet. Nothing outside can be reached while a page is drawn: no file, no network, and no font of the machine.
"""

import atexit
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

with warnings.catch_warnings():
    # Says that the machine has no fonts. It needs none.
    warnings.filterwarnings("ignore", message=".*[Ff]ont[Cc]onfig.*")
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from workshops.printing.faces import DISPLAY, FOLDER, TEXT, Face

# Pango and fontconfig share state between threads.
_drawing = Lock()
_engines: dict[tuple["Design", tuple[Face, ...]], "Engine"] = {}
MOST_ENGINES = 24


class RenderingError(Exception):
    """The page could not be drawn."""


@dataclass(frozen=True)
class Design:
    """What all sheets of one kind share.

    In its style sheet DISPLAY and TEXT stand for the families of the house, with the fallbacks the words need.
    """

    style_sheet: Path
    faces: tuple[Face, ...]

    def style(self, needed: tuple[Face, ...]) -> str:
        """The style sheet for texts that need these faces beside its own."""
        faces = (*self.faces, *needed)
        rules = [f'@font-face {{ font-family: "{face.family}"; src: url(lectern:{face.file}) }}' for face in faces]
        after = "".join(f', "{face.family}"' for face in needed)
        css = self.style_sheet.read_text(encoding="utf-8")
        css = css.replace("DISPLAY", f'"{DISPLAY.family}", "{TEXT.family}"{after}')
        css = css.replace("TEXT", f'"{TEXT.family}", "{DISPLAY.family}"{after}')
        return "\n".join([*rules, css])


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
    """A font configuration and its style sheet, for texts of one design that need the same fallback faces."""

    def __init__(self, design: Design, needed: tuple[Face, ...]) -> None:
        with _no_fonts_of_the_machine():
            self._fonts = FontConfiguration()
        shelf = Shelf({f"lectern:{face.file}": face.path.read_bytes() for face in (*design.faces, *needed)})
        self._style = CSS(string=design.style(needed), font_config=self._fonts, url_fetcher=shelf)

    def pdf(self, html: str, pictures: Mapping[str, Any], things: Mapping[str, bytes]) -> bytes:
        """Raises RenderingError for an address on no shelf. `pictures` draw themselves, `things` are files.

        WeasyPrint's cache is new each time, or it would keep each picture.
        """
        document = HTML(string=html, base_url="lectern:", url_fetcher=Shelf(things))
        options: dict[str, Any] = {"pdf_variant": "pdf/a-3a", "cache": dict(pictures)}
        try:
            pdf: bytes = document.write_pdf(stylesheets=[self._style], font_config=self._fonts, **options)
        except FatalURLFetchingError as error:
            raise RenderingError(str(error)) from error
        return pdf

    def disown(self) -> None:
        """Leaves the folder of unpacked fonts to another process."""
        self._fonts._folder = None  # noqa: SLF001 WeasyPrint deletes it otherwise


def drawn_page(
    html: str,
    design: Design,
    *,
    needed: tuple[Face, ...] = (),
    pictures: Mapping[str, Any] | None = None,
    things: Mapping[str, bytes] | None = None,
) -> bytes:
    """The PDF (PDF/A-3a, tagged) of a page of HTML. The same page gives the same bytes, in any process.

    Safe to call from several threads: one draws at a time. Raises RenderingError.
    """
    with _drawing:
        return _engine(design, needed).pdf(html, pictures or {}, things or {})


def _engine(design: Design, needed: tuple[Face, ...]) -> Engine:
    """Most are asked for again and again: one without fallbacks, one for each script that people write in."""
    key = design, needed
    if key not in _engines:
        if len(_engines) >= MOST_ENGINES:
            del _engines[next(iter(_engines))]
        _engines[key] = Engine(design, needed)
    return _engines[key]


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


@contextmanager
def _no_fonts_of_the_machine() -> Iterator[None]:
    """A font configuration made in here starts empty: fontconfig reads this variable when it starts one."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "none.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
