"""The plain way that the engine is measured against."""

from base64 import b64decode

import pytest

from certificates.rendering.engraving import Engraving, circle, fill, rectangle, stroke
from certificates.rendering.sample import sample_content
from tests.bench.plain import as_svg, plain_html, plain_pdf


@pytest.mark.parametrize("flavour", ["ttf", "woff2"])
def test_plain_page_carries_everything_itself(flavour):
    html = plain_html(sample_content(), flavour=flavour)

    assert "lectern:" not in html
    assert html.count(f"data:font/{flavour};base64,") == 3


def test_plain_page_without_art_keeps_signature_and_code():
    html = plain_html(sample_content(), flavour="ttf", engraved=False)

    assert (html.count("data:image/svg+xml"), html.count("data:image/jpeg")) == (1, 1)


@pytest.mark.filterwarnings("ignore")
def test_plain_page_becomes_one_pdf():
    assert plain_pdf(plain_html(sample_content(), flavour="ttf", engraved=False)).startswith(b"%PDF-")


def test_engraving_becomes_paths_of_svg():
    drawn = fill("#ff0000", rectangle(1, 2, 3, 4)) + stroke("#0000ff", 12, "0 0 m 5 5 l h")

    svg = b64decode(as_svg(Engraving(10, 20, drawn)).partition(",")[2]).decode()

    assert svg == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20" viewBox="0 0 10 20">'
        '<path d="M1 2h3v4h-3z" stroke="none" fill="#ff0000" stroke-width="0"/>'
        '<path d="M0 0L5 5z" stroke="#0000ff" fill="none" stroke-width="12"/></svg>'
    )


def test_curves_become_curves_of_svg():
    svg = b64decode(as_svg(Engraving(10, 10, fill("#000000", circle(5, 5, 2)))).partition(",")[2]).decode()

    assert svg.count("C") == 4
