"""QR codes as shapes, read back by a reader."""

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from workshops.foundation.qr import QUIET, qr_runs, qr_svg

ADDRESS = "https://cpd.example.org/door/7QK4-9TXW-0123456789abcdef/"


def painted(side, path, dots=4):
    image = Image.new("L", (side * dots, side * dots), 255)
    draw = ImageDraw.Draw(image)
    for match in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        x, y, length = (int(value) * dots for value in match)
        draw.rectangle((x, y, x + length - 1, y + dots - 1), fill=0)
    return image


@pytest.mark.parametrize("address", [ADDRESS, "https://a.example/", "https://cpd.example.org/" + "x" * 150])
def test_shape_leads_to_the_address(address):
    assert [code.text for code in zxingcpp.read_barcodes(painted(*qr_svg(address)))] == [address]


def test_quiet_zone_is_part_of_the_side():
    assert qr_svg(ADDRESS)[0] == qr_runs(ADDRESS)[0] + 2 * QUIET


def test_no_stretch_leaves_the_code():
    side, runs = qr_runs(ADDRESS)

    assert max(x + length for x, _, length in runs) <= side
    assert {y for _, y, _ in runs} == set(range(side))
