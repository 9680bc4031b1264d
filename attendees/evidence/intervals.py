"""Stretches of time and what they come to together. All moments are aware and in UTC."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

MINUTE = timedelta(minutes=1)
NOTHING = timedelta()


class Span(NamedTuple):
    """From `start` until before `end`."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


def span(start: datetime, end: datetime) -> Span:
    """In UTC: between hours of one zone Python counts by the clock on the wall, which jumps twice a year."""
    return Span(start.astimezone(UTC), end.astimezone(UTC))


def union(spans: Iterable[Span]) -> list[Span]:
    """In order and apart from each other. Spans that end before they begin count as nothing."""
    merged: list[Span] = []
    for each in sorted(spans):
        if each.end <= each.start:
            continue
        if merged and each.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return merged


def common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """What two unions have in common."""
    found: list[Span] = []
    here = there = 0
    while here < len(one) and there < len(other):
        start, end = max(one[here].start, other[there].start), min(one[here].end, other[there].end)
        if start < end:
            found.append(Span(start, end))
        if one[here].end <= other[there].end:
            here += 1
        else:
            there += 1
    return found


def without(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """What is left of a union when another is taken out of it."""
    found: list[Span] = []
    for whole in one:
        start = whole.start
        for taken in common([whole], other):
            if start < taken.start:
                found.append(Span(start, taken.start))
            start = taken.end
        if start < whole.end:
            found.append(Span(start, whole.end))
    return found


def total(spans: Iterable[Span]) -> timedelta:
    """Of spans that do not overlap."""
    return sum((each.length for each in spans), NOTHING)


def whole_minutes(length: timedelta) -> int:
    """Rounded down."""
    return length // MINUTE


def minutes_begun(length: timedelta) -> int:
    """Rounded up."""
    return -(-length // MINUTE)
