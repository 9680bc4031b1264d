"""The file's moments on the session's clock."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from attendees.evidence.reading.dates import Moment
from attendees.evidence.reading.ordering import Orders
from attendees.evidence.report import SessionFacts

# The small hours after a session's day still belong to it.
SMALL_HOURS = timedelta(hours=6)


class Clock:
    """All moments of one file, each once. Reports name no zone: theirs is taken to be the session's."""

    def __init__(
        self, moments: Mapping[str, Moment | None], session: SessionFacts, orders: Orders, *, is_utc: bool = False
    ) -> None:
        self._session = session
        self._dates = session.dates
        self._orders = orders
        self._zone: tzinfo = UTC if is_utc else session.zone
        self._read = {text: self._resolve(moment) for text, moment in moments.items() if moment}

    def moment(self, text: str) -> datetime | None:
        """In UTC; None for what is no moment of any day."""
        return self._read.get(text)

    def later(self, start: datetime, text: str) -> datetime | None:
        """The moment in `text`, after `start`: in the hour that comes twice in autumn it may be the second."""
        moment = self.moment(text)
        if moment and moment < start:
            again = moment.astimezone(self._zone).replace(fold=1).astimezone(UTC)
            return again if again >= start else moment
        return moment

    def is_near(self, moment: datetime) -> bool:
        """Whether it is on a day of the session."""
        return near_a_day(moment, self._session.zone, self._dates)

    def _resolve(self, moment: Moment) -> datetime | None:
        naive = self._dated(moment)
        if naive is None:
            return None
        try:
            zone = self._zone if moment.offset is None else timezone(moment.offset)
            return naive.replace(tzinfo=zone).astimezone(UTC)
        except (OverflowError, ValueError):
            return None

    def _dated(self, moment: Moment) -> datetime | None:
        """An hour without a day is of the session's day, if it has only one."""
        if moment.date is None:
            return datetime.combine(self._session.days[0], moment.clock) if len(self._session.days) == 1 else None
        mark = moment.date.mark
        return moment.on(day_first=self._orders.get(mark, True)) if not mark or mark in self._orders else None


def near_a_day(moment: datetime, zone: tzinfo, dates: Collection[date]) -> bool:
    """Whether `moment` is on one of `dates` in that zone, the small hours after it among them."""
    local = moment.astimezone(zone)
    return local.date() in dates or (local - SMALL_HOURS).date() in dates


def days_of(moments: Iterable[datetime], session: SessionFacts) -> set[date]:
    return {moment.astimezone(session.zone).date() for moment in moments}
