"""Starts, stops and kills real processes, and leaves none behind."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.serving.supervisor import end_with_children, tied_to_this_process
from tests.harness.waiting import wait_until


class Running:
    """A process in a session of its own; what it prints goes to the file `log`."""

    def __init__(
        self, command: Sequence[str], *, log: Path, environ: Mapping[str, str] | None = None, **options
    ) -> None:
        self.command = command
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                tied_to_this_process(command),
                env=dict(environ) if environ is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **options,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def stop(self, seconds: float = 20, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end, wait, and kill it when that takes too long. The exit code."""
        if self.is_alive():
            self.process.send_signal(number)
        return self._end(seconds)

    def kill(self) -> int:
        """End it and its children with SIGKILL, as when the power goes."""
        if self.is_alive():
            os.killpg(self.pid, signal.SIGKILL)
        return self._end(5)

    def _end(self, seconds: float) -> int:
        if self.process.returncode is None:
            late = threading.Timer(seconds, self.process.kill)
            late.start()
            end_with_children(self.process)
            late.cancel()
            wait_until(lambda: not session_members(self.pid), what=f"the children of {self.command[:4]} to end")
        return self.process.returncode

    def tail(self, lines: int = 30) -> str:
        """The last lines that it printed."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def session_members(leader: int) -> list[int]:
    """Process numbers alive in the session led by `leader` (Linux)."""
    members = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(facts[3]) == leader and facts[0] != "Z":
            members.append(int(stat.parent.name))
    return members
