"""Reads the one date of a workshop. What can be read two ways is never decided here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workshops.importing.date_patterns import (
    DAY_MONTH,
    ISO,
    LABEL,
    MONTH_DAY_YEAR,
    MONTH_YEAR,
    NUMERIC,
    RANGE,
    TEXTUAL,
    WEEKDAY,
    month_number,
    weekday_number,
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """`day` is None where a person must decide, and then `reason` says why. `rest` is what else the line says."""

    day: date | None
    raw: str
    reason: str = ""
    rest: str = ""


def read_date(text: str) -> DateReading | None:
    """The date this text gives, or None when it gives nothing like a date."""
    if RANGE.search(text):
        return DateReading(None, text, "It names more than one day. Enter each session's own date.")
    readings = list(_full_dates(text))
    if not readings:
        return _partial(text)
    if len({reading.day for reading in readings}) > 1:
        return DateReading(None, text, "It gives dates that differ. Enter each session's own date.")
    return _with_weekday(readings, text)


def _full_dates(text: str) -> Iterator[DateReading]:
    for match in ISO.finditer(text):
        yield _resolve(match[0], int(match["year"]), int(match["month"]), int(match["day"]))
    for match in NUMERIC.finditer(text):
        yield _numeric(match)
    for pattern in (TEXTUAL, MONTH_DAY_YEAR):
        for match in pattern.finditer(text):
            yield _resolve(match[0], int(match["year"]), month_number(match["month"]), int(match["day"]))


def _numeric(match: re.Match[str]) -> DateReading:
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    if len(year) == 2:
        return DateReading(None, match[0], "The year has two figures only. Enter the date in full.")
    if second > 12 >= first:
        return DateReading(None, match[0], f"There is no month {second}. If the month was written first, check it.")
    if first <= 12 and first != second:
        reason = f"It can be read as {_said(int(year), second, first)} or {_said(int(year), first, second)}."
        return DateReading(None, match[0], reason)
    return _resolve(match[0], int(year), second, first)


def _said(year: int, month: int, day: int) -> str:
    return f"{day} {date(2000, month, 1):%B} {year}" if 1 <= month <= 12 else f"day {day} of month {month} in {year}"


def _resolve(raw: str, year: int, month: int, day: int) -> DateReading:
    try:
        return DateReading(date(year, month, day), raw)
    except ValueError:
        return DateReading(None, raw, "There is no such day in the calendar.")


def _partial(text: str) -> DateReading | None:
    if DAY_MONTH.search(text):
        return DateReading(None, text, "It names a day and a month but no year.")
    if MONTH_YEAR.search(text):
        return DateReading(None, text, "It names a month and a year but no day.")
    return None


def _with_weekday(readings: list[DateReading], text: str) -> DateReading:
    first, rest = readings[0], text
    for reading in readings:
        rest = rest.replace(reading.raw, " ")
    named = WEEKDAY.search(rest)
    if named and first.day and first.day.weekday() != weekday_number(named[0]):
        reason = f"{first.day.day} {first.day:%B %Y} is a {first.day:%A}, but the page says {named[0]}."
        return DateReading(None, text, reason)
    rest = LABEL.sub("", WEEKDAY.sub(" ", rest).strip()).strip(" ,.;:|–—-()*#")
    return DateReading(first.day, first.raw, first.reason, rest)
