"""Several people, workers or messages at the very same moment, each on a database connection of its own."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

# Generous: the machine may be busy with other tests.
PATIENCE_S = 60


def run_together(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the exception it raised. None begins before all are connected and ready."""
    gate = threading.Barrier(len(calls))
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: _run(call, gate), calls))


def _run(call: Callable[[], Any], gate: threading.Barrier) -> Any:
    try:
        connection.ensure_connection()
        gate.wait(PATIENCE_S)
        return call()
    except Exception as error:  # noqa: BLE001  (it is what the test looks at)
        return error
    finally:
        connection.close()


def kinds(outcomes: Iterable[Any]) -> dict[str, int]:
    """How often each type of result or exception came out: `{"Booking": 20, "SoldOutError": 40}`."""
    return dict(Counter(type(outcome).__name__ for outcome in outcomes))
