"""Certificates by the hundred: through the worker, and the engine beside a plain way of drawing the same page."""

from collections.abc import Iterator, Sequence

from tests.bench.report import Line, line, progress
from tests.bench.running import inside
from tests.bench.usage import Meter
from tests.harness.site import LiveSite

SIZES = (1, 10, 100, 500)
# Enough that both processes of the worker have drawn and sent one.
WARM_UP = 8
# How the plain way carries its fonts.
FLAVOURS = ("woff2", "ttf")


def certificates(
    site: LiveSite,
    *,
    sizes: Sequence[int] = SIZES,
    rounds: int = 5,
    renders: int = 300,
    flavours: Sequence[str] = FLAVOURS,
) -> Iterator[Line]:
    """From "confirm and issue" to the last PDF and email; queries; drawing against plain; memory over many drawings."""
    yield from _issued(site, 1, is_cold=True)
    inside(site, "issuing.issue_and_wait", people=WARM_UP)
    for size in sizes:
        yield from _issued(site, size, is_cold=False)
    yield line("certificate_queries", {}, inside(site, "issuing.count_queries"))
    progress(f"Drawing beside the plain way, {rounds} rounds")
    compared = inside(site, "drawing.compare", rounds=rounds, flavours=flavours)
    yield line("certificate_drawing", {"rounds": rounds}, compared)
    progress(f"Drawing {renders} certificates in one process")
    yield line("certificate_memory", {"renders": renders}, inside(site, "drawing.watch_memory", renders=renders))


def _issued(site: LiveSite, people: int, *, is_cold: bool) -> Iterator[Line]:
    progress(f"Issuing {people} certificates")
    with Meter(site) as meter:
        figures = inside(site, "issuing.issue_and_wait", people=people)
    cpu = {"worker_cpu_s": round(meter.used["worker"], 2)}
    cpu["worker_cpu_ms_each"] = round(meter.used["worker"] / people * 1000, 1)
    yield line(
        "certificates",
        {"certificates": people, "cold_worker": is_cold},
        figures | cpu | meter.ceiling(people) | meter.cores(),
    )
    yield line("limit", {"of": "certificates", "certificates": people}, {"limited_by": meter.limit()})
