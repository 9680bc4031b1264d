"""When each message about a session is due, and when it is too late for it; by the session's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from attendees.occasions import AFTER, DAY, HOUR, OCCASIONS, WEEK, day_of
from workshops.models import Session


def session_at(*clock, zone="Europe/London", hours=6, **fields):
    """A session that begins when the clock of its zone shows that."""
    starts_at = datetime(*clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return Session(starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), time_zone=zone, **fields)


@pytest.mark.parametrize(
    ("occasion", "due", "end"),
    [
        (WEEK, datetime(2026, 6, 3, 9, tzinfo=UTC), datetime(2026, 6, 5, 9, tzinfo=UTC)),
        (DAY, datetime(2026, 6, 9, 9, tzinfo=UTC), datetime(2026, 6, 9, 21, tzinfo=UTC)),
        (HOUR, datetime(2026, 6, 10, 8, tzinfo=UTC), datetime(2026, 6, 10, 9, tzinfo=UTC)),
        (AFTER, datetime(2026, 6, 10, 15, 30, tzinfo=UTC), datetime(2026, 6, 12, 15, tzinfo=UTC)),
    ],
)
def test_each_has_a_moment_and_an_end(occasion, due, end):
    session = session_at(2026, 6, 10, 10)

    second = timedelta(seconds=1)
    assert [occasion.is_due(session, at) for at in (due - second, due, end - second, end)] == [False, True, True, False]


@pytest.mark.parametrize("name", OCCASIONS)
def test_session_that_does_not_ask_for_one_never_has_it(name):
    occasion = OCCASIONS[name]
    session = session_at(2026, 6, 10, 10, **{occasion.asked_by: False})

    assert occasion.is_due(session, occasion.moment(session)) is False


@pytest.mark.parametrize(
    ("clock", "zone", "day_before", "hour_before"),
    [
        # The clocks go forward on 29 March and back on 25 October 2026: a day before is 23 or 25 hours before.
        ((2026, 3, 29, 10), "Europe/London", "2026-03-28T10:00:00+00:00", "2026-03-29T08:00:00+00:00"),
        ((2026, 3, 30, 10), "Europe/London", "2026-03-29T09:00:00+00:00", "2026-03-30T08:00:00+00:00"),
        ((2026, 10, 25, 10), "Europe/London", "2026-10-24T09:00:00+00:00", "2026-10-25T09:00:00+00:00"),
        ((2026, 10, 25, 10), "Europe/Dublin", "2026-10-24T09:00:00+00:00", "2026-10-25T09:00:00+00:00"),
        # America changes on other days.
        ((2026, 3, 29, 10), "America/New_York", "2026-03-28T14:00:00+00:00", "2026-03-29T13:00:00+00:00"),
        ((2026, 11, 1, 10), "America/New_York", "2026-10-31T14:00:00+00:00", "2026-11-01T14:00:00+00:00"),
        # 1:30 in the morning does not exist on the day before, and still there is one moment.
        ((2026, 3, 30, 1, 30), "Europe/London", "2026-03-29T01:30:00+00:00", "2026-03-29T23:30:00+00:00"),
    ],
)
def test_days_count_by_the_clock_and_hours_as_they_pass(clock, zone, day_before, hour_before):
    session = session_at(*clock, zone=zone)

    assert (DAY.moment(session).isoformat(), HOUR.moment(session).isoformat()) == (day_before, hour_before)


def test_week_across_the_change_of_clocks_keeps_the_time_of_day():
    assert WEEK.moment(session_at(2026, 4, 1, 9, 30)).isoformat() == "2026-03-25T09:30:00+00:00"


def test_several_days_are_reminded_of_before_the_first_and_followed_up_after_the_last():
    session = session_at(2026, 6, 10, 10, hours=30)

    assert (DAY.moment(session).day, AFTER.moment(session).isoformat()) == (9, "2026-06-11T15:30:00+00:00")


@pytest.mark.parametrize(("zone", "day"), [("America/New_York", "20260610"), ("Asia/Singapore", "20260610")])
def test_day_is_that_of_the_session_s_own_calendar(zone, day):
    hour = 22 if zone == "America/New_York" else 3

    assert day_of(session_at(2026, 6, 10, hour, zone=zone)) == day
