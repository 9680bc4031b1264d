"""How pages write a date, and which of them are sure."""

from datetime import date

import pytest

from workshops.importing.dates import read_date

DAY = date(2022, 6, 27)

SURE = [
    "27 Jun 2022",
    "27 June 2022",
    "27 JUNE 2022",
    "Monday 27 June 2022",
    "Mon 27th June, 2022",
    "27th June 2022",
    "the 27th of June 2022",
    "27-Jun-2022",
    "27/06/2022",
    "27.06.2022",
    "27-06-2022",
    "2022-06-27",
    "2022/06/27",
    "June 27, 2022",
    "June 27th 2022",
    "Monday, June 27, 2022",
    "Date: 27 June 2022",
    "When: Monday 27 June 2022",
    "27 June 2022 (27/06/2022)",
]
SEVERAL = "It names more than one day. Enter each session's own date."
DIFFER = "It gives dates that differ. Enter each session's own date."
NO_DAY = "There is no such day in the calendar."
UNSURE = [
    ("06/07/2022", "It can be read as 6 July 2022 or 7 June 2022."),
    ("6.7.2022", "It can be read as 6 July 2022 or 7 June 2022."),
    ("06/27/2022", "There is no month 27. If the month was written first, check it."),
    ("27/06/22", "The year has two figures only. Enter the date in full."),
    ("27-28 June 2022", SEVERAL),
    ("27 and 28 June 2022", SEVERAL),
    ("27th & 28th June 2022", SEVERAL),
    ("27 June – 1 July 2022", SEVERAL),
    ("Monday 27th and Tuesday 28th June 2022", SEVERAL),
    ("June 27-28, 2022", SEVERAL),
    ("27-28/06/2022", SEVERAL),
    ("27 June 2022 to 28 June 2022", DIFFER),
    ("27/06/2022 - 28/06/2022", DIFFER),
    ("2022-06-27 and 2022-06-28", DIFFER),
    ("6 July 2022 (06/07/2022)", DIFFER),
    ("31 June 2022", NO_DAY),
    ("29 February 2023", NO_DAY),
    ("2022-13-01", NO_DAY),
    ("99/99/2022", NO_DAY),
    ("27 June", "It names a day and a month but no year."),
    ("June 27", "It names a day and a month but no year."),
    ("June 2022", "It names a month and a year but no day."),
    ("Tuesday 27 June 2022", "27 June 2022 is a Monday, but the page says Tuesday."),
]


@pytest.mark.parametrize("text", SURE)
def test_date_with_one_reading_is_read(text):
    reading = read_date(text)

    assert (reading.day, reading.reason, reading.rest) == (DAY, "", "")


@pytest.mark.parametrize(("text", "reason"), UNSURE)
def test_date_in_doubt_goes_to_a_person_with_the_reason(text, reason):
    reading = read_date(text)

    assert (reading.day, reading.reason) == (None, reason)


@pytest.mark.parametrize("text", ["Online", "Room 12", "£45", "5.1/2 hours", "10:00-16:00", "020 7946 0000", ""])
def test_text_without_a_date_gives_nothing(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("27 June 2022, 10am to 4pm", "10am to 4pm"),
        ("Monday 27 June 2022 | 9.30-16.30", "9.30-16.30"),
        ("Online, 27/06/2022", "Online"),
    ],
)
def test_date_leaves_the_rest_of_its_line(text, rest):
    reading = read_date(text)

    assert (reading.day, reading.rest) == (DAY, rest)


def test_same_day_and_month_has_one_reading():
    reading = read_date("06/06/2022")

    assert reading.day == date(2022, 6, 6)


def test_leap_day_in_a_leap_year_is_read():
    reading = read_date("29 Feb 2024")

    assert reading.day == date(2024, 2, 29)
