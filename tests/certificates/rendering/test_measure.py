import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.rendering.measure import (
    POINT,
    SAFETY,
    Ruler,
    Step,
    address_parts,
    balanced,
    clusters,
    filled,
    fit,
    paragraph,
    words,
)
from workshops.printing.faces import DISPLAY, TEXT, Metrics

RULER = Ruler((DISPLAY, TEXT))
NAME = (Step(1, 37, 25), Step(2, 23.5))
ROOM = 228.0


def test_ruler_adds_the_advances_of_the_first_face_that_has_them():
    expected = Metrics.of(DISPLAY).advances["A"] + Metrics.of(TEXT).advances["Ω"]

    assert RULER.width("AΩ") == pytest.approx(expected)


def test_ruler_takes_an_em_for_what_it_does_not_know():
    assert RULER.width("\U00013000") == 1.0


def test_ruler_adds_tracking_after_each_character():
    assert Ruler((DISPLAY,), tracking=0.1).width("AB") == pytest.approx(Ruler((DISPLAY,)).width("AB") + 0.2)


def test_fit_sets_a_short_name_large_on_one_line():
    fitted = fit(words("Eleanor Hartley-Brooke"), RULER, ROOM, NAME)

    assert (fitted.lines, fitted.size) == (("Eleanor Hartley-Brooke",), 37)


def test_fit_sets_a_longer_name_smaller_on_one_line():
    fitted = fit(words("Alexandrina Hartley-Brooke of Middleham and Wensleydale"), RULER, ROOM, NAME)

    assert len(fitted.lines) == 1
    assert 25 <= fitted.size < 37


def test_fit_breaks_a_long_name_into_two_even_lines():
    name = "Professor Maximiliana Featherstonehaugh-Cholmondeley-Warrington Fitzwilliam-Beauchamp OBE"

    fitted = fit(words(name), RULER, ROOM, NAME)

    assert fitted.lines == (
        "Professor Maximiliana Featherstonehaugh-",
        "Cholmondeley-Warrington Fitzwilliam-Beauchamp OBE",
    )


def test_fit_breaks_inside_a_word_that_would_be_too_small_whole():
    fitted = fit(words("W" * 200), RULER, ROOM, NAME)

    assert [len(line) for line in fitted.lines] == [100, 100]
    assert RULER.width("W" * 100) * fitted.size * POINT <= ROOM


def test_fit_keeps_a_word_whole_that_is_still_readable():
    fitted = fit(words("Anna " + "ab" * 35), RULER, ROOM, NAME)

    assert fitted.lines == ("Anna", "ab" * 35)


def test_fit_of_nothing_is_one_empty_line():
    assert fit(words(""), RULER, ROOM, NAME).lines == ("",)


@given(st.text(alphabet=st.sampled_from("abcW iíÑ-王م्"), max_size=260))
def test_fit_never_leaves_the_room_nor_loses_a_letter(text):
    fitted = fit(words(text), RULER, ROOM, NAME)

    assert max(map(RULER.width, fitted.lines)) * fitted.size * POINT <= ROOM
    assert "".join(fitted.lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet=st.sampled_from("abcW iíÑ-王"), min_size=1, max_size=600))
def test_paragraph_never_leaves_the_room_nor_loses_a_letter(text):
    lines = paragraph(text, RULER, 60, 11)

    assert max(map(RULER.width, lines)) * 11 * POINT <= 60
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_paragraph_leaves_no_lonely_word():
    room = RULER.width("one two three four five six seven") * 10 * POINT / SAFETY

    lines = paragraph("one two three four five six seven eight", RULER, room, 10)

    assert lines == ["one two three four", "five six seven eight"]


def test_balanced_lines_are_as_narrow_as_can_be():
    assert balanced(words("aaa bbb ccc ddd"), RULER, 2) == ["aaa bbb", "ccc ddd"]


def test_balanced_on_one_line_is_the_text():
    assert balanced(words("aaa bbb"), RULER, 1) == ["aaa bbb"]


def test_filled_gives_a_piece_wider_than_the_room_a_line_of_its_own():
    assert filled(["a ", "wwwwwwww ", "b"], RULER, 1.0) == ["a", "wwwwwwww", "b"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Ann Hill", ["Ann ", "Hill"]),
        ("Hartley-Brooke", ["Hartley-", "Brooke"]),
        ("counsellor/therapist", ["counsellor/", "therapist"]),
        ("2019–2022", ["2019–", "2022"]),
        ("27\u00a0June", ["27\u00a0June"]),
        ("- a", ["- ", "a"]),
        ("", [""]),
    ],
)
def test_words_break_after_spaces_and_hyphens(text, pieces):
    assert words(text) == pieces


def test_address_may_break_after_dots_and_slashes():
    assert address_parts("cpd.example.org/verify") == ["cpd.", "example.", "org/", "verify"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ab", ["a", "b"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("कृष्णा", ["कृ", "ष्णा"]),
        ("👩‍⚕️x", ["👩‍⚕️", "x"]),
        ("", []),
    ],
)
def test_clusters_keep_marks_and_joined_characters_together(text, pieces):
    assert clusters(text) == pieces
