from concurrent.futures import ThreadPoolExecutor

import pytest

from workshops.printing import shaping
from workshops.printing.faces import ANYTHING, DISPLAY, TEXT, Metrics
from workshops.printing.shaping import places, shaped


@pytest.mark.parametrize(
    ("cluster", "by_display", "by_text", "by_anything"),
    [
        ("o", True, True, True),
        ("ọ̀", False, False, True),
        ("Ụ̀", False, False, True),
        ("g̃", False, True, True),
        ("m̥", False, True, True),
        ("ɔ̀", False, True, True),
        ("\u0430\u0301", False, True, True),
        ("J́", True, True, True),
        ("Ė̃", True, False, True),
        ("ų̃", True, False, True),
        ("l̥̄", False, True, True),
        ("Ø\u0315", False, False, False),
    ],
)
def test_places_says_which_face_has_anchors_for_which_accents(cluster, by_display, by_text, by_anything):
    found = [places(face, cluster) for face in (DISPLAY, TEXT, ANYTHING)]

    assert found == [by_display, by_text, by_anything]


def test_places_knows_letters_that_the_face_composes_itself():
    assert len(shaped(DISPLAY, "n̄")) == 1
    assert places(DISPLAY, "n̄") is True


@pytest.mark.parametrize(("face", "cluster", "placed"), [(TEXT, "g̃", True), (TEXT, "ọ̀", False), (ANYTHING, "g̃", False)])
def test_places_in_small_capitals_asks_for_their_own_anchors(face, cluster, placed):
    assert places(face, cluster, small_capitals=True) is placed


def test_shaped_moves_an_accent_over_its_letter():
    letter, accent = shaped(ANYTHING, "Ọ̀")

    assert (accent.advance, accent.x, accent.y) == (0, -38, 178)
    assert letter.advance == letter.width


def test_shaped_leaves_an_accent_without_anchor_at_the_foot_of_the_next_letter():
    _letter, accent = shaped(DISPLAY, "ọ̀")

    assert (accent.advance, accent.x, accent.y) == (0, 0, 0)


def test_shaped_has_the_widths_that_are_measured():
    widths = [glyph.width / 1000 for glyph in shaped(TEXT, "xvo")]

    assert widths == [pytest.approx(Metrics.of(TEXT).advances[letter]) for letter in "xvo"]


def test_shaped_in_threads_gives_the_same():
    with ThreadPoolExecutor(4) as pool:
        found = set(map(tuple, pool.map(lambda _turn: shaped(ANYTHING, "Ọ̀yọ́"), range(40))))

    assert found == {tuple(shaped(ANYTHING, "Ọ̀yọ́"))}


def test_shaping_without_harfbuzz_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(shaping, "LIBRARIES", ("libnothing.so.0", "libnothing.dylib"))

    with pytest.raises(OSError, match=r"none of libnothing\.so\.0, libnothing\.dylib"):
        shaping._loaded()
