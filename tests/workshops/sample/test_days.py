"""Dates of the sample."""

from datetime import UTC, date, datetime, time

import pytest

from workshops.sample.days import day_of, moment


def test_day_of_fixed_date_stays():
    assert day_of({"date": date(2022, 6, 27)}, today=date(2026, 11, 23)) == date(2022, 6, 27)


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 29)])
def test_day_of_counts_from_the_week_that_today_is_in(today):
    assert day_of({"weeks": 9, "weekday": "Friday"}, today=today) == date(2027, 1, 29)


def test_day_of_last_week_lies_before_any_day_of_this_one():
    assert day_of({"weeks": -1, "weekday": "Friday"}, today=date(2026, 11, 23)) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("weeks", "today", "moved"),
    [
        (5, date(2026, 11, 23), date(2027, 1, 5)),
        (-1, date(2027, 1, 4), date(2026, 12, 15)),
        (4, date(2026, 11, 23), date(2027, 1, 5)),
        (3, date(2026, 11, 23), date(2026, 12, 15)),
    ],
)
def test_day_of_leaves_the_weeks_round_christmas_out(weeks, today, moved):
    assert day_of({"weeks": weeks, "weekday": "Tuesday"}, today=today) == moved


def test_day_of_refuses_a_weekend():
    with pytest.raises(ValueError, match="not in tuple"):
        day_of({"weeks": 1, "weekday": "Saturday"}, today=date(2026, 11, 23))


def test_moment_follows_the_clocks_of_london():
    assert moment(date(2027, 1, 29), time(9, 30)) == datetime(2027, 1, 29, 9, 30, tzinfo=UTC)
    assert moment(date(2022, 6, 27), time(9, 30)) == datetime(2022, 6, 27, 8, 30, tzinfo=UTC)
