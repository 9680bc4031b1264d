"""Takings: what came in, what went back and what is left of it, by session, month, ticket type and method."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from attendees.enums import PaymentMethod
from attendees.reports.allocation import Share
from attendees.reports.chart import Bar
from attendees.reports.ledger import Ledger, Offer, read_ledger
from attendees.reports.period import Period, month_of, months_between
from attendees.reports.table import Cell, Column, Kind, Table, pence_of

SUMS = (Column("Taken", Kind.MONEY), Column("Given back", Kind.MONEY), Column("Net", Kind.MONEY))
DAY_NOTE = (
    "Money counts on the day it arrived or went back, by the clocks of London. A refund that has not succeeded has not "
    "gone back; a dispute that was lost has."
)
SPLIT_NOTE = (
    "A booking may have places of several sessions and ticket types. A payment is divided among the places it pays for in "
    "proportion to their price, to the penny; a refund is taken from the places that were given back. The money of a place "
    "that moved counts for the session it is on now."
)


@dataclass
class Sums:
    """Pence of one group."""

    taken: int = 0
    given: int = 0

    @property
    def cells(self) -> tuple[int, int, int]:
        return self.taken, self.given, self.taken - self.given


Key = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """A way to add takings up. `key` gives what sets groups apart and orders them, `label` the cells that name one."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: Callable[[Share, Ledger], Key]
    label: Callable[[Share, Ledger], tuple[Cell, ...]]
    notes: tuple[str, ...] = (DAY_NOTE,)
    fills_months: bool = False


def _offer(share: Share, ledger: Ledger) -> Offer:
    return ledger.offers[share.place.id]


def _session_key(share: Share, ledger: Ledger) -> Key:
    return _offer(share, ledger).starts, share.place.session_id


def _session_label(share: Share, ledger: Ledger) -> tuple[Cell, ...]:
    offer = _offer(share, ledger)
    return offer.starts.date(), offer.workshop


GROUPINGS = {
    grouping.name: grouping
    for grouping in (
        Grouping(
            name="month",
            title="Takings by month",
            columns=(Column("Month"),),
            key=lambda share, _: (month_of(share.movement.moved_at),),
            label=lambda share, _: (_spoken_month(month_of(share.movement.moved_at)),),
            fills_months=True,
        ),
        Grouping(
            name="session",
            title="Takings by session",
            columns=(Column("Date", Kind.DAY), Column("Workshop")),
            key=_session_key,
            label=_session_label,
            notes=(DAY_NOTE, SPLIT_NOTE),
        ),
        Grouping(
            name="ticket",
            title="Takings by ticket type",
            columns=(Column("Date", Kind.DAY), Column("Workshop"), Column("Ticket type")),
            key=lambda share, ledger: (*_session_key(share, ledger), share.place.ticket_id),
            label=lambda share, ledger: (*_session_label(share, ledger), _offer(share, ledger).ticket),
            notes=(DAY_NOTE, SPLIT_NOTE),
        ),
        Grouping(
            name="method",
            title="Takings by method",
            columns=(Column("Method"),),
            key=lambda share, _: (share.movement.method,),
            label=lambda share, _: (PaymentMethod(share.movement.method).label,),
        ),
    )
}


def takings(period: Period, *, by: str) -> Table:
    """What moved within `period`, added up by "month", "session", "ticket" or "method". Four queries."""
    grouping = GROUPINGS[by]
    groups = _added_up(read_ledger(period), grouping)
    return Table(
        title=grouping.title,
        columns=(*grouping.columns, *SUMS),
        rows=[(*label, *sums.cells) for label, sums in groups],
        notes=grouping.notes,
        summed=tuple(column.label for column in SUMS),
    )


def bars_of(table: Table) -> list[Bar]:
    """A bar for each row of takings, in their order."""
    return [Bar(_spoken(row[:-3]), pence_of(row[-3]), pence_of(row[-2])) for row in table.rows]


def _added_up(ledger: Ledger, grouping: Grouping) -> Sequence[tuple[tuple[Cell, ...], Sums]]:
    sums: dict[Key, Sums] = defaultdict(Sums)
    labels: dict[Key, tuple[Cell, ...]] = {}
    for share in ledger.shares:
        key = grouping.key(share, ledger)
        labels.setdefault(key, grouping.label(share, ledger))
        if share.movement.comes_in:
            sums[key].taken += share.pence
        else:
            sums[key].given += share.pence
    if grouping.fills_months and labels:
        labels |= {(month,): (_spoken_month(month),) for month in months_between(min(labels)[0], max(labels)[0])}
    return [(labels[key], sums[key]) for key in sorted(labels)]


def _spoken_month(month: date) -> str:
    return date_format(month, "F Y")


def _spoken(cells: Sequence[Cell]) -> str:
    """The name of a group in one line, for its bar: what tells it from its neighbours first, for the end may be cut."""
    words = [date_format(cell, "j M Y") if isinstance(cell, date) else str(cell) for cell in cells]
    return ", ".join([*words[2:], *words[:2]])
