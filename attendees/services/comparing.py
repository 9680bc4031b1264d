"""What the parts of reconciling share: the report, and ways to go through many rows a page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

PAGE = 100

Row = TypeVar("Row")


@dataclass(kw_only=True)
class Reconciliation:
    """What was compared, how many of each; what was repaired and what is new on the list, a sentence each.

    `open` counts everything that still waits for a person, whenever it was found.
    """

    began: datetime
    since: datetime
    checkouts: int = 0
    refunds: int = 0
    disputes: int = 0
    payments: int = 0
    repaired: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    open: int = 0


def pages(found: Iterable[Row]) -> Iterator[list[Row]]:
    answers = iter(found)
    while page := list(islice(answers, PAGE)):
        yield page


def by_pk(rows: QuerySet[Any]) -> Iterator[Any]:
    """Rows by id, a page at a time, so that they may be written meanwhile."""
    last = 0
    while page := list(rows.filter(pk__gt=last).order_by("pk")[:PAGE]):
        yield from page
        last = page[-1].pk
