"""Announcements at the foot of a page."""

import pytest

from workshops.importing import parse_page
from workshops.importing.bodies import contradictions
from workshops.importing.furniture import is_button, is_furniture
from workshops.importing.notices import read_partners

START = "Rest\n\nA sentence that opens the page.\n\nWho should attend\n\nAnyone at all.\n\n"


def notices_below(text):
    return [(notice.kind, notice.title, notice.link_text) for notice in parse_page(START + text).notices]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Sleep survey\n\nPlease take part in our survey.\n\nView Survey", ("survey", "Sleep survey", "View Survey")),
        ("Sleep questionnaire\n\nClick here", ("survey", "Sleep questionnaire", "Click here")),
        ("Please fill in our survey of sleep.", ("survey", "Survey", "")),
        ("A FREE conference\n\nCome and join.\n\nBook now", ("conference", "A FREE conference", "Book now")),
        ("This free online conference is for nurses.", ("conference", "Free conference", "")),
        ("The Long Night is brought to you by Fernbank.", ("other", "Notice", "")),
        ("An evening in collaboration with Fernbank", ("other", "Notice", "")),
    ],
)
def test_announcement_becomes_a_notice(text, notice):
    assert notices_below(text) == [notice]


@pytest.mark.parametrize(
    "text",
    [
        "Feel free to bring event papers.",
        "This workshop is brought to you by Fernbank.",
        "• A free conference",
        "A survey of nurses found that sleep matters.",
        "National sleep survey (2020). Leeds: Gull.",
        "Your experiences: a sleep survey (2020). Leeds: Gull.",
    ],
)
def test_text_that_only_sounds_like_one_is_no_notice(text):
    assert notices_below(text) == []


def test_survey_and_conference_become_two_notices():
    text = "Sleep survey\n\nPlease take part in our survey.\n\nThis FREE conference is for nurses."

    assert notices_below(text) == [("survey", "Sleep survey", ""), ("conference", "Free conference", "")]


def test_survey_that_speaks_of_a_conference_stays_one_notice():
    text = "Sleep survey\n\nPlease take part.\n\nThe survey will be shown at a free conference."

    assert notices_below(text) == [("survey", "Sleep survey", "")]


def test_heading_after_a_notice_ends_it():
    found = parse_page(f"{START}Sleep survey\n\nPlease take part in our survey.\n\nFurther reading\n\nTeal, S. (2020).")

    assert found.references == ("Teal, S. (2020).",)


def test_survey_in_the_opening_needs_a_button():
    found = parse_page("Rest\n\nA sentence that opens the page.\n\nSleep survey\n\nTell us more.\n\nView survey")

    assert [notice.title for notice in found.notices] == ["Sleep survey"]


def test_workshop_about_surveys_is_no_notice():
    found = parse_page("How to Write a Survey\n\nA sentence that opens the page.\n\nThe questionnaire as a craft")

    assert found.notices == ()


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Brought to you by Fernbank in collaboration with the Gull Trust.", ("Fernbank", "Gull Trust")),
        ("Hosted by Fernbank and Gull in partnership with Heron", ("Fernbank and Gull", "Heron")),
        ("It is run by Fernbank. It is fun.", ("Fernbank",)),
        ("We work in partnership with clients.", ()),
        ("The talks are organised by theme.", ()),
        ("", ()),
    ],
)
def test_partners_are_read_from_who_brings_it(text, partners):
    assert read_partners(text) == partners


def test_one_group_given_to_two_bodies_is_a_contradiction():
    found = contradictions("BABCP Eastern Special Interest Group. The BACP SIG asks. BABCP SIG")

    assert found == [("Special Interest Group", ("BABCP", "BACP"))]


@pytest.mark.parametrize(
    "text",
    [
        "BACP and UKCP members are welcome.",
        "The BACP branch. The BACP branch again.",
        "The BACP branch and the UKCP committee",
        "",
    ],
)
def test_bodies_that_agree_are_no_contradiction(text):
    assert contradictions(text) == []


@pytest.mark.parametrize(
    "text",
    ["top of page", "Bottom of Page", "Skip to main content", "Log In", "© 2024 Fernbank", "-----", "•", "Page 1 of 3"],
)
def test_words_of_the_site_are_furniture(text):
    assert is_furniture(text) is True


@pytest.mark.parametrize("text", ["Top of the class", "Home truths", "Searching for rest", "5"])
def test_words_of_a_workshop_are_no_furniture(text):
    assert is_furniture(text) is False


@pytest.mark.parametrize("text", ["View Survey", "Book now!", "Click here to take part", "Find out more »", "Register"])
def test_call_to_action_is_a_button(text):
    assert is_button(text) is True


@pytest.mark.parametrize("text", ["Please press here if you wish.", "Book of hours", "More is less"])
def test_other_text_is_no_button(text):
    assert is_button(text) is False
