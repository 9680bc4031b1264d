"""State: Stripe objects as JSON rows in SQLite, in a file or in memory.

SQLite in write-ahead mode keeps every committed change through a kill of the process.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import Obj
from .query import Query

_SCHEMA = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")


class StoreClosedError(Exception):
    """The sandbox is stopping; a background thread came too late."""


class Store:
    """One connection behind one re-entrant lock, which every transaction holds to its end."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._closed = False
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Transactions nest: an inner one undoes only itself."""
        with self._lock:
            self._refuse_when_closed()
            name = f"level_{self._depth}"
            self._db.execute(f"SAVEPOINT {name}")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._db.execute(f"ROLLBACK TO {name}")
                raise
            finally:
                self._depth -= 1
                self._db.execute(f"RELEASE {name}")

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise StoreClosedError

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with self._lock:
            self._refuse_when_closed()
            return self._db.execute(sql, values).fetchall()

    def add(self, obj: Obj, *, kind: str = "", parent: str = "") -> Obj:
        self.run(
            "INSERT INTO objects (id, kind, parent, created, body) VALUES (?, ?, ?, ?, ?)",
            (obj["id"], kind or obj["object"], parent, obj.get("created", 0), json.dumps(obj)),
        )
        return obj

    def save(self, obj: Obj) -> Obj:
        self.run("UPDATE objects SET body = ? WHERE id = ?", (json.dumps(obj), obj["id"]))
        return obj

    def get(self, found: str, kind: str = "") -> Obj | None:
        """The object with this id, or None; a copy, so changes count only once saved."""
        rows = self.run("SELECT body, kind FROM objects WHERE id = ?", (found,))
        if not rows or (kind and rows[0]["kind"] != kind):
            return None
        return _read(rows[0])

    def select(self, query: Query) -> list[Obj]:
        return [_read(row) for row in self.run(*query.sql())]

    def children(self, parent: str) -> list[Obj]:
        return [_read(row) for row in self.run("SELECT body FROM objects WHERE parent = ? ORDER BY seq", (parent,))]

    def count(self, kind: str) -> int:
        return int(self.run("SELECT count(*) AS n FROM objects WHERE kind = ?", (kind,))[0]["n"])

    def setting(self, name: str, default: str) -> str:
        rows = self.run("SELECT value FROM settings WHERE name = ?", (name,))
        return str(rows[0]["value"]) if rows else default

    def keep_setting(self, name: str, value: str) -> None:
        self.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))


def _read(row: sqlite3.Row) -> Obj:
    body: Obj = json.loads(row["body"])
    return body
