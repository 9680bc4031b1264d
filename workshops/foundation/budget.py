"""How long one sweep works before it leaves the rest to the next."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")

# Half of a task's soft time limit: what was begun last has as long again to come to its end.
SWEEP_SECONDS = 45.0


def within(seconds: float, items: Iterable[Item]) -> Iterator[Item]:
    """Give items one after the other; none is begun once `seconds` have passed since the first was asked for."""
    end = monotonic() + seconds
    for item in items:
        if monotonic() >= end:
            return
        yield item
