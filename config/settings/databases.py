"""Where rows live: SQLite by default, PostgreSQL when DATABASE_URL says so."""

from pathlib import Path
from typing import Any

import environ

# A statement that runs longer than this is a defect; a lock waited for longer is a deadlock in the making.
STATEMENT_TIMEOUT_MS = 20_000
LOCK_TIMEOUT_MS = 10_000


def sqlite(path: Path) -> dict[str, Any]:
    """WAL lets readers go on while one writes; IMMEDIATE makes writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        },
    }


def from_url(url: str) -> dict[str, Any]:
    """The settings for a `postgres://` or `sqlite:///` address."""
    parsed: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if "sqlite" in parsed["ENGINE"]:
        return sqlite(Path(parsed["NAME"]))
    limits = f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS}"
    parsed.setdefault("OPTIONS", {}).setdefault("options", limits)
    return parsed | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
