"""Things that go wrong at Stripe, on demand."""

import threading
import time
from dataclasses import dataclass

from .errors import DroppedError, StripeError, forbidden, internal_error, rate_limited

KINDS = ("error", "rate_limit", "forbidden", "hang", "drop")
MOMENTS = ("before", "after")


@dataclass
class Fault:
    """What befalls the next `calls` API calls whose line, such as `POST /v1/refunds`, contains `match`.

    error answers 500, rate_limit answers 429, forbidden answers 403 as to a key without the right, hang waits
    `seconds`, drop closes the connection without an answer. `when` says whether it strikes before or after the effect took place.
    """

    kind: str
    calls: int = 1
    when: str = "before"
    seconds: float = 0.0
    match: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.when not in MOMENTS:
            raise ValueError(f"A fault is one of {', '.join(KINDS)}, {' or '.join(MOMENTS)} the effect.")

    def at_the_door(self) -> None:
        """What strikes before anything is begun or remembered."""
        if self.kind == "rate_limit":
            raise rate_limited()
        if self.kind == "forbidden":
            raise forbidden()
        if self.when == "before":
            self.strike()

    def strike(self) -> None:
        if self.kind == "hang":
            time.sleep(self.seconds)
        if self.kind == "drop":
            raise DroppedError

    def failure(self, when: str) -> StripeError | None:
        """The 500 to be answered, and remembered, at this moment."""
        return internal_error() if (self.kind, self.when) == ("error", when) else None


NO_FAULT = Fault("hang", when="after")


class Faults:
    """The faults to come, oldest first. They do not outlive the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._coming: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        with self._lock:
            self._coming.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._coming.clear()

    def take(self, line: str) -> Fault:
        """The fault that befalls this call, used up by one; NO_FAULT for most calls."""
        with self._lock:
            fault = next((coming for coming in self._coming if coming.match in line), NO_FAULT)
            fault.calls -= 1
            self._coming = [coming for coming in self._coming if coming.calls > 0]
        return fault

    def coming(self) -> list[Fault]:
        with self._lock:
            return list(self._coming)
