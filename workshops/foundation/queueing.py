"""Hands work to the background after the commit, and never lets a broker that is down spoil a booking."""

import logging
from math import inf
from threading import Lock
from time import monotonic
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def queue_task(task: Task, *args: Any) -> None:
    """Queue `task(*args)` once the open transaction has committed.

    The row that asks for the work is already written. When the broker does not answer, a line is logged, this process
    asks it nothing more for 20 seconds, and the sweep that looks for such rows every half minute takes them up.
    """
    transaction.on_commit(lambda: _hand_over(task, args))


class Pause:
    """Begins when the broker does not answer, and lasts some seconds. For any number of threads of one process."""

    def __init__(self, *, seconds: float) -> None:
        self.seconds = seconds
        self._lock = Lock()
        self._ends_at = -inf

    def is_on(self) -> bool:
        return monotonic() < self._ends_at

    def begin(self) -> bool:
        """False when another thread has begun it already."""
        with self._lock:
            if self.is_on():
                return False
            self._ends_at = monotonic() + self.seconds
            return True

    def end(self) -> None:
        with self._lock:
            self._ends_at = -inf


# A paused Redis costs three seconds for each question: a session of forty bookings would cost two minutes.
pause = Pause(seconds=20)


def _hand_over(task: Task, args: tuple[Any, ...]) -> None:
    if pause.is_on():
        return
    try:
        task.apply_async(args=args)
    except (OperationalError, OSError) as error:
        if pause.begin():
            logger.warning(
                "Broker unreachable, left for the sweep for %d seconds: %s%s (%s)",
                pause.seconds,
                task.name,
                args,
                error,
            )
