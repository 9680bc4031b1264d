"""Text cut into lines and paragraphs."""

import pytest

from workshops.importing.lines import read_lines
from workshops.importing.paragraphs import list_items, paragraphs
from workshops.importing.sentences import first_words, sentences


def test_lines_keep_their_numbers_and_skip_blank_ones():
    lines = read_lines("one\n\n  \ntwo\nthree")

    assert [(line.number, line.text, line.opens_block) for line in lines] == [
        (1, "one", True),
        (4, "two", True),
        (5, "three", False),
    ]


def test_line_ends_of_windows_and_old_macs_count_once():
    lines = read_lines("one\r\ntwo\rthree")

    assert [line.number for line in lines] == [1, 2, 3]


def test_line_of_unseen_characters_is_blank():
    lines = read_lines("one\n\u200b\ufeff\x00\n\u00a0\ntwo")

    assert [line.number for line in lines] == [1, 4]


def test_spaces_of_any_kind_become_one():
    lines = read_lines("one\u00a0 \ttwo\u200b")

    assert lines[0].text == "one two"


def test_page_without_blank_lines_opens_a_block_at_each_line():
    lines = read_lines("one\ntwo\nthree")

    assert [line.opens_block for line in lines] == [True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "• tea",
        "•tea",
        "- tea",
        "– tea",
        "* tea",
        "· tea",
        "1. tea",
        "1) tea",
        "(1) tea",
        "a) tea",
        "iv) tea",
        "\uf0b7 tea",
    ],
)
def test_bullet_is_taken_off(text):
    line = read_lines(text)[0]

    assert (line.bulleted, line.content) == (True, "tea")


@pytest.mark.parametrize("text", ["A. Smith (2020)", "tea - coffee", "-tea", "**tea time", "2022 tea", "5.5 hours"])
def test_text_that_only_resembles_a_bullet_stays(text):
    line = read_lines(text)[0]

    assert (line.bulleted, line.content) == (False, text)


def test_heading_signs_and_emphasis_are_taken_off():
    lines = read_lines("## Tea\n\n**Coffee**\n\n__Milk__")

    assert [(line.content, line.heading_marks) for line in lines] == [("Tea", 2), ("Coffee", 0), ("Milk", 0)]


def test_wrapped_lines_join_into_one_paragraph():
    found = paragraphs(read_lines("The first line\ngoes on here.\nA new one.\n\nLast"))

    assert [(part.text, part.numbers) for part in found] == [
        ("The first line goes on here.", (1, 2)),
        ("A new one.", (3,)),
        ("Last", (5,)),
    ]


def test_bulleted_list_joins_wrapped_lines_and_sets_strays_apart():
    found = list_items(read_lines("You will:\n• hear about\ntea\n• drink\n\nLunch is served."))

    assert found.texts == ("hear about tea", "drink")
    assert [line.content for line in found.lead_ins] == ["You will:"]
    assert [line.content for line in found.strays] == ["Lunch is served."]


def test_bare_lines_are_items():
    found = list_items(read_lines("name shame\nhold it\nlet it go"))

    assert found.texts == ("name shame", "hold it", "let it go")


def test_bare_lines_that_start_with_capitals_may_wrap():
    found = list_items(read_lines("Name shame when it\ncomes into the room\nHold it\n\nLet it go"))

    assert found.texts == ("Name shame when it comes into the room", "Hold it", "Let it go")


def test_bullets_within_a_line_part_items():
    found = list_items(read_lines("• tea • coffee • milk"))

    assert found.texts == ("tea", "coffee", "milk")


def test_sentences_end_at_a_full_stop_before_a_capital():
    assert sentences("We meet. Attendance counts as 5.1/2hrs. Dr. Ellery leads, approx. 20 come.") == [
        "We meet.",
        "Attendance counts as 5.1/2hrs.",
        "Dr. Ellery leads, approx. 20 come.",
    ]


def test_first_words_cut_at_a_word():
    assert first_words("one two three", limit=8) == "one two …"


def test_first_words_of_a_short_text_are_all_of_it():
    assert first_words("one two", limit=8) == "one two"
