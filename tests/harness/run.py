"""What bin/test runs once everything is installed; see docs/testing.md."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.harness.checks import run_checks
from tests.harness.postgres import running_postgres
from tests.harness.redis_server import running_redis
from tests.harness.tally import Tally, read_tally

FLAGS = ("--all", "--postgres", "--checks")
# Both cores; the tests of a group (tests/conftest.py) stay together, so that they share what they started.
PARALLEL = ("-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder")
# The settings of whoever runs the tests must not reach them.
OURS = ("DJANGO_", "STRIPE_", "LECTERN_", "EMAIL_URL", "DEFAULT_FROM_", "DATABASE_URL", "REDIS_URL", "SECRET_KEY")
OURS += ("ALLOWED_HOSTS", "SITE_URL", "SANDBOX_PORT", "PORT", "HOST", "PYTEST_")


@dataclass(frozen=True)
class Wanted:
    """What to run, and with which arguments for pytest."""

    checks: bool
    engines: tuple[str, ...]
    arguments: tuple[str, ...]


def read_wanted(given: Sequence[str]) -> Wanted:
    """Nothing given: everything. Arguments alone: a quick run on SQLite. A flag first: what it names."""
    flag, rest = (given[0], tuple(given[1:])) if given and given[0] in FLAGS else ("", tuple(given))
    if flag == "--checks":
        return Wanted(True, (), ())
    if flag == "--postgres":
        return Wanted(False, ("postgres",), rest)
    if flag == "--all" or not given:
        return Wanted(not given, ("sqlite", "postgres"), rest)
    return Wanted(False, ("sqlite",), rest)


def main(given: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    began = time.monotonic()
    wanted = read_wanted(given)
    environ = clean_environ()
    tally = Tally(failed=run_checks(environ)) if wanted.checks else Tally()
    for engine in wanted.engines:
        tally += run_pytest(engine, wanted.arguments, environ)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    print(f"· {minutes} min {seconds} s, {tally.skipped} skipped")
    print(tally.line(), flush=True)
    return 1 if tally.failed else 0


def clean_environ() -> dict[str, str]:
    """This environment without any setting of the application."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


def run_pytest(engine: str, arguments: Sequence[str], environ: dict[str, str]) -> Tally:
    """One run of the tests, with its servers around it."""
    began = time.monotonic()
    with running_engine(engine) as addresses:
        report = Path(addresses["LECTERN_TEST_DIR"]) / "report.xml"
        print(f"· Tests on {engine}", flush=True)
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *(arguments or PARALLEL)]
        code = subprocess.run(command, env=environ | addresses, check=False).returncode
        tally = read_tally(report, code)
    print(f"· Tests on {engine}: {tally.line()} ({time.monotonic() - began:.0f} s)", flush=True)
    return tally


@contextlib.contextmanager
def running_engine(engine: str) -> Iterator[dict[str, str]]:
    """The settings for `sqlite` or `postgres`; whatever servers these need run meanwhile."""
    with contextlib.ExitStack() as stack:
        addresses = {"LECTERN_TEST_DIR": stack.enter_context(tempfile.TemporaryDirectory(prefix="lectern-test-"))}
        if engine == "postgres":
            addresses["DATABASE_URL"] = stack.enter_context(running_postgres())
            addresses["REDIS_URL"] = stack.enter_context(running_redis())
        yield addresses


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
