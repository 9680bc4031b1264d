"""The whole application as real processes: web server, worker, scheduler and Stripe sandbox."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from config.serving.plan import Plan, free_port, sandbox_environ
from config.serving.programs import Program, beat, sandbox, web, worker
from tests.harness.prepared import borrow_database, borrow_static_files, keep_database, keep_static_files
from tests.harness.processes import Running
from tests.harness.site_shell import SiteShell
from tests.harness.waiting import wait_until


class LiveSite:
    """A site of its own: fresh database, fresh data folder, free ports. `stop()` ends all of it."""

    def __init__(self, data: Path, *, database_url: str = "", redis_url: str = "", **environ: str) -> None:
        self.data = data
        self.plan = make_site_plan(data, database_url=database_url, redis_url=redis_url, environ=environ)
        self.url = self.plan.site_url
        self.mail_folder = data / "mail"
        self.sandbox = SandboxControl(self.plan.sandbox_url)
        self._running: dict[str, Running] = {}
        self._shell = SiteShell(self.plan.environ)

    def prepare(self) -> None:
        """Migrate, gather static files and so on, as bin/serve does. No sample data."""
        database = self.data / "lectern.sqlite3"
        is_sqlite = self.plan.environ["DATABASE_URL"].endswith(str(database))
        borrow_static_files(self.data / "static")
        if is_sqlite:
            borrow_database(database)
        self._run("-m", "config.serving.preparing", "--without-sample")
        keep_static_files(self.data / "static")
        if is_sqlite:
            keep_database(database)

    def start(self) -> None:
        """Start web server, worker and sandbox, and wait until they answer. The scheduler starts on request."""
        self.start_web()
        self._start(sandbox(self.plan))
        self.start_worker()
        wait_until(self._sandbox_answers, what="the sandbox to answer")

    def stop(self) -> None:
        """End all of it at once: nobody needs its data any more, and Celery takes eight seconds over a farewell."""
        for running in reversed(self._running.values()):
            running.kill()
        self._running.clear()
        self._shell.stop()

    def start_web(self) -> Running:
        running = self._start(web())
        wait_until(lambda: status_of(f"{self.url}/healthz/") or dead(running), what="the web server to answer")
        return running

    def stop_web(self) -> None:
        self._running.pop("web").stop()

    def start_worker(self) -> Running:
        """Start the worker and wait until it takes tasks."""
        running = self._start(worker(f"live-{self.plan.port}"))
        wait_until(lambda: " ready." in running.log.read_text() or dead(running), seconds=40, what="the worker")
        return running

    def stop_worker(self) -> None:
        """Let it finish what it is doing."""
        self._running.pop("worker").stop()

    def kill_worker(self) -> None:
        """SIGKILL to the worker and its children at once: nothing gets a chance to tidy up."""
        self._running.pop("worker").kill()

    def start_beat(self) -> Running:
        return self._start(beat())

    def stop_beat(self) -> None:
        self._running.pop("beat").stop()

    def running(self, name: str) -> Running:
        """One of `web`, `worker`, `beat`, `sandbox`."""
        return self._running[name]

    def manage(self, *arguments: str, stdin: str | None = None) -> str:
        """Run a management command; what it printed."""
        return self._run("manage.py", *arguments, stdin=stdin)

    def shell(self, code: str) -> str:
        """Run Python in a process of the site's own and its database; what it printed. Every model is imported."""
        return self._shell.run(code).strip()

    def mails(self) -> list[Path]:
        """Messages sent so far, oldest first."""
        return sorted(self.mail_folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)

    def logs(self, name: str) -> str:
        return (self.data / "log" / f"{name}.log").read_text(errors="replace")

    def _start(self, program: Program) -> Running:
        log = self.data / "log" / f"{program.name}.log"
        log.unlink(missing_ok=True)
        self._running[program.name] = Running(program.command, log=log, environ=self.plan.environ)
        return self._running[program.name]

    def _run(self, *arguments: str, stdin: str | None = None) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.plan.environ,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments} gave {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def _sandbox_answers(self) -> bool:
        return bool(status_of(f"{self.sandbox.url}/_sandbox/state")) or dead(self._running["sandbox"])


class SandboxControl:
    """Speaks to a running Stripe sandbox: `sandbox("POST sessions/cs_1/pay")`."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __call__(self, line: str, **details: Any) -> Any:
        """The result of one command (see tests/stripe_sandbox/control.py)."""
        method, path = line.split()
        body = json.dumps(details).encode() if method == "POST" else None
        request = urllib.request.Request(f"{self.url}/_sandbox/{path}", data=body, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["result"]


def make_site_plan(data: Path, *, database_url: str, redis_url: str, environ: dict[str, str]) -> Plan:
    """Local settings on free ports; nothing of the test run's own settings carries over."""
    port, sandbox_port = free_port(), free_port()
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("STRIPE_", "EMAIL_", "LECTERN_"))
    }
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "LECTERN_DATA_DIR": str(data),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url or f"sqlite:///{data}/lectern.sqlite3",
        "REDIS_URL": redis_url,
        "LECTERN_SWEEP_SECONDS": "2",
        # Every booker of a test comes from this machine.
        "LECTERN_BOOKINGS_PER_MINUTE": "0",
        "PYTHONUNBUFFERED": "1",
    }
    return Plan("127.0.0.1", port, sandbox_port, data, inherited | own | sandbox_environ(sandbox_port, data) | environ)


def status_of(url: str) -> int:
    """The status that a GET answers with; 0 when nobody listens."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def dead(running: Running) -> bool:
    """Fails with the last lines that it printed when the process has ended."""
    assert running.is_alive(), running.tail()
    return False
