"""Dates of the sample: so many weeks from today, so that it never goes stale."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WEEK = timedelta(days=7)


def day_of(entry: Mapping[str, Any], *, today: date) -> date:
    """The day an entry means: its `date`, or its `weekday` in the week that lies `weeks` after this one.

    A day in the weeks round Christmas is moved away from today until it lies outside them.
    """
    if "date" in entry:
        return date.fromisoformat(str(entry["date"]))
    monday = today - timedelta(days=today.weekday())
    day = monday + WEEK * entry["weeks"] + timedelta(days=WEEKDAYS.index(entry["weekday"]))
    while _in_the_break(day):
        day += WEEK if entry["weeks"] > 0 else -WEEK
    return day


def _in_the_break(day: date) -> bool:
    return (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3)


def moment(day: date, at: time) -> datetime:
    """`at` by the clocks of London on that day."""
    return datetime.combine(day, at, tzinfo=LONDON)


def midnight_before(day: date, *, days: int) -> datetime:
    """The beginning, by the clocks of London, of the day that lies so many days before `day`."""
    return moment(day - timedelta(days=days), time.min)
