"""Dates and hours as people say them, for sentences about a report."""

from collections.abc import Collection
from datetime import date, datetime


def spoken_days(days: Collection[date]) -> str:
    """ "11 June 2026", "11 and 12 June 2026" in full; first and last of more than three."""
    spoken = [f"{day.day} {day:%B %Y}" for day in sorted(days)]
    if len(spoken) > 3:
        return f"{spoken[0]} to {spoken[-1]}"
    *others, last = spoken
    return f"{', '.join(others)} and {last}" if others else last


def spoken_hours_of_day(start: datetime, end: datetime) -> str:
    """ "10:00 to 16:00", in the zone that both are in."""
    return f"{start:%H:%M} to {end:%H:%M}"
