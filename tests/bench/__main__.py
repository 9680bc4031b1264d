"""What bin/bench runs; see docs/performance.md."""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence

from tests.bench.attendance import attendance
from tests.bench.certificates import certificates
from tests.bench.pages import pages
from tests.bench.report import Line, emit
from tests.bench.running import running_site
from tests.bench.rush import rush
from tests.harness.site import LiveSite


def read_options(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Measures a site of its own; one JSON object a line."
    )
    parser.add_argument("what", choices=("certificates", "rush", "pages", "attendance"))
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL and Redis instead of SQLite and folders")
    parser.add_argument("--rounds", type=int, help="how often each is measured")
    parser.add_argument(
        "--sizes", type=_numbers, help="how many certificates, workshops (pages) or people (attendance), as 1,10,100"
    )
    parser.add_argument("--seconds", type=float, default=5, help="pages: how long each round lasts (default 5)")
    parser.add_argument("--renders", type=int, default=300, help="certificates: drawings while memory is watched")
    parser.add_argument("--rushes", type=_pairs, help="rush: bookers on seats, as 60:20,200:1000")
    parser.add_argument("--paid", action="store_true", help="rush: to the payment page instead of the confirmation")
    return parser.parse_args(given)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _pairs(text: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(number) for number in pair.split(":")) for pair in text.split(","))


def measure(site: LiveSite, options: argparse.Namespace) -> Iterator[Line]:
    """The measurement asked for; whatever was not given stays at its default."""
    wanted = {
        "certificates": (certificates, ("sizes", "rounds", "renders")),
        "rush": (rush, ("rushes", "rounds", "paid")),
        "pages": (pages, ("sizes", "rounds", "seconds")),
        "attendance": (attendance, ("sizes", "rounds")),
    }
    function, names = wanted[options.what]
    return function(site, **{name: getattr(options, name) for name in names if getattr(options, name) is not None})


def main(given: Sequence[str] | None = None) -> int:
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    options = read_options(given)
    with running_site(postgres=options.postgres) as site:
        for result in measure(site, options):
            emit(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
