"""Whether everything that the site leans on answers."""

import logging
import os
import uuid
from collections.abc import Callable
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import connection

logger = logging.getLogger(__name__)

# A worker that answered counts as there for so long: asking takes a moment, and probes come often.
WORKER_SEEN_SECONDS = 15
WORKER_PATIENCE_SECONDS = 1.0


def failing() -> list[str]:
    """The names of what does not answer, of "database", "cache", "storage", "broker" and "worker"."""
    return [name for name, check in CHECKS.items() if not _passes(name, check)]


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        passed = check()
    except Exception:
        logger.exception("Not ready: %s", name)
        return False
    if not passed:
        logger.warning("Not ready: %s", name)
    return passed


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _cache() -> bool:
    """Writes and reads back a value of its own, so that two probes do not disturb each other."""
    key, cache = f"readyz-{uuid.uuid4().hex}", caches["default"]
    cache.set(key, "here", timeout=30)
    answer = cache.get(key)
    cache.delete(key)
    return bool(answer == "here")


def _storage() -> bool:
    default_storage.exists("readyz")
    folder = Path(settings.MEDIA_ROOT)
    return not settings.MEDIA_ROOT or _may_write(folder)


def _may_write(folder: Path) -> bool:
    """Whether files can be made in `folder`, or below its nearest parent that is there."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return os.access(there, os.W_OK)


def _broker() -> bool:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
    return True


def _worker() -> bool:
    seen = caches["pages"]
    if seen.get("worker-seen"):
        return True
    answered = bool(current_app.control.ping(timeout=WORKER_PATIENCE_SECONDS, limit=1))
    if answered:
        seen.set("worker-seen", True, timeout=WORKER_SEEN_SECONDS)
    return answered


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "cache": _cache,
    "storage": _storage,
    "broker": _broker,
    "worker": _worker,
}
