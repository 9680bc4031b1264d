"""Hands work to the background after the commit, and never lets a broker that is down spoil a booking."""

import logging
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def queue_task(task: Task, *args: Any) -> None:
    """Queue `task(*args)` once the open transaction has committed.

    The row that asks for the work is already written. When the broker does not answer, a line is logged and
    the sweep that looks for such rows every half minute takes it up.
    """
    transaction.on_commit(lambda: _hand_over(task, args))


def _hand_over(task: Task, args: tuple[Any, ...]) -> None:
    try:
        task.apply_async(args=args)
    except (OperationalError, OSError) as error:
        logger.warning("Broker unreachable, left for the sweep: %s%s (%s)", task.name, args, error)
