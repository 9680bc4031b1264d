"""Which heading each line of a page stands under."""

import pytest

from workshops.importing.lines import read_lines
from workshops.importing.outline import outline
from workshops.importing.parsed import Part
from workshops.importing.strangers import is_unknown_heading

PROSE = "They meet people who sleep badly."


def parts_of(text):
    """Each line of the page with the part it went to."""
    found = []
    for passage in outline(read_lines(text)):
        found += [(passage.heading.content, str(passage.part))] if passage.heading else []
        found += [(line.content, str(passage.part)) for line in passage.lines]
    return found


def test_lines_before_any_heading_are_the_description():
    assert parts_of("One.\n\nTwo.") == [("One.", "description"), ("Two.", "description")]


def test_lines_below_a_heading_are_its_part():
    assert parts_of("Aims\n\n• One\n\nAudience\n\nAll.") == [
        ("Aims", "aims"),
        ("One", "aims"),
        ("Audience", "audience"),
        ("All.", "audience"),
    ]


def test_fact_on_one_line_does_not_end_the_passage_around_it():
    assert parts_of("Audience\n\nVenue: Leeds\n\nAll.") == [
        ("Audience", "audience"),
        ("Venue: Leeds", "session"),
        ("All.", "audience"),
    ]


def test_furniture_does_not_end_the_passage_around_it():
    assert parts_of("Aims\n\n• One\nback to top\n• Two") == [
        ("Aims", "aims"),
        ("One", "aims"),
        ("back to top", "ignored"),
        ("Two", "aims"),
    ]


def test_trainer_named_in_the_opening_does_not_end_it():
    assert parts_of("Your trainer: Jo Harrow\n\nRest is learned.") == [
        ("Your trainer: Jo Harrow", "about the presenter"),
        ("Rest is learned.", "description"),
    ]


def test_trainer_named_further_down_opens_their_passage():
    assert parts_of("Audience\n\nAll.\n\nYour trainer: Jo Harrow\n\nJo writes.")[2:] == [
        ("Your trainer: Jo Harrow", "about the presenter"),
        ("Jo writes.", "about the presenter"),
    ]


def test_bullet_that_reads_like_a_menu_stays_in_its_list():
    assert parts_of("Aims\n\n• Search\n• Share") == [("Aims", "aims"), ("Search", "aims"), ("Share", "aims")]


def test_button_ends_a_notice():
    assert parts_of("Audience\n\nAll.\n\nA FREE conference\nCome.\nBook now\nMore.")[2:] == [
        ("A FREE conference", "notices"),
        ("Come.", "notices"),
        ("Book now", "notices"),
        ("More.", "unknown"),
    ]


def test_button_outside_a_notice_is_ignored():
    assert parts_of("One.\n\nBook now") == [("One.", "description"), ("Book now", "ignored")]


def test_second_announcement_of_another_kind_is_a_passage_of_its_own():
    lines = read_lines("Audience\n\nAll.\n\nPlease take our survey.\n\nA FREE conference\n\nCome.")

    notices = [passage for passage in outline(lines) if passage.part is Part.NOTICES]

    assert [[line.number for line in notice.lines] for notice in notices] == [[5], [7, 9]]


def test_cpd_heading_holds_only_lines_that_tell_cpd():
    assert parts_of("Audience\n\nAll.\n\nCPD\n\nThree hours\n\nTea is served.")[2:] == [
        ("CPD", "CPD"),
        ("Three hours", "CPD"),
        ("Tea is served.", "unknown"),
    ]


@pytest.mark.parametrize(
    ("above", "text", "below", "part"),
    [
        (PROSE, "Refund policy", "Write to us a week before.", Part.AUDIENCE),
        (PROSE, "Access", "• A lift", Part.ABOUT_PRESENTER),
        ("• One", "Access", "There is a lift here.", Part.OBJECTIVES),
        (PROSE, "## Access", "nothing", Part.AIMS),
        (PROSE, "## Access", "nothing", Part.DESCRIPTION),
    ],
)
def test_short_line_between_finished_text_and_new_text_is_an_unknown_heading(above, text, below, part):
    first, line, last = read_lines(f"{above}\n\n{text}\n\n{below}")

    assert is_unknown_heading(line, [last], part, [first]) is True


@pytest.mark.parametrize(
    ("above", "text", "below", "part"),
    [
        (PROSE, "Refund policy", "Write to us a week before.", Part.DESCRIPTION),
        (PROSE, "Refund policy", "Write", Part.AUDIENCE),
        (PROSE, "Refunds, and more", "Write to us a week before.", Part.AUDIENCE),
        (PROSE, "A line of far too many words to be taken for a heading", "Write to us before.", Part.AUDIENCE),
        ("Counsellors", "Social workers", "Anyone else who listens.", Part.AUDIENCE),
        ("One", "Two", "There is a third one.", Part.OBJECTIVES),
        (PROSE, "• Access", "There is a lift here.", Part.AUDIENCE),
        (PROSE, "## With Jo Harrow", "nothing", Part.DESCRIPTION),
        (PROSE, "## 27 June 2022", "nothing", Part.DESCRIPTION),
    ],
)
def test_other_line_is_no_unknown_heading(above, text, below, part):
    first, line, last = read_lines(f"{above}\n\n{text}\n\n{below}")

    assert is_unknown_heading(line, [last], part, [first]) is False


def test_last_line_is_no_unknown_heading():
    first, line = read_lines(f"{PROSE}\n\nRefund policy")

    assert is_unknown_heading(line, [], Part.AUDIENCE, [first]) is False
