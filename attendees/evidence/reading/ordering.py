"""Whether 11/06/2026 is 11 June or 6 November: by the session, and by values that can be read in one way only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from attendees.evidence.errors import AmbiguousDatesError, OtherSessionError, Reading, UnreadableReportError
from attendees.evidence.reading.dates import Moment, Written
from attendees.evidence.reading.words import spoken_days

# Whether the day comes first, for each mark that parts day and month: one file may mix 06/11/2026 and 11-06-2026.
Orders = dict[str, bool]
# Dates in the file with one text that each stands in: many moments are on few days.
Dates = dict[Written, str]


def decide_orders(
    moments: Mapping[str, Moment | None], written: Iterable[str], *, days: Sequence[date], day_first: bool | None
) -> Orders:
    """`moments` are all of the file, `written` those of people; `day_first` is the organiser's answer.

    Raises AmbiguousDatesError where people's moments stay ambiguous, OtherSessionError where neither reading is of the
    session, and UnreadableReportError where the answer cannot be.
    """
    people, everything = _by_mark(moments, written), _by_mark(moments, moments)
    orders = {}
    for mark, dates in everything.items():
        own = people.get(mark, {})
        if day_first is not None:
            _refuse_impossible(own, day_first=day_first)
            orders[mark] = day_first
            continue
        order = _decide(own or dates, dates, days)
        if order is not None:
            orders[mark] = order
        elif own:
            raise _unsure(own, days)
    return orders


def _by_mark(moments: Mapping[str, Moment | None], texts: Iterable[str]) -> dict[str, Dates]:
    found: dict[str, Dates] = {}
    for text in texts:
        moment = moments.get(text)
        if moment and moment.date and moment.date.mark:
            found.setdefault(moment.date.mark, {}).setdefault(moment.date, text)
    return found


def _decide(own: Dates, everything: Dates, days: Sequence[date]) -> bool | None:
    fits = {day_first: _fits(own, days, day_first=day_first) for day_first in (True, False)}
    if fits[True] != fits[False]:
        return fits[True]
    if all(each.first == each.other for each in own):
        return True
    sure = {each.first > 12 for each in everything if max(each.first, each.other) > 12}
    if sure:
        return sure.pop() if len(sure) == 1 else None
    # Full stops stand between day and month alone. AM and PM tell nothing: people who put the day first write them too.
    return True if any(each.mark == "." for each in own) else None


def _fits(dates: Iterable[Written], days: Collection[date], *, day_first: bool) -> bool:
    return any(each.day(day_first=day_first) in days for each in dates)


def _refuse_impossible(dates: Dates, *, day_first: bool) -> None:
    """An answer must fit: otherwise half the file would be dropped without a word."""
    for each, text in dates.items():
        if not each.day(day_first=day_first) and each.day(day_first=not day_first):
            order = "the day first" if day_first else "the month first"
            raise UnreadableReportError(
                f"“{text}” cannot be read with {order}. Look at the dates in the file and choose the other order."
            )


def _unsure(dates: Dates, days: Sequence[date]) -> UnreadableReportError:
    """About the date with most readings, on a day of the session if there is one."""
    asked = min(dates, key=lambda each: (-len(_readings(each, "")), each.day(day_first=True) not in days))
    readings = _readings(asked, dates[asked])
    meant = f"“{dates[asked]}” in the file may mean {' or '.join(spoken_days([reading.day]) for reading in readings)}"
    if not any(reading.day in days for reading in readings):
        return OtherSessionError(
            f"{meant}, and the session is on {spoken_days(days)}. Export the report of this session."
        )
    return AmbiguousDatesError(f"{meant}. Say which, and it is read like that.", readings)


def _readings(written: Written, text: str) -> tuple[Reading, ...]:
    return tuple(
        Reading(day_first=day_first, written=text, day=day)
        for day_first in (True, False)
        if (day := written.day(day_first=day_first))
    )


def words_for_order(moments: Mapping[str, Moment | None], orders: Orders, days: Sequence[date]) -> str:
    """How the dates were understood, on one of the session's days: "day first (11/06/2026 is 11 June)".

    Nothing where the file holds no dates.
    """
    dates = {moment.date: text for text, moment in reversed(tuple(moments.items())) if moment and moment.date}
    read = [
        (text, day, orders.get(each.mark))
        for each, text in reversed(tuple(dates.items()))
        if (day := each.day(day_first=orders.get(each.mark, True))) and (not each.mark or each.mark in orders)
    ]
    shown = next((each for each in read if each[1] in days), read[0] if read else None)
    if not shown:
        return ""
    text, day, day_first = shown
    if day_first is None:
        return f"as written ({_date_part(text)})"
    return f"{'day' if day_first else 'month'} first ({_date_part(text)} is {day.day} {day:%B})"


def _date_part(text: str) -> str:
    """Without the hour."""
    head = text.partition(":")[0]
    return head.rstrip("0123456789").rstrip(" ,T")
