"""The lines under the title, and the title itself."""

import pytest

from workshops.importing.lines import read_lines
from workshops.importing.opening import sort_opening
from workshops.importing.title import find_title

PROSE = "A long enough sentence about the work that people do with one another."
PILES = ("names", "dates", "cpd", "prose", "facts", "strays")


def piles_of(text):
    """The name of the pile that each line went to, in the order of the page."""
    opening = sort_opening(read_lines(text))
    places = {line.number: pile for pile in PILES for line in getattr(opening, pile)}
    return [places[number] for number in sorted(places)]


@pytest.mark.parametrize(
    ("line", "pile"),
    [
        ("Jo Harrow", "names"),
        ("with Jo Harrow", "names"),
        ("27 June 2022", "dates"),
        ("06/07/2022", "dates"),
        ("27 June 2022, 10.00-16.00", "dates"),
        ("6 hours of CPD", "cpd"),
        (PROSE, "prose"),
        ("Rest matters.", "prose"),
        ("• Rest", "prose"),
        ("£45", "facts"),
        ("10.00-16.00", "facts"),
        ("Online via Zoom", "facts"),
        ("A subtitle", "strays"),
    ],
)
def test_line_of_the_opening_goes_to_its_pile(line, pile):
    assert piles_of(line) == [pile]


def test_second_line_of_names_is_not_taken_for_presenters():
    assert piles_of("Jo Harrow\n\nSam Teal") == ["names", "strays"]


def test_name_far_below_the_title_needs_an_announcement():
    text = f"{PROSE}\n\n£45\n\n10.00-16.00\n\nA subtitle"

    assert piles_of(f"{text}\n\nJo Harrow")[-1] == "strays"
    assert piles_of(f"{text}\n\nwith Jo Harrow")[-1] == "names"


def test_text_wrapped_in_lower_case_is_prose():
    assert piles_of("27 June 2022\n\nRest is\nlearned slowly") == ["dates", "prose", "prose"]


def test_claim_wrapped_over_two_lines_is_prose():
    assert piles_of("27 June 2022\n\nIt gives 6 hours of CPD\nand tea") == ["dates", "prose", "prose"]


def test_short_lines_below_each_other_are_not_wrapped_text():
    assert piles_of("27 June 2022\n\nOnline\nA subtitle\nJo Harrow") == ["dates", "facts", "strays", "names"]


def test_long_line_above_a_date_is_not_wrapped_text():
    assert piles_of("A subtitle of seven words and more\n27 June 2022\n\nLeeds") == ["strays", "dates", "strays"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rest", "Rest"),
        ("top of page\n\nRest", "Rest"),
        ("Log in\nBook now\n27 June 2022\nRest", "Rest"),
        ("Date: 27 June 2022\nVenue: Leeds\nRest", "Rest"),
        ("6 hours of CPD\n\nRest", "Rest"),
        ("Fernbank\n\n# Rest", "Rest"),
        ("**Rest**", "Rest"),
        ("## Rest", "Rest"),
        ("Working with shame: a day", "Working with shame: a day"),
        (
            "Rest in June 2022 and after, for all who work at night",
            "Rest in June 2022 and after, for all who work at night",
        ),
    ],
)
def test_title_is_the_top_heading_or_the_first_line_that_is_no_fact(text, title):
    assert find_title(read_lines(text)).content == title


@pytest.mark.parametrize("text", ["Aims\n\nRest", "• Rest", PROSE, "top of page", "27 June 2022", "Rest " * 60])
def test_heading_bullet_sentence_or_fact_is_no_title(text):
    assert find_title(read_lines(text)) is None
