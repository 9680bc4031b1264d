from zlib import decompress

import pydyf
import pytest

from certificates.rendering.engraving import Engraving, circle, coloured, fill, painted, rectangle, stroke


class Form(pydyf.Stream):
    """Stands where WeasyPrint's stream stands: what an engraving asks of it."""

    def __init__(self):
        super().__init__()
        self.extra["Group"] = "transparent"
        self.id = "x0"
        self.forms = []

    def add_group(self, x, y, width, height):
        form = Form()
        form.box = (x, y, width, height)
        self.forms.append(form)
        return form

    def transform(self, a=1, d=1):
        self.set_matrix(a, 0, 0, d, 0, 0)


def drawn(width, height):
    stream = Form()
    Engraving(2000, 1000, "0 0 m 5 5 l S").draw(stream, width, height, None)
    return stream


def test_engraving_draws_its_operators_as_one_compressed_form():
    form = drawn(200, 100).forms[0]

    assert decompress(form.stream[0]) == b"0 0 m 5 5 l S"
    assert (form.box, form.extra["Filter"], form.compress) == ((0, 0, 2000, 1000), "/FlateDecode", False)


def test_engraving_is_opaque():
    assert "Group" not in drawn(200, 100).forms[0].extra


def test_engraving_is_scaled_to_the_room_it_is_given():
    assert drawn(200, 50).stream[0] == b"0.1 0 0 0.05 0 0 cm"


def test_engraving_tells_its_size_in_css_pixels():
    assert Engraving(2540, 1270, "").get_intrinsic_size(1, None) == (pytest.approx(96), pytest.approx(48), 2.0)


def test_colours_are_shares_of_one():
    assert coloured("#00ff80") == "0 1 0.502"


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        (stroke("#000000", 12, "a", "b"), "0 0 0 RG 12 w a b S\n"),
        (fill("#ffffff", "a"), "1 1 1 rg a f\n"),
        (painted("#ffffff", "#000000", 3, "a"), "1 1 1 rg 0 0 0 RG 3 w a B\n"),
        (rectangle(1, 2, 3.5, 4), "1 2 3.5 4 re"),
    ],
)
def test_operators_are_those_of_pdf(operators, expected):
    assert operators == expected


def test_circle_touches_its_four_extremes_and_closes():
    path = circle(100, 200, 50)

    assert path.startswith("150 200 m")
    assert path.endswith("150 200 c h")
    assert [point in path for point in ("100 250", "50 200", "100 150")] == [True, True, True]
