"""Keeps programs running: prefixes what they print, starts again what dies, and leaves nothing behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import TextIO

from config.serving.programs import Program

# How long a program may take to finish what it is doing before it is killed.
STOP_SECONDS = 25
# A program that dies at once is started again ever more slowly, up to this.
LONGEST_PAUSE = 15
STEADY_SECONDS = 30


class Keeper:
    """One program in a session of its own, so that its children can be ended with it."""

    def __init__(self, program: Program, environ: Mapping[str, str], out: "Lines") -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self._environ = environ
        self._out = out
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=program.name)

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the program alone: it winds its own children down."""
        self._stopping.set()
        self._send(signal.SIGTERM)

    def wait_until_stopped(self, deadline: float) -> None:
        """Wait until `deadline` on the monotonic clock, then kill the program with all its children."""
        self._thread.join(max(0.0, deadline - time.monotonic()))
        if self._thread.is_alive():
            self._send(signal.SIGKILL)
            self._thread.join()

    def _keep(self) -> None:
        pause = 1.0
        while not self._stopping.is_set():
            began = time.monotonic()
            code = self._run_once()
            if self._stopping.is_set():
                return
            pause = 1.0 if time.monotonic() - began > STEADY_SECONDS else min(pause * 2, LONGEST_PAUSE)
            self._out.write(self.program.name, f"ended ({code}), starting again in {pause:.0f} s")
            self._stopping.wait(pause)

    def _run_once(self) -> int:
        self.process = subprocess.Popen(
            tied_to_this_process(self.program.command),
            env=dict(self._environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        if self._stopping.is_set():
            self._send(signal.SIGTERM)
        reader = threading.Thread(target=self._relay, args=(self.process,))
        reader.start()
        end_with_children(self.process)
        reader.join()
        if self.process.stdout:
            self.process.stdout.close()
        return self.process.returncode

    def _relay(self, process: "subprocess.Popen[bytes]") -> None:
        for line in process.stdout or ():
            self._out.write(self.program.name, line.decode("utf-8", "replace").rstrip())

    def _send(self, number: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)


class Lines:
    """Writes whole lines from several threads, each with the name of its program."""

    def __init__(self, names: Sequence[str], stream: TextIO) -> None:
        self._width = max(map(len, names))
        self._stream = stream
        self._lock = threading.Lock()

    def write(self, name: str, text: str) -> None:
        # Nobody may be reading any more (`bin/serve | head`): the programs go on all the same.
        with self._lock, contextlib.suppress(BrokenPipeError, ValueError):
            print(f"{name.ljust(self._width)} | {text}", file=self._stream, flush=True)


def tied_to_this_process(command: Sequence[str]) -> list[str]:
    """The command, told by the kernel to stop should this process be killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--", *command] if setpriv else list(command)


def end_with_children(process: "subprocess.Popen[bytes]") -> None:
    """Wait for the leader of a session to end, then kill what it left in its process group."""
    # Not yet reaped, the number of the group cannot have passed to another process.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def supervise(programs: Sequence[Program], environ: Mapping[str, str], stop: threading.Event) -> None:
    """Run `programs` until `stop` is set, then end all of them."""
    out = Lines([program.name for program in programs], sys.stdout)
    keepers = [Keeper(program, environ, out) for program in programs]
    for keeper in keepers:
        keeper.start()
    stop.wait()
    for keeper in keepers:
        keeper.ask_to_stop()
    deadline = time.monotonic() + STOP_SECONDS
    for keeper in keepers:
        keeper.wait_until_stopped(deadline)
