"""Pasted lists: what is understood, what is refused and why; never a crash, never an address that was not there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendees.people_list import read_people

pytestmark = pytest.mark.once
NO_ADDRESS = "There is no email address on this line. Write it as: Grace Hopper, grace@example.org"
NO_NAME = "The name is missing. Write it as the certificate should print it: Grace Hopper, grace@example.org"
WHICH = "Which part is the surname? Write the whole name in one piece: Grace Hopper, grace@example.org"
TWO = "Two addresses stand on this line. Put each person on a line of their own."
MISPLACED = "The address does not stand under its heading. Check this line for commas too many."


def people(text):
    return [(line.name, line.email) for line in read_people(text) if not line.refusal]


def refusals(text):
    return [(line.number, line.refusal) for line in read_people(text) if line.refusal]


@pytest.mark.parametrize(
    "line",
    [
        "Grace Hopper <grace@example.org>",
        "Grace Hopper <mailto:grace@example.org>",
        '"Grace Hopper" <Grace@Example.org>;',
        "Grace Hopper, grace@example.org",
        "Grace Hopper; grace@example.org",
        "Grace Hopper\tgrace@example.org",
        "Grace  Hopper grace@example.org",
        "Grace Hopper (grace@example.org)",
        "Hopper, Grace; grace@example.org",
        "Hopper, Grace\tgrace@example.org",
        "Hopper, Grace <grace@example.org>",
        '"Hopper, Grace", grace@example.org',
        "grace@example.org, Grace Hopper",
        "1. Grace Hopper, grace@example.org",
        "• Grace Hopper, grace@example.org",
        "- Grace Hopper <grace@example.org>",
        "\ufeff Grace\u00a0Hopper,\u200b grace@example.org ",
        "Name, Email\nGrace Hopper, grace@example.org",
        "Full name\tE-mail address\nGrace Hopper\tgrace@example.org",
        "Email;Name\ngrace@example.org;Grace Hopper",
        "First name,Surname,Email\nGrace,Hopper,grace@example.org",
        "Surname\tForename\tEmail\nHopper\tGrace\tgrace@example.org",
        "Name\nGrace Hopper <grace@example.org>",
    ],
)
def test_one_person_is_understood_however_she_is_written(line):
    assert read_people(line)[0].refusal == ""
    assert people(line) == [("Grace Hopper", "grace@example.org")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Grace Hopper, PhD; grace@example.org", "Grace Hopper, PhD"),
        ("Grace Hopper, RMN BSc <grace@example.org>", "Grace Hopper, RMN BSc"),
        ("HOPPER, GRACE; grace@example.org", "GRACE HOPPER"),
        ("O’Brien-Smith, Siân; grace@example.org", "Siân O’Brien-Smith"),
        ("van Rossum, Guido; grace@example.org", "Guido van Rossum"),
        ("प्रिया नायर, grace@example.org", "प्रिया नायर"),
        ("Hopper, Grace, Dr; grace@example.org", "Hopper, Grace, Dr"),
    ],
)
def test_names_keep_what_belongs_to_them(line, name):
    assert people(line) == [(name, "grace@example.org")]


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("grace@example.org", NO_NAME),
        ("<grace@example.org>", NO_NAME),
        ("-, grace@example.org", NO_NAME),
        ("Grace Hopper", NO_ADDRESS),
        ("Hopper, Grace, grace@example.org", WHICH),
        ("Grace\tHopper\tgrace@example.org", WHICH),
        ("Grace grace@example.org ada@example.org", TWO),
        ("grace@example.org; ada@example.org", TWO),
        ("Grace, grace@example", "“grace@example” does not look like an email address. Check it for spaces and slips."),
        ("Grace, @", "“@” does not look like an email address. Check it for spaces and slips."),
        ("G" * 201 + ", grace@example.org", "This name is longer than 200 characters. Shorten it."),
    ],
)
def test_line_that_leaves_doubt_is_refused_with_the_reason(line, refusal):
    assert (people(line), refusals(line)) == ([], [(1, refusal)])


def test_people_in_a_row_as_mail_programs_write_them():
    assert people("Grace Hopper <grace@example.org>; Ada Lovelace <ada@example.org>, Alan <alan@example.org>") == [
        ("Grace Hopper", "grace@example.org"),
        ("Ada Lovelace", "ada@example.org"),
        ("Alan", "alan@example.org"),
    ]


def test_lines_keep_their_numbers_and_their_words():
    lines = read_people("Name; Email\n\n  Grace Hopper; grace@example.org\n\nAda\n")

    assert [(line.number, line.text) for line in lines] == [(3, "Grace Hopper; grace@example.org"), (5, "Ada")]


def test_second_line_of_an_address_is_refused_whatever_its_letters():
    text = "Grace Hopper, grace@example.org\nAda Lovelace, GRACE@example.org"

    assert people(text) == [("Grace Hopper", "grace@example.org")]
    assert refusals(text) == [(2, "grace@example.org is on line 1 already.")]


def test_what_follows_the_address_is_kept_in_order():
    [line] = read_people("Grace Hopper; grace@example.org; Psychologist; Leeds and York")

    assert line.more == ("Psychologist", "Leeds and York")


def test_address_that_is_not_under_its_heading_is_refused():
    text = "First name,Surname,Email\nGrace,Brewster,Hopper,grace@example.org"

    assert refusals(text) == [(2, MISPLACED)]


def test_other_columns_between_name_and_address_are_not_taken_for_names():
    assert people("Name,Team,Email\nGrace Hopper,Leeds,grace@example.org") == [("Grace Hopper", "grace@example.org")]


@pytest.mark.parametrize("text", ["", "\n \n\t\n", "Name, Email", "Name\n\n"])
def test_nothing_to_read_is_nobody(text):
    assert read_people(text) == []


NAMES = st.text(alphabet="abcdéöłž’- ", min_size=1, max_size=20).filter(lambda name: any(c.isalnum() for c in name))
PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["<", ">", ",", ";", "\t", "\n", '"', "@", " ", "\x00", "grace@example.org", "Name", "Email", "- "]
    ),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_nothing_crashes_it_and_no_address_is_made_up(text):
    lines = read_people(text)

    assert all(line.email in text.lower() for line in lines)
    assert all(bool(line.refusal) != bool(line.name and line.email) for line in lines)
    assert len({line.email for line in lines if line.email}) == len([line for line in lines if line.email])


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8))
def test_everyone_on_a_tidy_list_is_understood(names):
    names = ["x" + " ".join(name.split()) for name in names]
    text = "\n".join(f"{name} <person{number}@example.org>" for number, name in enumerate(names))

    assert people(text) == [(name, f"person{number}@example.org") for number, name in enumerate(names)]
