"""Many people book at once, through HTTP, against the real processes."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.bench.booker import Journey, book
from tests.bench.report import Line, line, progress, spread
from tests.bench.running import inside
from tests.bench.usage import Meter
from tests.harness.site import LiveSite

RUSHES = ((60, 20), (200, 1000))
OUTCOMES = ("confirmed", "redirected", "sold_out", "error", "timeout", "server_error")
LINKED = re.compile(rb'<(?:link|script|img)\b[^>]*(?:href|src)="(/static/[^"]+)"')
# What stands in a part that is closed needs nobody.
CLOSED = re.compile(rb"<details class=\"more\">.*?</details>", re.DOTALL)
FIELDS = re.compile(rb'<input type="(?:text|email|checkbox|tel)"')


def rush(
    site: LiveSite, *, rushes: Sequence[tuple[int, int]] = RUSHES, rounds: int = 3, paid: bool = False
) -> Iterator[Line]:
    """Bookings a second and the wait of each booker, for each (bookers, seats); and one booking on an idle server."""
    yield from idle(site, rounds=max(1, rounds * 4))
    for bookers, seats in rushes:
        for turn in range(1, rounds + 1):
            progress(f"{bookers} bookers on {seats} seats, round {turn}")
            yield from _one_rush(site, bookers, seats, turn, 2500 if paid else 0)


def _one_rush(site: LiveSite, bookers: int, seats: int, turn: int, price_pence: int) -> Iterator[Line]:
    session_id = inside(site, "data.make_bookable", capacity=seats, price_pence=price_pence)
    with Meter(site) as meter:
        journeys = asyncio.run(_all_at_once(site.url, session_id, bookers))
    ended = time.time()
    counted = inside(site, "data.count_seats", session_id=session_id)
    emails = max(0.0, inside(site, "data.wait_for_messages") - ended)
    name = "rush_paid" if price_pence else "rush"
    figures = _figures(journeys, meter.wall) | _seat_figures(counted) | {"emails_after_s": round(emails, 1)}
    figures |= {f"{part}_cpu_ms_each": round(meter.used[part] / bookers * 1000, 1) for part in ("web", "worker")}
    yield line(
        name, {"bookers": bookers, "seats": seats, "round": turn}, figures | meter.ceiling(bookers) | meter.cores()
    )
    yield line("limit", {"of": name, "bookers": bookers, "round": turn}, {"limited_by": meter.limit()})


async def _all_at_once(url: str, session_id: int, bookers: int) -> list[Journey]:
    return await asyncio.gather(*(book(url, session_id, number) for number in range(bookers)))


def _figures(journeys: Sequence[Journey], wall: float) -> Line:
    count = Counter(journey.outcome for journey in journeys)
    made = [journey.seconds for journey in journeys if journey.outcome in {"confirmed", "redirected"}]
    return {
        "bookings_per_s": round(len(made) / wall, 1),
        "answered_per_s": round(len(journeys) / wall, 1),
        "wall_s": round(wall, 2),
        **spread([journey.seconds for journey in journeys]),
        **{outcome: count[outcome] for outcome in OUTCOMES},
    }


def _seat_figures(counted: dict[str, int]) -> Line:
    return {
        "places": counted["places"],
        "oversold": max(0, counted["places"] - counted["capacity"]),
        "counter_equals_places": counted["counter"] == counted["places"],
    }


def idle(site: LiveSite, *, rounds: int) -> Iterator[Line]:
    """One free booking after another from the workshop's page to the confirmation; the first warms the server up."""
    session_id = inside(site, "data.make_bookable", capacity=rounds + 8)
    page = f"/workshops/{inside(site, 'data.slug_of', session_id=session_id)}/"
    progress(f"{rounds} bookings one after another")
    # Both web processes and the worker have imported everything after a few.
    made = [asyncio.run(book(site.url, session_id, number, before=(page,))) for number in range(rounds + 8)][8:]
    assert {journey.outcome for journey in made} == {"confirmed"}, made[0]
    times = [journey.seconds for journey in made]
    yield line(
        "booking_idle", {"rounds": rounds}, {"best_s": round(min(times), 4), **spread(times), **_effort(made[0])}
    )


def _effort(journey: Journey) -> Line:
    """What the booker's browser and hands do. Static files are fetched once and kept."""
    pages = [answer for answer in journey.answers if answer.status == 200]
    assets = {link for answer in pages for link in LINKED.findall(answer.body)}
    return {
        "http_requests": journey.requests,
        "page_loads": len(pages),
        "clicks": len(pages) - 1,
        "required_fields": len(FIELDS.findall(CLOSED.sub(b"", pages[1].body))),
        "static_files_first_visit": len(assets),
    }
