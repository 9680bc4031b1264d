"""What people, programs and telephones put into a column of names."""

import pytest

from attendees.evidence.reading.addresses import read_address, read_principal
from attendees.evidence.reading.names import CALLER, read_names, without_numbers

NAMES = [
    ("Priya Nair", "Priya Nair", ()),
    ("Tom (Thomas Okafor)", "Tom", ("Thomas Okafor",)),
    ("Thomas Okafor (Tom)", "Thomas Okafor", ("Tom",)),
    ("iPhone (Brian Smith)", "Brian Smith", ("iPhone",)),
    ("Brian’s iPad (Brian Smith)", "Brian Smith", ("Brian’s iPad",)),
    ("Priya Nair (iPad)", "Priya Nair", ("iPad",)),
    ("iPhone", "iPhone", ()),
    ("Dee Gold (TA)", "Dee Gold", ("TA",)),
    ("Sam Field (Trust Student)", "Sam Field", ("Trust Student",)),
    ("Evans, Siân", "Siân Evans", ()),
    ("van der Berg, Anna", "van der Berg, Anna", ("Anna van der Berg",)),
    ("NAIR, Priya (LEEDS AND YORK NHS FT)", "Priya NAIR", ("LEEDS AND YORK NHS FT",)),
    ("NAIR, Priya (LEEDS) (EXT)", "Priya NAIR", ("LEEDS",)),
    ("Tom Okafor (External)", "Tom Okafor", ()),
    ("Tom Okafor (Guest)", "Tom Okafor", ()),
    ("Priya Nair (she/her)", "Priya Nair", ()),
    ("Priya Nair [they/them]", "Priya Nair", ()),
    ("Priya Nair (she/her) – Leeds TT", "Priya Nair", ("Leeds TT",)),
    ("Priya Nair | Leeds TT", "Priya Nair", ("Leeds TT",)),
    ("Anna-Maria Lopez", "Anna-Maria Lopez", ()),
    ("Bespoke Host (Host, me)", "Bespoke Host", ()),
    ("Tom (07700 900123)", "Tom", ()),
    ("Tom 07700900123", "Tom", ()),
    ("Group 12 (Leeds 2026)", "Group 12", ("Leeds 2026",)),
    ("Tom (", "Tom (", ()),
    ("()", "()", ()),
    ("山田 太郎", "山田 太郎", ()),
]
CALLERS = [
    "+44 7700 900123",
    "447700900123",
    "07700900123",
    "(020) 7946 0123",
    "*** ***-**12",
    "Call-In User_1",
    "Phone user 3",
]


@pytest.mark.parametrize(("raw", "name", "others"), NAMES)
def test_all_names_in_a_cell_are_found(raw, name, others):
    found = read_names(raw)

    assert (found.name, found.others, found.is_phone) == (name, others, False)


@pytest.mark.parametrize("raw", CALLERS)
def test_caller_is_shown_without_the_number(raw):
    found = read_names(raw)

    assert (found.name, found.others, found.is_phone) == (CALLER, (), True)


def test_unverified_is_known_and_no_part_of_the_name():
    found = read_names("Jamie Sample (Unverified)")

    assert (found.name, found.others, found.is_unverified) == ("Jamie Sample", (), True)


@pytest.mark.parametrize(
    ("raw", "is_host"), [("Jo (Host)", True), ("Jo (Co-host)", True), ("Jo (Hostel)", False), ("Jo", False)]
)
def test_host_is_known_by_the_mark(raw, is_host):
    assert read_names(raw).is_host == is_host


@pytest.mark.parametrize("text", ["06/11/2026 10:00", "2026-06-11 10:00", "Room 101", "12 345", "a1234567b"])
def test_what_is_no_telephone_number_stays(text):
    assert without_numbers(text) == text


def test_endless_name_is_cut():
    assert len(read_names("Tom " * 1000).name) <= 200


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Priya.Nair@Example.NHS.uk", "priya.nair@example.nhs.uk"),
        ("<grace@example.com>", "grace@example.com"),
        ("mailto:grace@example.com", "grace@example.com"),
        ("b**@example.org", ""),
        ("grace@example", ""),
        ("grace", ""),
        ("--", ""),
    ],
)
def test_address_is_whole_and_in_lower_case_or_nothing(text, address):
    assert read_address(text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("t.okafor_example.org#EXT#@provider.example", "t.okafor@example.org"),
        ("tom_okafor_example.org#EXT#@provider.example", "tom_okafor@example.org"),
        ("PNair@Example.nhs.uk", "pnair@example.nhs.uk"),
        ("#EXT#@provider.example", ""),
        ("5f1c-guid", ""),
    ],
)
def test_principal_name_of_a_guest_is_the_own_address(text, address):
    assert read_principal(text) == address
