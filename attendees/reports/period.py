"""From which day to which day a report looks. Days are those of London."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

LONDON = ZoneInfo("Europe/London")
# The first day of a tax year in the United Kingdom.
TAX_MONTH, TAX_DAY = 4, 6


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both counted in; None: without an end on that side."""

    first: date | None = None
    last: date | None = None

    @property
    def begins_at(self) -> datetime | None:
        """The moment at which the first day begins."""
        return None if self.first is None else _midnight(self.first)

    @property
    def ends_at(self) -> datetime | None:
        """The moment at which the last day is over."""
        return None if self.last is None else _midnight(self.last + timedelta(days=1))

    def holds(self, moment: datetime) -> bool:
        """Whether `moment` lies within it."""
        begun = self.begins_at is None or self.begins_at <= moment
        return begun and (self.ends_at is None or moment < self.ends_at)

    def within(self, field: str) -> Q:
        """The condition that the moment in `field` lies within it; an empty field does not."""
        condition = Q(**{f"{field}__isnull": False})
        if self.begins_at:
            condition &= Q(**{f"{field}__gte": self.begins_at})
        return condition & Q(**{f"{field}__lt": self.ends_at}) if self.ends_at else condition

    def __str__(self) -> str:
        if self.first and self.last:
            return f"{_spoken(self.first)} to {_spoken(self.last)}"
        if self.first:
            return f"from {_spoken(self.first)}"
        return f"until {_spoken(self.last)}" if self.last else "all years"


def this_month(today: date) -> Period:
    first = today.replace(day=1)
    return Period(first, _next_month(first) - timedelta(days=1))


def last_month(today: date) -> Period:
    return this_month(today.replace(day=1) - timedelta(days=1))


def this_tax_year(today: date) -> Period:
    """The tax year that `today` lies in: 6 April to 5 April."""
    begins = date(today.year, TAX_MONTH, TAX_DAY)
    year = today.year if today >= begins else today.year - 1
    return Period(date(year, TAX_MONTH, TAX_DAY), date(year + 1, TAX_MONTH, TAX_DAY) - timedelta(days=1))


def presets(today: date | None = None) -> dict[str, Period]:
    """The periods that a page offers by name."""
    day = today or timezone.localdate(timezone=LONDON)
    return {
        "This month": this_month(day),
        "Last month": last_month(day),
        "This tax year": this_tax_year(day),
        "All": Period(),
    }


def month_of(moment: datetime) -> date:
    """The first day of the month that `moment` lies in, by the clocks of London."""
    return moment.astimezone(LONDON).date().replace(day=1)


def months_between(first: date, last: date) -> Iterator[date]:
    """The first day of each month from that of `first` to that of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next_month(month)


def _next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LONDON)


def _spoken(day: date) -> str:
    return date_format(day, "j F Y")
