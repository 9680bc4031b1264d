"""Idempotency keys: the first answer is the answer, for a day."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from .clock import Clock
from .errors import StripeError
from .form import Tree
from .store import Store

LIFETIME = 24 * 3600


@dataclass(frozen=True)
class Kept:
    """An answer once given."""

    status: int
    body: str
    request_id: str


@dataclass
class _Gate:
    lock: threading.Lock = field(default_factory=threading.Lock)
    users: int = 0


class IdempotencyKeys:
    """Answers by key, kept with the state; and one lock per key, so that twins run one after the other."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._gates: dict[str, _Gate] = {}
        self._guard = threading.Lock()

    @contextmanager
    def held(self, key: str | None) -> Iterator[None]:
        """Keep any other call with this key waiting until this one is done."""
        if key is None:
            yield
            return
        gate = self._enter(key)
        try:
            with gate.lock:
                yield
        finally:
            self._leave(key, gate)

    def _enter(self, key: str) -> _Gate:
        with self._guard:
            gate = self._gates.setdefault(key, _Gate())
            gate.users += 1
            return gate

    def _leave(self, key: str, gate: _Gate) -> None:
        with self._guard:
            gate.users -= 1
            if not gate.users:
                del self._gates[key]

    def recall(self, key: str | None, line: str, params: Tree) -> Kept | None:
        """What was answered to this key; an idempotency error where the request is another one."""
        born_after = self._clock.now() - LIFETIME
        rows = self._store.run("SELECT * FROM idempotency WHERE key = ? AND created > ?", (key, born_after))
        if not rows:
            return None
        row = rows[0]
        if row["line"] != line:
            raise _reused(
                f"Keys for idempotent requests can only be used for the same endpoint "
                f"they were first used for ('{row['line']}' vs '{line}').",
                key,
            )
        if row["fingerprint"] != _fingerprint(params):
            raise _reused(
                "Keys for idempotent requests can only be used with the same parameters they were first used with.", key
            )
        return Kept(row["status"], row["body"], row["request_id"])

    def keep(self, key: str, line: str, params: Tree, kept: Kept) -> None:
        self._store.run(
            "INSERT OR REPLACE INTO idempotency VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, line, _fingerprint(params), kept.status, kept.body, kept.request_id, self._clock.now()),
        )


def _fingerprint(params: Tree) -> str:
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()


def _reused(message: str, key: str | None) -> StripeError:
    advice = f" Try using a key other than '{key}' if you meant to execute a different request."
    return StripeError(message + advice, kind="idempotency_error", kept=False)
