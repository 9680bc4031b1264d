"""Days of London, and the periods that pages offer."""

from datetime import UTC, date, datetime

import pytest

from attendees.reports.period import Period, last_month, month_of, months_between, presets, this_month, this_tax_year

YEAR = Period(date(2026, 4, 6), date(2027, 4, 5))


@pytest.mark.parametrize(
    ("moment", "within"),
    [
        (datetime(2026, 4, 5, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 4, 5, 23, 0, tzinfo=UTC), True),
        (datetime(2027, 4, 5, 22, 59, 59, tzinfo=UTC), True),
        (datetime(2027, 4, 5, 23, 0, tzinfo=UTC), False),
    ],
)
def test_a_period_begins_and_ends_at_midnight_in_london(moment, within):
    assert YEAR.holds(moment) is within


@pytest.mark.parametrize(
    ("period", "within"),
    [
        (Period(), True),
        (Period(first=date(2026, 5, 1)), True),
        (Period(first=date(2026, 5, 2)), False),
        (Period(last=date(2026, 5, 1)), True),
        (Period(last=date(2026, 4, 30)), False),
    ],
)
def test_an_end_that_is_not_given_is_open(period, within):
    assert period.holds(datetime(2026, 5, 1, 12, tzinfo=UTC)) is within


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 24), date(2026, 11, 1), date(2026, 11, 30)),
        (date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_this_month_is_whole(today, first, last):
    assert this_month(today) == Period(first, last)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 24), date(2026, 10, 1), date(2026, 10, 31)),
        (date(2027, 1, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 3, 30), date(2027, 2, 1), date(2027, 2, 28)),
    ],
)
def test_last_month_is_the_one_before(today, first, last):
    assert last_month(today) == Period(first, last)


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 4, 5), 2025), (date(2026, 4, 6), 2026), (date(2027, 1, 1), 2026)]
)
def test_a_tax_year_begins_on_the_sixth_of_april(today, year):
    assert this_tax_year(today) == Period(date(year, 4, 6), date(year + 1, 4, 5))


def test_presets_end_with_everything():
    assert list(presets(date(2026, 11, 24)).values())[-1] == Period()


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (YEAR, "6 April 2026 to 5 April 2027"),
        (Period(first=date(2026, 4, 6)), "from 6 April 2026"),
        (Period(last=date(2026, 4, 6)), "until 6 April 2026"),
        (Period(), "all years"),
    ],
)
def test_a_period_says_what_it_is(period, words):
    assert str(period) == words


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 4, 30, 23, 30, tzinfo=UTC), date(2026, 5, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
    ],
)
def test_a_month_is_that_of_the_clocks_of_london(moment, month):
    assert month_of(moment) == month


def test_months_between_leave_none_out():
    months = months_between(date(2026, 11, 3), date(2027, 2, 1))

    assert [str(month) for month in months] == ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]
