"""What processes used: seconds of the processor, and memory (Linux)."""

import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.bench.report import Line
from tests.harness.processes import session_members
from tests.harness.site import LiveSite

TICK = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count() or 1
# A machine is called busy when its processes used this share of all cores.
BUSY = 0.85
PARTS = ("web", "worker", "sandbox")


def cpu_seconds(leader: int) -> float:
    """Used so far by the living processes of a session."""
    return sum(_ticks(pid) for pid in session_members(leader)) / TICK


def _ticks(pid: int) -> int:
    facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(facts[11]) + int(facts[12])


def machine_seconds() -> float:
    """Used so far by everything on this machine."""
    user, nice, system, _idle, _waiting, irq, soft, *_ = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(map(int, (user, nice, system, irq, soft))) / TICK


def memory(*leaders: int) -> Line:
    """Megabytes of the sessions together. Shared pages count once in `pss`, once in each process in `rss`."""
    pids = [pid for leader in leaders for pid in session_members(leader)]
    facts = [_rollup(pid) for pid in pids]
    return {"processes": len(pids)} | {
        f"{name.lower()}_mb": round(sum(fact[name] for fact in facts) / 1024, 1) for name in ("Pss", "Rss")
    }


def _rollup(pid: int) -> dict[str, int]:
    """Kilobytes by name."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {name: int(value.split()[0]) for name, _, value in (row.partition(":") for row in rows)}


class Meter:
    """Counts the processor's seconds while a block runs, by who used them. `others` are not ours, servers of
    PostgreSQL and Redis excepted.
    """

    def __init__(self, site: LiveSite) -> None:
        self._leaders = {part: site.running(part).pid for part in PARTS}
        self.wall = 0.0
        self.used: dict[str, float] = {}

    def __enter__(self) -> Self:
        self._began, self._before = time.monotonic(), self._read()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.wall, after = time.monotonic() - self._began, self._read()
        self.used = {name: after[name] - self._before[name] for name in after}
        self.used["others"] = max(0.0, self.used.pop("machine") - sum(self.used.values()))

    def cores(self) -> Line:
        """How many cores each kept busy on average."""
        return {f"{name}_cores": round(seconds / self.wall, 2) for name, seconds in self.used.items()}

    def ceiling(self, count: int) -> Line:
        """How many of `count` things done would fit into a second if nobody else used this machine: an estimate."""
        ours = sum(seconds for name, seconds in self.used.items() if name != "others")
        return {"ceiling_per_s": round(count * CORES / ours, 1) if ours else None}

    def limit(self) -> str:
        """What held the measured block back, as far as the processor tells."""
        busy = sum(self.used.values()) / self.wall
        shares = ", ".join(f"{name} {seconds / self.wall:.2f}" for name, seconds in self.used.items())
        if busy < BUSY * CORES:
            return f"waiting, not the processor: {busy:.2f} of {CORES} cores busy ({shares})"
        return f"the processor: {busy:.2f} of {CORES} cores busy ({shares})"

    def _read(self) -> dict[str, float]:
        used = {name: cpu_seconds(leader) for name, leader in self._leaders.items()}
        return used | {"generator": time.process_time(), "machine": machine_seconds()}
