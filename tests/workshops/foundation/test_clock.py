"""Times of day and zones in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from workshops.foundation.clock import clock, zone_name


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [
        (0, 0, "12am"),
        (0, 5, "12:05am"),
        (9, 0, "9am"),
        (9, 30, "9:30am"),
        (11, 59, "11:59am"),
        (12, 0, "12pm"),
        (12, 45, "12:45pm"),
        (16, 15, "4:15pm"),
        (23, 0, "11pm"),
    ],
)
def test_clock_speaks_twelve_hours(hour, minute, expected):
    assert clock(datetime(2027, 1, 29, hour, minute, tzinfo=ZoneInfo("UTC"))) == expected


@pytest.mark.parametrize(
    ("zone", "month", "expected"),
    [
        ("Europe/London", 1, "GMT"),
        ("Europe/London", 7, "BST"),
        ("America/New_York", 1, "EST"),
        ("America/Sao_Paulo", 1, "UTC-03"),
        ("Asia/Kathmandu", 1, "UTC+0545"),
    ],
)
def test_zone_name_follows_the_season(zone, month, expected):
    assert zone_name(datetime(2027, month, 15, 12, tzinfo=ZoneInfo(zone))) == expected
