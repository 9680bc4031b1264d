"""Cells of reports, as a page says them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.formats import date_format

from attendees.reports.table import Cell, Column, Kind
from workshops.foundation.money import exact_amount

register = template.Library()


@dataclass(frozen=True)
class ShownCell:
    """What stands in a cell, and the name of its column for screens that show no heads."""

    words: str
    label: str
    kind: str


@register.filter
def cells(row: Sequence[Cell], columns: Sequence[Column]) -> Iterator[ShownCell]:
    """The cells of one row, in words."""
    for value, column in zip(row, columns, strict=True):
        yield ShownCell(_words(value, column.kind), column.label, str(column.kind))


def _words(value: Cell, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return exact_amount(value) if kind == Kind.MONEY and isinstance(value, int) else str(value)
