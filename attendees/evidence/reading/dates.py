"""Moments as reports write them. Whether day or month comes first is decided later, by all of them (`ordering`)."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

MOMENT = re.compile(
    r"(?:(?P<date>[^:]{6,40}?)(?:,? (?:at |um )?|,|T))?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<offset>Z|UTC|[+-]\d{2}:?\d{2}))?",
    re.IGNORECASE | re.ASCII,
)
WEEKDAY = r"(?:(?:mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?\.?,? )?"
DATES = tuple(
    re.compile(WEEKDAY + shape, re.IGNORECASE | re.ASCII)
    for shape in (
        r"(?P<year>\d{4})(?P<between>[-/.])(?P<month>\d{1,2})(?P=between)(?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?P<name>[a-z]{3,9})\.?,?[ -](?P<year>\d{4}|\d{2})",
        r"(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    )
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
MONTH_NUMBERS = {name: at % 12 + 1 for at, name in enumerate((*MONTHS, *FULL_MONTHS))} | {"sept": 9}
LONGEST_TEXT = 60


class Written(NamedTuple):
    """A date as written. Where `mark` parts its numbers, either may be the day; else `first` is."""

    year: int
    first: int
    other: int
    mark: str

    def day(self, *, day_first: bool) -> date | None:
        """None where that order makes no date."""
        day, month = (self.first, self.other) if day_first or not self.mark else (self.other, self.first)
        try:
            return date(self.year, month, day)
        except ValueError:
            return None


class Moment(NamedTuple):
    """A moment as written. `date` is None where only the hour is, `offset` where no zone is."""

    date: Written | None
    clock: time
    offset: timedelta | None

    def on(self, *, day_first: bool) -> datetime | None:
        """Without a zone; None where there is no date, or that order makes none."""
        day = self.date.day(day_first=day_first) if self.date else None
        return datetime.combine(day, self.clock) if day else None


def read_moment(text: str) -> Moment | None:
    """None for what is no moment, and for dates without an hour."""
    match = MOMENT.fullmatch(text) if 4 <= len(text) <= LONGEST_TEXT else None
    if not match:
        return None
    day, hour, minute, second, half, offset = match.groups()
    written = _written(day) if day else None
    # "11.06.26" alone is a date without an hour, "11.06" is half past eleven to nobody.
    if (day and not written) or not (day or half or ":" in text):
        return None
    clock = _clock(int(hour), int(minute), int(second or 0), half)
    return Moment(written, clock, _offset(offset)) if clock else None


@lru_cache(maxsize=256)
def _written(text: str) -> Written | None:
    """A file's many moments are on few days."""
    for shape in DATES:
        match = shape.fullmatch(text)
        if match:
            return _in_numbers(match.groupdict())
    return None


def _in_numbers(parts: dict[str, str | None]) -> Written | None:
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    if parts.get("first"):
        return Written(year, int(parts["first"] or 0), int(parts["other"] or 0), parts["mark"] or "")
    month = int(parts.get("month") or 0) or MONTH_NUMBERS.get((parts.get("name") or "").lower(), 0)
    return Written(year, int(parts["day"] or 0), month, "") if month else None


def _clock(hour: int, minute: int, second: int, half: str | None) -> time | None:
    if half:
        if hour > 12 and half in "aA":
            return None
        hour = hour if hour > 12 else hour % 12 + (12 if half in "pP" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text.upper() in {"Z", "UTC"}:
        return timedelta()
    span = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return -span if text[0] == "-" else span
