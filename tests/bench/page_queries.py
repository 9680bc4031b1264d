"""Queries and processor time of one page, counted in process. Runs inside the site's settings (see inside.py)."""

import time

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

REPEATS = 20


def count(*, paths: dict[str, str]) -> dict[str, dict[str, float]]:
    """For each named path: queries of the first request and of one that follows, and milliseconds of the processor."""
    client = Client(SERVER_NAME="localhost")
    return {name: _page(client, path) for name, path in paths.items()}


def _page(client: Client, path: str) -> dict[str, float]:
    client.get(path)  # imports and templates are loaded
    caches["pages"].clear()
    cold, cold_ms = _queries(client, path), _milliseconds(client, path, fresh=True)
    client.get(path)
    return {
        "queries_cold": cold,
        "queries_warm": _queries(client, path),
        "cpu_cold_ms": cold_ms,
        "cpu_warm_ms": _milliseconds(client, path, fresh=False),
        "bytes": len(client.get(path).content),
    }


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def _milliseconds(client: Client, path: str, *, fresh: bool) -> float:
    """The best of several, so that others on the machine do not count."""
    times = []
    for _ in range(REPEATS):
        if fresh:
            caches["pages"].clear()
        began = time.process_time()
        client.get(path)
        times.append(time.process_time() - began)
    return round(min(times) * 1000, 2)
