"""When offers go out and end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attendees.offer_times import OfferWindow, offer_window

LONDON = ZoneInfo("Europe/London")
ZONES = [
    LONDON,
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("Australia/Lord_Howe"),
    ZoneInfo("UTC"),
]
HOUR = timedelta(hours=1)

# Hypothesis wants its bounds without a zone.
FIRST, LAST = datetime(2025, 1, 1), datetime(2032, 1, 1)  # noqa: DTZ001
moments = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC))
leads = st.one_of(
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=200)),
)
inputs = given(now=moments, lead=leads, zone=st.sampled_from(ZONES), hours=st.integers(1, 240))
# The nights in which London's clocks go forward and back.
spring = example(now=datetime(2027, 3, 27, 22, 30, tzinfo=UTC), lead=timedelta(days=9), zone=LONDON, hours=24)
autumn = example(now=datetime(2027, 10, 30, 21, 30, tzinfo=UTC), lead=timedelta(days=9), zone=LONDON, hours=24)


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


def window(now, start, *, hours=24):
    """The window by London's clock."""
    found = offer_window(now=now, session_start=start, zone=LONDON, hours=hours)
    return found and (found.sends_at.astimezone(LONDON), found.ends_at.astimezone(LONDON))


@pytest.mark.parametrize(
    ("now", "start", "expected"),
    [
        pytest.param(
            london(2027, 1, 5, 14),
            london(2027, 2, 1, 9, 30),
            (london(2027, 1, 5, 14), london(2027, 1, 6, 14)),
            id="a day",
        ),
        pytest.param(
            london(2027, 1, 5, 10),
            london(2027, 1, 6, 10),
            (london(2027, 1, 5, 10), london(2027, 1, 5, 16)),
            id="a quarter",
        ),
        pytest.param(
            london(2027, 1, 5, 10),
            london(2027, 1, 5, 13),
            (london(2027, 1, 5, 10), london(2027, 1, 5, 11)),
            id="an hour",
        ),
        pytest.param(
            london(2027, 1, 5, 23),
            london(2027, 2, 1, 9, 30),
            (london(2027, 1, 6, 8), london(2027, 1, 7, 9)),
            id="at night",
        ),
        pytest.param(
            london(2027, 1, 5, 3), london(2027, 2, 1, 9, 30), (london(2027, 1, 5, 8), london(2027, 1, 6, 9)), id="early"
        ),
        pytest.param(
            london(2027, 1, 5, 21),
            london(2027, 2, 1, 9, 30),
            (london(2027, 1, 6, 8), london(2027, 1, 7, 9)),
            id="at nine",
        ),
        pytest.param(
            london(2027, 1, 5, 19),
            london(2027, 1, 6, 12),
            (london(2027, 1, 5, 19), london(2027, 1, 6, 9)),
            id="to morning",
        ),
        pytest.param(
            london(2027, 1, 5, 17),
            london(2027, 1, 6, 10),
            (london(2027, 1, 5, 17), london(2027, 1, 5, 21)),
            id="to evening",
        ),
        pytest.param(
            london(2027, 1, 5, 20, 30),
            london(2027, 1, 6, 10),
            (london(2027, 1, 5, 20, 30), london(2027, 1, 5, 23, 52, 30)),
            id="no way out of the night",
        ),
        pytest.param(
            london(2027, 3, 27, 21, 30),
            london(2027, 4, 20, 9),
            (london(2027, 3, 28, 8), london(2027, 3, 29, 9)),
            id="clocks go forward in between",
        ),
    ],
)
def test_window(now, start, expected):
    assert window(now, start) == expected


@pytest.mark.parametrize(
    ("now", "start"),
    [
        pytest.param(london(2027, 1, 5, 10), london(2027, 1, 5, 12, 59), id="under three hours left"),
        pytest.param(london(2027, 1, 5, 22), london(2027, 1, 6, 10, 59), id="nobody could be asked before the morning"),
        pytest.param(london(2027, 1, 5, 10), london(2027, 1, 5, 9), id="begun"),
    ],
)
def test_no_window(now, start):
    assert window(now, start) is None


def test_hours_are_real_hours_where_the_clocks_go_back():
    found = window(london(2027, 10, 30, 12), london(2027, 11, 20, 9))

    assert found == (london(2027, 10, 30, 12), london(2027, 10, 31, 11))


@inputs
@spring
@autumn
def test_it_is_sent_by_day_and_never_before_now(now, lead, zone, hours):
    found = offer_window(now=now, session_start=now + lead, zone=zone, hours=hours)

    if found:
        assert time(8) <= found.sends_at.astimezone(zone).time() < time(21)
        assert timedelta(0) <= found.sends_at - now <= 12 * HOUR


@inputs
@spring
@autumn
def test_it_stands_for_an_hour_at_least_and_ends_two_hours_before(now, lead, zone, hours):
    found = offer_window(now=now, session_start=now + lead, zone=zone, hours=hours)

    if found:
        assert (found.ends_at - found.sends_at >= HOUR, found.ends_at <= now + lead - 2 * HOUR) == (True, True)


@inputs
@spring
@autumn
def test_it_ends_at_night_only_where_neither_evening_nor_morning_is_possible(now, lead, zone, hours):
    found = offer_window(now=now, session_start=now + lead, zone=zone, hours=hours)

    if found and not time(9) <= found.ends_at.astimezone(zone).time() <= time(21):
        assert morning_after(found, zone) > now + lead - 2 * HOUR
        assert evening_before(found, zone) < found.sends_at + HOUR


@inputs
@spring
@autumn
def test_it_is_longer_than_asked_for_only_to_reach_the_morning(now, lead, zone, hours):
    found = offer_window(now=now, session_start=now + lead, zone=zone, hours=hours)

    if found:
        longest = max(HOUR, min(hours * HOUR, (now + lead - found.sends_at) / 4))
        local = found.ends_at.astimezone(zone)
        assert found.ends_at - found.sends_at <= longest or local.time() == time(9)
        assert found.ends_at - found.sends_at <= longest + 13 * HOUR


@inputs
def test_there_is_none_only_where_too_little_time_is_left(now, lead, zone, hours):
    found = offer_window(now=now, session_start=now + lead, zone=zone, hours=hours)

    assert found is not None or lead < 15 * HOUR


def morning_after(found: OfferWindow, zone):
    local = found.ends_at.astimezone(zone)
    day = local.date() if local.time() < time(9) else local.date() + timedelta(days=1)
    return clock(day, time(9), zone)


def evening_before(found: OfferWindow, zone):
    local = found.ends_at.astimezone(zone)
    day = local.date() if local.time() > time(21) else local.date() - timedelta(days=1)
    return clock(day, time(21), zone)


def clock(day: date, at: time, zone):
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
