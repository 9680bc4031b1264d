"""The site that is measured: real processes as bin/serve starts them, on fresh data."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.report import progress
from tests.harness.postgres import running_postgres
from tests.harness.redis_server import running_redis
from tests.harness.site import LiveSite

# As in bin/serve; the harness sweeps more often.
SWEEP = {"LECTERN_SWEEP_SECONDS": "30"}


@contextlib.contextmanager
def running_site(*, postgres: bool = False) -> Iterator[LiveSite]:
    """Two web processes of four threads, a worker of two processes, scheduler and sandbox, until the block ends."""
    with contextlib.ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lectern-bench-")))
        servers = _servers(stack) if postgres else {}
        progress(f"Starting a site on {'PostgreSQL and Redis' if postgres else 'SQLite and folders'}")
        site = LiveSite(data, **servers, **SWEEP)
        stack.callback(site.stop)
        site.prepare()
        site.start()
        site.start_beat()
        yield site


def _servers(stack: contextlib.ExitStack) -> dict[str, str]:
    return {
        "database_url": stack.enter_context(running_postgres()),
        "redis_url": stack.enter_context(running_redis()),
    }


def inside(site: LiveSite, function: str, **arguments: Any) -> Any:
    """Call `tests.bench.<function>` in a process with the site's settings and database; what it gave, through JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.inside", function, json.dumps(arguments)],
        env=site.plan.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{function} failed:\n{done.stderr[-3000:]}"
    return json.loads(done.stdout.splitlines()[-1])
