"""Which lines read as names of presenters."""

import pytest

from workshops.importing.names import is_certain, read_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Morag Ellery", ("Morag Ellery",)),
        ("with Morag Ellery and Sam Teal", ("Morag Ellery", "Sam Teal")),
        ("Morag Ellery, Sam Teal & Ana de la Cruz", ("Morag Ellery", "Sam Teal", "Ana de la Cruz")),
        ("Dr Patel", ("Dr Patel",)),
        ("Prof. Siân O'Dell", ("Prof. Siân O'Dell",)),
        ("Led by Mary-Jane D’Arcy", ("Mary-Jane D’Arcy",)),
        ("Presenters: Jo Bloggs; Sam Teal", ("Jo Bloggs", "Sam Teal")),
        ("Your trainer: Jo Bloggs", ("Jo Bloggs",)),
        ("Jo Bloggs PhD", ("Jo Bloggs PhD",)),
        ("Jo Bloggs, PhD, MBACP", ("Jo Bloggs, PhD, MBACP",)),
        ("Jo Bloggs, BSc (Hons)", ("Jo Bloggs, BSc (Hons)",)),
        ("JO BLOGGS and SAM TEAL", ("JO BLOGGS", "SAM TEAL")),
        ("J. K. Harrow", ("J. K. Harrow",)),
        ("Vincent van den Berg", ("Vincent van den Berg",)),
    ],
)
def test_line_of_names_gives_each_name(text, names):
    assert read_names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jo",
        "Online Workshop",
        "A Practical Introduction",
        "Working with Shame",
        "Understanding Grief",
        "Book Now",
        "Free Event",
        "27 June 2022",
        "Jo Bloggs and friends",
        "jo bloggs",
        "Jo Bloggs is a counsellor",
        "Jo Bloggs " * 30,
    ],
)
def test_line_of_anything_else_gives_no_name(text):
    assert read_names(text) == ()


@pytest.mark.parametrize("text", ["with Jo Bloggs", "Dr Jo Bloggs", "Facilitated by Jo Bloggs", "Tutor: Jo Bloggs"])
def test_name_that_is_announced_is_certain(text):
    assert is_certain(text) is True


@pytest.mark.parametrize("text", ["Jo Bloggs", "Trauma Recovery", "Withington Hall"])
def test_name_that_is_not_announced_is_not_certain(text):
    assert is_certain(text) is False
