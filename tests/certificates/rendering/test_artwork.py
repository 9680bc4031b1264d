import re
from math import hypot
from zlib import decompress

import pytest

from certificates.rendering import artwork
from certificates.rendering.curves import rosette, strand, swelled

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def operators(engraving):
    return decompress(engraving.content).decode()


def points(path):
    """Ends of the segments of a path."""
    return [tuple(map(float, match)) for match in re.findall(r"(-?[\d.]+) (-?[\d.]+) [mc]", path)]


@pytest.mark.parametrize("make", [artwork.frame, artwork.plain, artwork.underprint, lambda: artwork.device("ITP")])
def test_art_is_drawn_once_per_process(make):
    assert make() is make()


@pytest.mark.parametrize("make", [artwork.frame, artwork.plain])
def test_frames_cover_an_a4_sheet_on_its_side(make):
    assert (make().width, make().height) == (29700, 21000)


def test_art_is_light():
    assert {name: len(getattr(artwork, name)().content) < 20_000 for name in ("frame", "underprint", "plain")} == {
        "frame": True,
        "underprint": True,
        "plain": True,
    }


def test_art_stays_on_the_sheet():
    numbers = [float(n) for x, y in points(operators(artwork.frame())) for n in (x / 29700, y / 21000)]

    assert min(numbers) > 0
    assert max(numbers) < 1


@pytest.mark.parametrize("make", [artwork.frame, artwork.underprint, lambda: artwork.device("ITP")])
def test_art_uses_solid_colours_alone(make):
    letters = set(re.findall(r"\b[A-Za-z*]+\b", operators(make())))

    assert letters <= {"m", "c", "l", "h", "re", "S", "f", "B", "w", "RG", "rg"}


def test_device_carries_the_providers_letters():
    assert operators(artwork.device("ITP")) != operators(artwork.device("ABC"))


def test_device_letters_stay_in_their_field():
    outline = operators(artwork.device("WWWWWW")).rsplit("rg", 1)[1]

    assert max(abs(x - 1600) for x, _y in points(outline)) < 600


@pytest.mark.parametrize("letters", ["", "  ", "王", "مع"])
def test_device_without_letters_it_can_draw_has_a_rosette_in_their_place(letters):
    assert operators(artwork.device(letters)) == operators(artwork.device(""))


def test_strand_swings_evenly_about_its_middle():
    ys = [y for _x, y in points(strand((0, 12000), 500, 100, 1200, 0))]

    assert set(ys) == {400, 600}


def test_strand_upright_is_the_same_one_turned():
    lying = points(strand((0, 12000), 500, 100, 1200, 1.0))
    upright = points(strand((0, 12000), 500, 100, 1200, 1.0, upright=True))

    assert upright == [(y, x) for x, y in lying]


def test_rosette_stays_in_its_ring_and_closes():
    path = rosette(800, 300, 20, 7, 80, (1000, 1000))
    radii = [hypot(x - 1000, y - 1000) for x, y in points(path)]

    assert min(radii) >= 299
    assert max(radii) <= 801
    assert points(path)[0] == points(path)[-1]


def test_swelled_rule_is_thickest_in_its_middle():
    assert max(y for _x, y in points(swelled(0, 0, 100, 9))) - min(y for _x, y in points(swelled(0, 0, 100, 9))) == 18
    assert points(swelled(0, 0, 100, 9))[0] == points(swelled(0, 0, 100, 9))[-1]
