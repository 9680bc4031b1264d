"""The shapes of dates. Digits are ASCII and bounded, so that no long run of figures is slow to search."""

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?<![\d/.:-])(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"
FLAGS = re.IGNORECASE | re.ASCII


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


ISO = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", FLAGS)
NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark> ?[/.-] ?)(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2}|\d{2})(?!\d)",
    FLAGS,
)
TEXTUAL = re.compile(rf"{DAY}[ -]?(?:of )?{MONTH},?[ -]?{YEAR}", FLAGS)
MONTH_DAY_YEAR = re.compile(rf"\b{MONTH} {DAY}(?:,| ) ?{YEAR}", FLAGS)
DAY_MONTH = re.compile(rf"{DAY}[ -](?:of )?{MONTH}|\b{_unnamed(MONTH)} {_unnamed(DAY)}(?!\d)", FLAGS)
MONTH_YEAR = re.compile(rf"\b{MONTH},? {YEAR}", FLAGS)
# "27-28 June", "27 and 28 June", "30 June to 1 July", "June 27-28".
_JOIN = r" ?(?:-|–|—|/|,|&|to|and|until) ?"
_OTHER = rf"(?:{'|'.join(name + '[a-z]*' for name in WEEKDAYS)})? ?"
RANGE = re.compile(
    rf"{_unnamed(DAY)}(?: {_unnamed(MONTH)})?{_JOIN}{_OTHER}\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_unnamed(MONTH)}"
    rf"|\b{_unnamed(MONTH)} {_unnamed(DAY)}{_JOIN}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    r"|(?<![\d/.-])\d{1,2} ?(?:-|–|&|and|to) ?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?!\d)",
    FLAGS,
)
WEEKDAY = re.compile(r"\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?", re.IGNORECASE)
LABEL = re.compile(r"^(?:date|when)\s*:\s*|^(?:on )?the\b|^on\b", re.IGNORECASE)


def month_number(name: str) -> int:
    """1 for any form of January."""
    return MONTHS.index(name[:3].casefold()) + 1


def weekday_number(name: str) -> int:
    """0 for any form of Monday, as `date.weekday` counts."""
    return WEEKDAYS.index(name[:3].casefold())
