"""Several people, workers or messages at the very same moment, each on a database connection of its own."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import connection

# How often two hands meet. SQLite has one writer, which makes them queue; PostgreSQL lets them truly meet.
RUNS = 20 if getattr(settings, "TEST_ON_POSTGRES", True) else 5
# For meetings that are rarer, or that lock as others do.
FEW = 8 if getattr(settings, "TEST_ON_POSTGRES", True) else 3
# Generous: the machine may be busy with other tests.
PATIENCE_S = 60


def run_together(*calls: Callable[[], Any], hands: int = 0) -> list[Any]:
    """What each call returned, or the exception it raised. None begins before all are connected and ready.

    Each call has a thread and a connection of its own, unless `hands` says how many share the calls between them.
    """
    count = hands or len(calls)
    gate = threading.Barrier(count)
    with ThreadPoolExecutor(count) as pool:
        bunches = pool.map(lambda number: _work(calls[number::count], gate), range(count))
        return [outcome for bunch in bunches for outcome in bunch]


def _work(calls: Iterable[Callable[[], Any]], gate: threading.Barrier) -> list[Any]:
    try:
        connection.ensure_connection()
        gate.wait(PATIENCE_S)
        return [_outcome(call) for call in calls]
    finally:
        connection.close()


def _outcome(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:  # noqa: BLE001  (it is what the test looks at)
        return error


def later(call: Callable[[], Any], run: int) -> Callable[[], Any]:
    """Some runs give the others a head start of up to eight milliseconds, so that each comes first now and then."""
    return lambda: (threading.Event().wait(run % 5 * 0.002), call())[1]


def kinds(outcomes: Iterable[Any]) -> dict[str, int]:
    """How often each type of result or exception came out: `{"Booking": 20, "SoldOutError": 40}`."""
    return dict(Counter(type(outcome).__name__ for outcome in outcomes))
