"""Which lines are headings, in the wordings of many pages."""

import pytest

from workshops.importing.headings import Heading, named_in_heading, read_heading
from workshops.importing.lines import read_lines
from workshops.importing.parsed import Part

WORDINGS = [
    ("Learning Objectives", Part.OBJECTIVES),
    ("LEARNING OUTCOMES:", Part.OBJECTIVES),
    ("## Learning outcomes", Part.OBJECTIVES),
    ("**Learning Outcomes**", Part.OBJECTIVES),
    ("Objectives", Part.OBJECTIVES),
    ("You will learn:", Part.OBJECTIVES),
    ("What you will learn", Part.OBJECTIVES),
    ("You'll learn how to", Part.OBJECTIVES),
    ("By the end of the day participants will be able to:", Part.OBJECTIVES),
    ("By the end of this workshop you will", Part.OBJECTIVES),
    ("Aims and objectives", Part.OBJECTIVES),
    ("Aims", Part.AIMS),
    ("aims:", Part.AIMS),
    ("Course aims", Part.AIMS),
    ("This workshop will:", Part.AIMS),
    ("This workshop will", Part.AIMS),
    ("The day will cover:", Part.AIMS),
    ("What it covers", Part.AIMS),
    ("What we will cover", Part.AIMS),
    ("Content", Part.AIMS),
    ("Topics covered", Part.AIMS),
    ("Training Modalities", Part.MODALITIES),
    ("How it is taught", Part.MODALITIES),
    ("How is it taught?", Part.MODALITIES),
    ("Format", Part.MODALITIES),
    ("Teaching methods", Part.MODALITIES),
    ("Key References", Part.REFERENCES),
    ("References:", Part.REFERENCES),
    ("Reading", Part.REFERENCES),
    ("Further reading", Part.REFERENCES),
    ("Reading list", Part.REFERENCES),
    ("About the presenter", Part.ABOUT_PRESENTER),
    ("About the presenters", Part.ABOUT_PRESENTER),
    ("About the presenter(s)", Part.ABOUT_PRESENTER),
    ("About Morag Ellery", Part.ABOUT_PRESENTER),
    ("Your trainer", Part.ABOUT_PRESENTER),
    ("Facilitator", Part.ABOUT_PRESENTER),
    ("Who should attend", Part.AUDIENCE),
    ("Who should attend?", Part.AUDIENCE),
    ("Who is it for?", Part.AUDIENCE),
    ("Who is this workshop for?", Part.AUDIENCE),
    ("Who it's for", Part.AUDIENCE),
    ("Audience", Part.AUDIENCE),
    ("Overview", Part.DESCRIPTION),
    ("About this workshop", Part.DESCRIPTION),
    ("CPD hours", Part.CPD),
]


def heading_of(text):
    return read_heading(read_lines(text)[0])


@pytest.mark.parametrize(("text", "part"), WORDINGS)
def test_known_wording_is_a_heading(text, part):
    assert heading_of(text) == Heading(part)


@pytest.mark.parametrize(
    "text",
    [
        "• Content",
        "This workshop will explore shame.",
        "By the end of the day you will feel rested.",
        "About grief",
        "About",
        "The references matter.",
        "Date:",
        "Venue",
        "Refund policy",
        "Aims " * 40,
    ],
)
def test_bullet_sentence_or_unknown_wording_is_no_heading(text):
    assert heading_of(text) is None


@pytest.mark.parametrize(
    ("text", "part", "rest"),
    [
        ("Format: talks and role play", Part.MODALITIES, "talks and role play"),
        ("Who is it for: counsellors", Part.AUDIENCE, "counsellors"),
        ("Date: 27 June 2022", Part.DATE, "27 June 2022"),
        ("Presented by: Jo Bloggs", Part.PRESENTERS, "Jo Bloggs"),
        ("Venue: The Old Mill", Part.SESSION, "The Old Mill"),
        ("CPD: 6 hours", Part.CPD, "6 hours"),
    ],
)
def test_text_after_the_colon_stays_with_the_heading(text, part, rest):
    assert heading_of(text) == Heading(part, rest)


def test_heading_about_someone_names_them():
    assert named_in_heading("About Morag Ellery:") == ("Morag Ellery",)


def test_heading_about_the_trainer_names_nobody():
    assert named_in_heading("About the trainer") == ()
