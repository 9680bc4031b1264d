import re
from zlib import decompress

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from certificates.rendering.qr import qr, side
from certificates.rendering.sample import sample_content
from tests.certificates.rendering.reading import drawn, needs_poppler, picture

ADDRESS = "https://cpd.example.org/verify/LEC-2022-000123-7QK4/"


def painted(engraving, dots=4):
    """The modules as a picture with a quiet zone."""
    side_in_dots = (int(engraving.width) + 8) * dots
    image = Image.new("L", (side_in_dots, side_in_dots), 255)
    draw = ImageDraw.Draw(image)
    for match in re.findall(r"(\d+) (\d+) (\d+) (\d+) re", decompress(engraving.content).decode()):
        x, y, width, height = (int(value) * dots for value in match)
        corner = (x + 4 * dots, y + 4 * dots)
        draw.rectangle((*corner, corner[0] + width - 1, corner[1] + height - 1), fill=0)
    return image


def read(image):
    return [code.text for code in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("address", [ADDRESS, "https://a.example/v/1/", "https://cpd.example.org/" + "x" * 150])
def test_qr_modules_lead_to_the_address(address):
    assert read(painted(qr(address))) == [address]


def test_qr_of_another_address_is_another():
    assert qr(ADDRESS).content != qr(ADDRESS + "x").content


def test_qr_is_the_same_each_time():
    assert qr(ADDRESS).content == qr(ADDRESS).content


def test_qr_modules_are_whole_dots_at_100_and_300_dpi():
    code = qr(ADDRESS)

    assert side(code) / code.width / 25.4 * 100 == pytest.approx(3)
    assert side(code) / code.width / 25.4 * 300 == pytest.approx(9)


def test_qr_of_a_long_address_stays_in_its_room():
    assert side(qr("https://cpd.example.org/" + "x" * 200)) == 28.0


@needs_poppler
@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_qr_on_the_page_is_read_back(dpi):
    page = picture(drawn(sample_content()), dpi)

    assert read(page) == [ADDRESS]


@needs_poppler
def test_qr_on_the_page_is_crisp():
    """At 300 dpi each dot is ink or paper, but for a tint along the edges: no viewer has blurred the modules."""
    page = picture(drawn(sample_content()), 300)
    dots = page.crop((2889, 1908, 3186, 2205)).histogram()

    assert (sum(dots[:20]) + sum(dots[210:])) / sum(dots) > 0.99
