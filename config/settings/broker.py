"""How tasks travel: folders on disk by default, Redis when REDIS_URL says so."""

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

# Longer than any task may run (see CELERY_TASK_TIME_LIMIT), or Redis would hand a running task out twice.
VISIBILITY_TIMEOUT_S = 900


class WholeFiles(filesystem.Channel):  # type: ignore[misc]
    """Shows a message only once all of it is written: a worker that reads half a message, or none of it, dies."""

    def _put(self, queue: str, payload: Any, **_: Any) -> None:
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        # A reader looks for what follows the first dot, so it passes over a name that begins with one.
        draft = Path(self.data_folder_out, f".{name}")
        try:
            draft.write_text(dumps(payload))
            draft.rename(draft.with_name(name))
        except OSError as error:
            raise ChannelError(f"No message can be put into {draft.parent}") from error


class Folders(filesystem.Transport):  # type: ignore[misc]
    Channel = WholeFiles


def folders(root: Path) -> dict[str, Any]:
    """Transport options for kombu's filesystem transport below `root`, which is created.

    From then on the scheme `filesystem` means `Folders`.
    """
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Folders.__name__}"
    queue, control = root / "queue", root / "control"
    for folder in (queue, control):
        folder.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
        # The worker looks again only after this pause whenever both its processes have work: a tenth of a second would
        # hold it to twenty tasks a second. Looking fifty times a second costs one hundredth of a core.
        "polling_interval": 0.02,
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
