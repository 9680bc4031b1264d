"""Programs are kept running, and none is left behind."""

import io
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from config.serving import supervisor
from config.serving.programs import Program
from config.serving.supervisor import Lines, supervise
from tests.harness.processes import session_members
from tests.harness.waiting import wait_until

pytestmark = [pytest.mark.processes, pytest.mark.once]

# Writes its number and that of a child, then waits; the child ignores SIGTERM.
PARENT = """
import os, pathlib, signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(300)"])
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
pathlib.Path(sys.argv[1]).write_text(f"{os.getpid()} {child.pid}")
time.sleep(300)
"""


@pytest.fixture
def supervised(tmp_path):
    """Starts programs under a supervisor in a thread; everything ends with the test."""
    stop = threading.Event()
    threads = []

    def start(*commands):
        programs = [Program(f"p{number}", tuple(map(str, command))) for number, command in enumerate(commands)]
        threads.append(threading.Thread(target=supervise, args=(programs, os.environ, stop)))
        threads[0].start()

    def end():
        stop.set()
        for thread in threads:
            thread.join(40)
            assert not thread.is_alive()

    yield start, end
    end()


def read_pids(note: Path):
    wait_until(lambda: note.exists() and note.read_text(), what="the program to start")
    return [int(number) for number in note.read_text().split()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_stopping_ends_the_children_too(supervised, tmp_path):
    start, end = supervised
    start([sys.executable, "-c", PARENT, tmp_path / "note"])
    parent, child = read_pids(tmp_path / "note")

    end()

    assert not is_alive(parent)
    wait_until(lambda: not is_alive(child), what="the killed child to be gone")


def test_killed_program_starts_again_and_its_children_are_ended(supervised, tmp_path):
    start, _end = supervised
    start([sys.executable, "-c", PARENT, tmp_path / "note"])
    parent, child = read_pids(tmp_path / "note")
    (tmp_path / "note").unlink()

    os.kill(parent, signal.SIGKILL)

    again, _ = read_pids(tmp_path / "note")
    assert again != parent
    wait_until(lambda: not is_alive(child), what="the killed child to be gone")


def test_program_that_will_not_end_is_killed(supervised, tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.5)
    start, end = supervised
    stubborn = "import os, pathlib, signal, sys, time; signal.signal(15, signal.SIG_IGN); "
    stubborn += "pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(300)"
    start([sys.executable, "-c", stubborn, tmp_path / "note"])
    (pid,) = read_pids(tmp_path / "note")

    end()

    assert not is_alive(pid)


def test_lines_carry_the_name_of_their_program(supervised, capsys):
    start, end = supervised
    start(
        [sys.executable, "-c", "print('hello', flush=True); import time; time.sleep(300)"],
        ["/bin/sh", "-c", "sleep 300"],
    )
    printed = []
    wait_until(lambda: printed.append(capsys.readouterr().out) or "hello" in "".join(printed), what="the line")

    end()

    assert "p0 | hello\n" in "".join(printed)


def test_names_are_aligned():
    stream = io.StringIO()

    Lines(["web", "worker"], stream).write("web", "hello")

    assert stream.getvalue() == "web    | hello\n"


def test_program_ends_when_the_supervisor_is_killed(tmp_path):
    code = (
        "import os, sys, threading; from config.serving.programs import Program; "
        "from config.serving.supervisor import supervise; "
        "supervise([Program('p', (sys.executable, '-c', *sys.argv[1:]))], os.environ, threading.Event())"
    )
    boss = subprocess.Popen([sys.executable, "-c", code, PARENT, tmp_path / "note"])
    parent, child = read_pids(tmp_path / "note")

    boss.kill()
    boss.wait()

    wait_until(lambda: not is_alive(parent), what="the program to end")
    for left in session_members(parent):
        os.kill(left, signal.SIGKILL)
    wait_until(lambda: not is_alive(child), what="the child to end")
