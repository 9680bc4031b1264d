"""Webhooks on their way: one row per delivery, kept with the state, so a restart goes on where it stopped."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from .store import Store

MODES = ("normal", "doubled", "late", "shuffled", "lost")
# Seconds to wait after each failed attempt; after the last one Stripe, and we, give up.
BACKOFF = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
# How long a shuffled batch gathers events before it sets off.
GATHERING = 0.3

_FIRST_STATES = {
    "normal": ("queued",),
    "doubled": ("queued", "queued"),
    "late": ("held",),
    "shuffled": ("gathered",),
    "lost": ("lost",),
}
_MODE = "delivery_mode"


@dataclass(frozen=True)
class Delivery:
    id: int
    event: str


class Outbox:
    """States of a row: queued, sending, sent, failed; held and gathered wait for release; lost never leaves."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.listening = False
        self.posted = threading.Event()
        # Rows that were being sent when the last process ended may or may not have arrived: send again.
        store.run("UPDATE deliveries SET state = 'queued' WHERE state = 'sending'")

    @property
    def mode(self) -> str:
        return self._store.setting(_MODE, "normal")

    def set_mode(self, mode: str) -> None:
        if mode not in MODES:
            raise ValueError(f"Delivery mode must be one of {', '.join(MODES)}.")
        self._store.keep_setting(_MODE, mode)

    def post(self, event: str, copies: int = 0) -> None:
        """Queue an event by the current mode, or `copies` times at once whatever the mode."""
        if not self.listening:
            return
        for state in ["queued"] * copies or _FIRST_STATES[self.mode]:
            self._store.run(
                "INSERT INTO deliveries (event, state, due_at) VALUES (?, ?, ?)", (event, state, time.time())
            )
        self.posted.set()

    def release(self, *, shuffle: bool = False) -> int:
        """Let held and gathered events go, one after the other; answers how many."""
        with self._store.transaction():
            return self._let_go(("held", "gathered"), _shuffled if shuffle else list)

    def release_gathered(self) -> int:
        """Send a shuffled batch on its way once it has gathered long enough, never in its first order."""
        with self._store.transaction():
            old = time.time() - GATHERING
            ripe = self._store.run("SELECT 1 FROM deliveries WHERE state = 'gathered' AND due_at <= ?", (old,))
            return self._let_go(("gathered", "gathered"), _shuffled) if ripe else 0

    def _let_go(self, states: tuple[str, str], order: Callable[[list[int]], list[int]]) -> int:
        rows = self._store.run("SELECT id FROM deliveries WHERE state IN (?, ?) ORDER BY id", states)
        before: int | None = None
        for found in order([row["id"] for row in rows]):
            self._store.run(
                "UPDATE deliveries SET state = 'queued', due_at = ?, waits_for = ? WHERE id = ?",
                (time.time(), before, found),
            )
            before = found
        self.posted.set()
        return len(rows)

    def take_due(self) -> list[Delivery]:
        """Mark what may leave now as being sent. A row that waits for another leaves after its first attempt."""
        with self._store.transaction():
            rows = self._store.run(
                "SELECT id, event FROM deliveries WHERE state = 'queued' AND due_at <= ? AND (waits_for IS NULL"
                " OR waits_for IN (SELECT id FROM deliveries WHERE attempts > 0)) ORDER BY id",
                (time.time(),),
            )
            for row in rows:
                self._store.run("UPDATE deliveries SET state = 'sending' WHERE id = ?", (row["id"],))
        return [Delivery(row["id"], row["event"]) for row in rows]

    def record(self, delivery: Delivery, status: int) -> None:
        """Write down what the receiver answered (0: nothing) and when to try again, if ever."""
        with self._store.transaction():
            row = self._store.run("SELECT attempts FROM deliveries WHERE id = ?", (delivery.id,))[0]
            attempts = row["attempts"] + 1
            state, wait = _next_step(status, attempts)
            self._store.run(
                "UPDATE deliveries SET state = ?, attempts = ?, due_at = ?, last_status = ? WHERE id = ?",
                (state, attempts, time.time() + wait, status, delivery.id),
            )
        self.posted.set()

    def under_way(self, event: str = "") -> int:
        """How many deliveries are still to be made, of one event or of all; held ones do not count."""
        sql = (
            "SELECT count(*) AS n FROM deliveries"
            " WHERE state IN ('queued', 'sending', 'gathered') AND (? = '' OR event = ?)"
        )
        return int(self._store.run(sql, (event, event))[0]["n"])

    def rows(self) -> list[dict[str, object]]:
        sql = "SELECT id, event, state, attempts, last_status FROM deliveries ORDER BY id"
        return [dict(row) for row in self._store.run(sql)]


def _next_step(status: int, attempts: int) -> tuple[str, float]:
    if 200 <= status < 300:
        return "sent", 0.0
    if attempts > len(BACKOFF):
        return "failed", 0.0
    return "queued", BACKOFF[attempts - 1]


def _shuffled(ids: list[int]) -> list[int]:
    """In any order but the first one, where there is another."""
    mixed = random.sample(ids, len(ids))
    return mixed if mixed != ids else mixed[::-1]
