"""Moments in every way that reports write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from attendees.evidence import SessionFacts
from attendees.evidence.reading.clock import Clock
from attendees.evidence.reading.dates import read_moment
from tests.attendees.evidence.scene import LONDON, SESSION, at

DAY_FIRST = [
    "11/06/2026 14:05:09",
    "11/06/2026 02:05:09 PM",
    "11/06/2026 2:05:09 pm",
    "11/06/2026 02:05:09 p.m.",
    "11/06/2026 14:05:09 PM",
    "11/06/2026, 14:05:09",
    "11/06/26, 14:05:09",
    "11-06-2026 14:05:09",
    "11.06.2026 14:05:09",
    "11.06.2026, 14.05.09",
    "11.06.26 um 14:05:09",
    "Thu 11/06/2026 14:05:09",
]
MONTH_FIRST = ["06/11/2026 02:05:09 PM", "6/11/26, 2:05:09 PM", "06-11-2026 14:05:09", "6/11/2026,14:05:09"]
EITHER_WAY = [
    "2026-06-11 14:05:09",
    "2026-06-11T14:05:09",
    "2026-06-11T14:05:09.123456",
    "2026/06/11 14:05:09",
    "2026.06.11 14:05:09",
    "Jun 11, 2026 2:05:09 PM",
    "Jun 11, 2026 14:05:09",
    "June 11, 2026, 14:05:09",
    "June 11th 2026 at 14:05:09",
    "11 Jun 2026 14:05:09",
    "11 June 2026, 14:05:09",
    "11th June 2026 14:05:09",
    "11-Jun-2026 14:05:09",
    "11-Jun-26 14:05:09",
    "Thursday, 11 June 2026, 14:05:09",
    "Thu Jun 11, 2026 14:05:09",
]
MEANT = datetime.fromisoformat("2026-06-11 14:05:09")
NONE = [
    "",
    "-",
    "soon",
    "11/06/2026",
    "11.06.26",
    "14.05",
    "11/06/2026 24:00",
    "11/06/2026 14:60",
    "11/06/2026 13:00 AM",
    "11/06-2026 14:05",
    "11 Foo 2026 14:05",
    "11/06/2026 14:05 EST",
    "11/06/2026 14:05:09" + " " * 60,
    "1:2:3:4",
    "11/06/2026 14:0\u0665",
]


@pytest.mark.parametrize("text", DAY_FIRST + EITHER_WAY)
def test_moment_is_read_with_the_day_first(text):
    assert read_moment(text).on(day_first=True) == MEANT


@pytest.mark.parametrize("text", MONTH_FIRST + EITHER_WAY)
def test_moment_is_read_with_the_month_first(text):
    assert read_moment(text).on(day_first=False) == MEANT


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_moment_is_none(text):
    assert read_moment(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [("12:00 AM", 0), ("12:30 AM", 0), ("12:00 PM", 12), ("1:00 PM", 13), ("00:15", 0), ("9.45 am", 9)],
)
def test_hour_without_a_day_is_read(text, hour):
    moment = read_moment(text)

    assert (moment.date, moment.clock.hour) == (None, hour)


@pytest.mark.parametrize("text", ["31/06/2026 10:00", "30/02/2026 10:00", "00/01/2026 10:00", "13/13/2026 10:00"])
def test_day_that_no_calendar_has_is_none_either_way(text):
    moment = read_moment(text)

    assert [moment.on(day_first=True), moment.on(day_first=False)] == [None, None]


@pytest.mark.parametrize(
    ("text", "offset"),
    [("Z", 0), (" UTC", 0), ("+01:00", 60), (" +0530", 330), ("-05:00", -300)],
)
def test_zone_is_kept(text, offset):
    assert read_moment(f"2026-06-11 14:05:09{text}").offset == timedelta(minutes=offset)


def clock(*texts, session=SESSION, orders=None, is_utc=False):
    return Clock({text: read_moment(text) for text in texts}, session, orders or {}, is_utc=is_utc)


def test_moments_are_on_the_clock_of_the_session():
    text = "2026-06-11 10:00"

    assert clock(text).moment(text) == datetime(2026, 6, 11, 9, tzinfo=UTC)
    assert clock(text, is_utc=True).moment(text) == datetime(2026, 6, 11, 10, tzinfo=UTC)


def test_winter_is_on_the_clock_of_winter():
    text = "2026-01-11 10:00"

    assert clock(text).moment(text) == datetime(2026, 1, 11, 10, tzinfo=UTC)


def test_order_that_nobody_knows_gives_no_moment():
    text = "11/06/2026 10:00"

    assert clock(text).moment(text) is None
    assert clock(text, orders={"/": True}).moment(text) == datetime(2026, 6, 11, 9, tzinfo=UTC)


def test_hour_alone_is_of_the_only_day():
    two_days = SessionFacts(
        starts_at=SESSION.starts_at,
        ends_at=SESSION.ends_at + timedelta(days=1),
        zone=LONDON,
        days=(date(2026, 6, 11), date(2026, 6, 12)),
    )

    assert clock("10:30").moment("10:30") == datetime(2026, 6, 11, 9, 30, tzinfo=UTC)
    assert clock("10:30", session=two_days).moment("10:30") is None


def test_leaving_in_the_hour_that_comes_twice_is_after_joining():
    joined, left = "2026-10-25 01:50", "2026-10-25 01:10"
    autumn = clock(joined, left)

    start = autumn.moment(joined)

    assert autumn.later(start, left) - start == timedelta(minutes=20)


def test_leaving_before_joining_stays_before():
    joined, left = "2026-06-11 11:50", "2026-06-11 11:10"
    summer = clock(joined, left)

    assert summer.later(summer.moment(joined), left) < summer.moment(joined)


@pytest.mark.parametrize(
    ("moment", "is_near"),
    [
        (at("00:00"), True),
        (at("23:59"), True),
        (at("05:59", day=date(2026, 6, 12)), True),
        (at("06:01", day=date(2026, 6, 12)), False),
        (at("23:59", day=date(2026, 6, 10)), False),
        (at("03:00", zone=ZoneInfo("Asia/Tokyo")), False),
    ],
)
def test_days_of_the_session_and_the_small_hours_after_are_near(moment, is_near):
    assert clock().is_near(moment) == is_near
