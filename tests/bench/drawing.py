"""The engine beside the plain way, in one process. Runs inside the site's settings (see inside.py)."""

import re
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from certificates.rendering.check import check_certificate
from certificates.rendering.content import CertificateContent
from certificates.rendering.drawing import render_certificate
from certificates.rendering.sample import sample_content
from tests.bench.plain import plain_html, plain_pdf

WARM_UP = 20
NAMES = ("Eleanor Hartley-Brooke", "Priya Nair", "Siân Llewellyn", "Tom Ó Briain", "Margaret Ellery")


def compare(*, rounds: int, flavours: Sequence[str]) -> dict[str, float]:
    """Processor milliseconds for one certificate, the median of `rounds` that take turns; ratios against the engine.

    The plain ways are given their HTML ready made; the engine also composes it.
    """
    ways = _ways(flavours)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        _timed(way, 0)  # engines, fonts and art are made once
    for turn in range(rounds):
        for name, way in ways.items():
            times[name].append(_timed(way, turn))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    ratios = {f"{name}_ratio": round(ms / medians["engine"], 1) for name, ms in medians.items() if name != "engine"}
    return {f"{name}_ms": round(ms, 1) for name, ms in medians.items()} | ratios


def _content(turn: int) -> CertificateContent:
    """A name and a number of its own each time, so that nothing is kept from the time before."""
    return sample_content(
        name=NAMES[turn % len(NAMES)], verify_url=f"https://cpd.example.org/verify/LEC-2022-{turn:06}-7QK4/"
    )


def _ways(flavours: Sequence[str]) -> dict[str, Callable[[int], Callable[[], object]]]:
    def plain(**options: object) -> Callable[[int], Callable[[], object]]:
        def prepared(turn: int) -> Callable[[], object]:
            html = plain_html(_content(turn), **options)
            return lambda: plain_pdf(html)

        return prepared

    def checked(turn: int) -> Callable[[], object]:
        pdf = render_certificate(_content(turn))
        return lambda: check_certificate(pdf, _content(turn))

    ways = {"engine": lambda turn: lambda: render_certificate(_content(turn)), "engine_read_back": checked}
    for flavour in flavours:
        ways[f"plain_{flavour}"] = plain(flavour=flavour)
        ways[f"plain_{flavour}_without_art"] = plain(flavour=flavour, engraved=False)
    return ways


def _timed(way: Callable[[int], Callable[[], object]], turn: int) -> float:
    draw = way(turn)
    began = time.process_time()
    draw()
    return (time.process_time() - began) * 1000


def watch_memory(*, renders: int) -> dict[str, float]:
    """Megabytes of this process after a warm-up and after `renders` more."""
    for turn in range(min(WARM_UP, renders)):
        render_certificate(_content(turn))
    before = resident_mb()
    for turn in range(WARM_UP, WARM_UP + renders):
        render_certificate(_content(turn))
    after = resident_mb()
    return {"before_mb": before, "after_mb": after, "growth_mb": round(after - before, 1)}


def resident_mb() -> float:
    kilobytes = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text()).group(1)
    return round(int(kilobytes) / 1024, 1)
