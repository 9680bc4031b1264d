"""How tasks travel: folders on disk by default, Redis when REDIS_URL says so."""

from pathlib import Path
from typing import Any

# Longer than any task may run (see CELERY_TASK_TIME_LIMIT), or Redis would hand a running task out twice.
VISIBILITY_TIMEOUT_S = 900


def folders(root: Path) -> dict[str, Any]:
    """Transport options for kombu's filesystem transport below `root`, which is created."""
    queue, control = root / "queue", root / "control"
    for folder in (queue, control):
        folder.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
        "polling_interval": 0.1,
    }


def redis() -> dict[str, Any]:
    """Transport options for Redis: a paused server must not hold up a booking."""
    return {
        "visibility_timeout": VISIBILITY_TIMEOUT_S,
        "unacked_restore_interval": 1,
        "socket_timeout": 3,
        "socket_connect_timeout": 2,
        "retry_policy": {"max_retries": 0},
    }
