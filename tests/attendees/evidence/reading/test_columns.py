"""Tables of anybody's making: when columns are known, when they are asked for, and how answers are remembered."""

import pytest

from attendees.evidence import Columns, Kind, UnreadableReportError
from attendees.evidence.reading.sentences import ROSTER
from tests.attendees.evidence.samples import others
from tests.attendees.evidence.scene import minutes_of, read

UNKNOWN = """\
Wer,Wo,Wie lange
Priya Nair,Leeds,70 min
Bex,York,1h 10m
"""
BARE_DURATION = "Name,Email,Duration\nPriya Nair,priya.nair@example.nhs.uk,4200\n"
NO_HEADER = "Priya Nair,priya.nair@example.nhs.uk,70\nBex,bex@example.org,45\n"


def test_unknown_columns_are_asked_for_with_a_guess():
    report = read(UNKNOWN.encode())

    assert (report.kind, report.people) == (Kind.GENERIC, ())
    assert report.needs_columns.header == ("Wer", "Wo", "Wie lange")
    assert report.needs_columns.rows == (("Priya Nair", "Leeds", "70 min"), ("Bex", "York", "1h 10m"))
    assert report.needs_columns.guess == Columns(name=0, minutes=2)


def test_chosen_columns_are_read():
    report = read(UNKNOWN.encode(), columns=Columns(name=0, minutes=2))

    assert minutes_of(report) == {"Bex": 70, "Priya Nair": 70}


def test_bare_numbers_under_duration_are_asked_about():
    report = read(BARE_DURATION.encode())

    assert (report.people, report.needs_columns.guess) == ((), Columns(name=0, email=1, minutes=2))


def test_table_without_header_is_guessed_by_its_cells():
    report = read(NO_HEADER.encode())

    assert (report.needs_columns.header, len(report.needs_columns.rows)) == ((), 2)
    assert report.needs_columns.guess == Columns(name=0, email=1, minutes=2, has_header=False)
    assert minutes_of(read(NO_HEADER.encode(), columns=report.needs_columns.guess)) == {"Bex": 45, "Priya Nair": 70}


def test_fingerprint_is_of_the_header_and_not_of_the_people():
    same = read(UNKNOWN.replace("Priya Nair", "Tom Okafor").encode()).needs_columns
    other = read(UNKNOWN.replace("Wo,", "Ort,").encode()).needs_columns

    fingerprint = read(UNKNOWN.encode()).needs_columns.fingerprint

    assert (same.fingerprint == fingerprint, other.fingerprint == fingerprint) == (True, False)


def test_five_rows_are_shown():
    rows = "".join(f"Person {number},Leeds,{number} min\n" for number in range(1, 30))

    assert len(read(("Wer,Wo,Wie lange\n" + rows).encode()).needs_columns.rows) == 5


def test_people_without_times_may_be_chosen_and_are_to_be_reviewed():
    roster = b"Name,Email,Organisation\nPriya Nair,priya.nair@example.nhs.uk,Leeds\nBex,bex@example.org,York\n"

    report = read(roster, columns=Columns(name=0, email=1))

    assert (minutes_of(report), report.people[0].notes) == ({"Bex": None, "Priya Nair": None}, ("no time given",))


def test_roster_is_refused_as_a_file_and_taken_as_a_pasted_list():
    roster = b"Name,Email,Organisation\nPriya Nair,priya.nair@example.nhs.uk,Leeds\nBex,bex@example.org,York\n"

    with pytest.raises(UnreadableReportError) as refusal:
        read(roster)

    assert str(refusal.value) == ROSTER
    assert [person.email for person in read(roster, file_name="").people] == [
        "bex@example.org",
        "priya.nair@example.nhs.uk",
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("grace@example.com", [("grace@example.com", "grace@example.com")]),
        ("Grace Hopper <Grace@Example.com>", [("Grace Hopper", "grace@example.com")]),
        ("grace@example.com Grace Hopper", [("Grace Hopper", "grace@example.com")]),
        ("Grace Hopper\tgrace@example.com", [("Grace Hopper", "grace@example.com")]),
        ("• grace@example.com\n\n• bex@example.org,", [("bex@example.org",) * 2, ("grace@example.com",) * 2]),
        (
            "Evans, Siân <s@example.org>, Tom <t@example.org>; bex@example.org",
            [("bex@example.org", "bex@example.org"), ("Siân Evans", "s@example.org"), ("Tom", "t@example.org")],
        ),
    ],
)
def test_pasted_list_is_read(text, people):
    report = read(text.encode(), file_name="")

    assert (report.kind, [(each.name, each.email) for each in report.people]) == (Kind.PASTED, people)
    assert {each.attended for each in report.people} == {True}


def test_pasted_report_is_read_as_the_report_that_it_is():
    report = read(others.MEET.replace(",", "\t").encode(), file_name="")

    assert report.kind == Kind.MEET


def test_line_without_an_address_is_told():
    report = read(b"grace@example.com\nbex@example.org\na@example.org\nb@example.org\nall of Leeds\n", file_name="")

    assert [(each.line, each.text) for each in report.ignored] == [(5, "all of Leeds")]
