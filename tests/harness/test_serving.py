"""bin/serve from the outside: ready means ready, and stopping leaves nothing."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from socket import create_server

import pytest

from config.serving.plan import free_port
from tests.harness.prepared import GATHERED, borrow_static_files
from tests.harness.processes import Running
from tests.harness.run import clean_environ
from tests.harness.site import status_of
from tests.harness.waiting import wait_until

pytestmark = [pytest.mark.processes, pytest.mark.once]
SERVE = (sys.executable, "-m", "config.serving")


@pytest.fixture
def environ(tmp_path):
    ports = {"PORT": str(free_port()), "SANDBOX_PORT": str(free_port())}
    if GATHERED.exists():
        borrow_static_files(tmp_path / "data" / "static")
    return clean_environ() | ports | {"LECTERN_DATA_DIR": str(tmp_path / "data")}


@pytest.fixture
def serving(environ, tmp_path):
    running = Running(SERVE, log=tmp_path / "serve.log", environ=environ)
    yield running
    running.stop(40)


def processes_with(marker):
    """Numbers of the processes whose environment holds `marker`."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            found += [int(path.parent.name)] if marker.encode() in path.read_bytes() else []
        except OSError:
            continue
    return found


def is_ready(running):
    assert running.is_alive(), running.tail()
    return "Lectern is ready" in running.log.read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_everything_answers_once_it_says_so_and_ends_when_asked(serving, environ, number):
    wait_until(lambda: is_ready(serving), seconds=120, what="bin/serve")
    printed = serving.log.read_text()
    assert status_of(f"http://127.0.0.1:{environ['PORT']}/readyz/") == 200
    assert status_of(f"http://127.0.0.1:{environ['SANDBOX_PORT']}/_sandbox/state") == 200
    assert f"http://127.0.0.1:{environ['PORT']}/" in printed
    assert (Path(environ["LECTERN_DATA_DIR"]) / "sample-sign-ins.txt").read_text().splitlines()[0] in printed

    os.kill(serving.pid, number)
    wait_until(lambda: not serving.is_alive(), seconds=40, what="bin/serve to end")

    assert serving.process.returncode == 0
    assert serving.tail(1) == "Stopped."
    assert processes_with(f"LECTERN_DATA_DIR={environ['LECTERN_DATA_DIR']}") == []


def test_taken_port_is_one_sentence(environ):
    with closing(create_server(("127.0.0.1", int(environ["PORT"])))):
        done = subprocess.run(SERVE, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr == (
        f"Port {environ['PORT']} on 127.0.0.1 is taken or not allowed: "
        "stop what listens there, or set PORT to another number.\n"
    )


def test_missing_production_setting_is_one_sentence(environ):
    production = environ | {"DJANGO_SETTINGS_MODULE": "config.settings.production"}

    done = subprocess.run(SERVE, env=production, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr == (
        "SECRET_KEY is not set: set it to fifty or more random characters. See docs/operations.md.\n"
    )
