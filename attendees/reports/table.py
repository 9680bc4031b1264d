"""The shape that every report has, whatever it is shown as. Money is whole pence until the moment it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | date | None


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    MONEY = "money"


@dataclass(frozen=True)
class Column:
    label: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells in the order of the columns. `booking_ids`: the booking that each row is about, where it is about one.

    `notes` are sentences on how the figures came about. `summed` leaves out sums that would say nothing, such as of days.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()
    booking_ids: Sequence[int] = ()
    summed: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[Cell, ...]:
        """The last line: “Total” and the sums of the columns in `summed`; empty where there is nothing to add up."""
        if not self.rows or not self.summed:
            return ()
        sums = [
            sum(pence_of(row[number]) for row in self.rows) if column.label in self.summed else None
            for number, column in enumerate(self.columns)
        ]
        return ("Total", *sums[1:])


def pence_of(cell: Cell) -> int:
    """The number in a cell; nought where there is none."""
    return cell if isinstance(cell, int) else 0
