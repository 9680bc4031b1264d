"""Clients that ask for one page again and again, each on a connection of its own."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.bench.wire import Wire


@dataclass
class Load:
    """What came back: the wait for each answer in seconds, and how often each status."""

    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def load(url: str, path: str, *, clients: int, seconds: float) -> Load:
    """Ask for `path` with `clients` at once for `seconds`; each asks anew as soon as it is answered."""
    result = Load()
    asyncio.run(_all(url, path, clients, seconds, result))
    return result


async def _all(url: str, path: str, clients: int, seconds: float, result: Load) -> None:
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_client(url, path, until, result) for _ in range(clients)))


async def _client(url: str, path: str, until: float, result: Load) -> None:
    async with Wire(url) as wire:
        request = wire.request("GET", path)
        began = time.perf_counter()
        while began < until:
            answer = await wire.send(request)
            ended = time.perf_counter()
            result.waits.append(ended - began)
            result.statuses[answer.status] += 1
            began = ended
