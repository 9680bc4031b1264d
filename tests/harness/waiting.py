"""Waiting with a deadline, instead of sleeping and hoping."""

import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


def wait_until(look: Callable[[], Seen], *, seconds: float = 20, what: str = "it", pause: float = 0.05) -> Seen:
    """The first true answer of `look`; fails with a sentence naming `what` when none comes within `seconds`."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {seconds} seconds in vain for {what}.")
        time.sleep(pause)
    return seen
