"""A Redis server of our own: Debian's program, on a free port, keeping nothing."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import redis

from config.serving.plan import free_port
from tests.harness.processes import Running
from tests.harness.waiting import wait_until


@contextlib.contextmanager
def running_redis() -> Iterator[str]:
    """Start a server; gives its address, `redis://…/0`."""
    with tempfile.TemporaryDirectory(prefix="lectern-redis-") as folder:
        port = free_port()
        server = start_redis(port, Path(folder))
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.stop()


def start_redis(port: int, folder: Path) -> Running:
    """A server on `port` that answers. Whoever calls this ends it."""
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder))
    server = Running([*_program(), *options], log=folder / "log")
    wait_until(lambda: _answers(server, port), seconds=15, what="Redis to answer")
    return server


def numbered(url: str, number: int) -> str:
    """The address of another of the sixteen databases on the same server."""
    return urlsplit(url)._replace(path=f"/{number}").geturl()


def _program() -> list[str]:
    """Debian's redis-tools hold the server too: the program looks at the name it is called by."""
    found = shutil.which("redis-server")
    return [found] if found else ["bash", "-c", 'exec -a redis-server redis-check-rdb "$@"', "redis-server"]


def _answers(server: Running, port: int) -> bool:
    assert server.is_alive(), server.tail()
    with redis.Redis(port=port, socket_connect_timeout=1) as client:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False
