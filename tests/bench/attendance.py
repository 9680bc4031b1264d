"""A report of thousands: its plan on the organisers' page, and applying it."""

from collections.abc import Iterator, Sequence

from tests.bench.report import Line, line, progress
from tests.bench.running import inside
from tests.harness.site import LiveSite

# People; four rows of the report each.
SIZES = (500, 5000)


def attendance(site: LiveSite, *, sizes: Sequence[int] = SIZES, rounds: int = 3) -> Iterator[Line]:
    """Server time, queries and memory of uploading, planning and applying, each in a process that does nothing else."""
    for size in sizes:
        progress(f"Making {size} places and their report")
        made = inside(site, "attending.make", people=size)
        sizes_line = {"people": size, "rows": made["rows"]}
        for what in ("upload", "plan", "apply", "apply_again"):
            progress(f"{what}, {size} people")
            figures = inside(site, f"attending.{what}", session_id=made["session_id"], rounds=rounds)
            yield line(f"attendance_{what}", sizes_line, figures)
