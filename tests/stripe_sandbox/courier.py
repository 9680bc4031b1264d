"""The threads that carry webhooks, so that no API answer ever waits for a receiver."""

import queue
import threading
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from .outbox import Delivery, Outbox
from .signing import payload, sign
from .store import Store, StoreClosedError

_WORKERS = 4
_TICK = 0.2
_PATIENCE = 10.0


@dataclass(frozen=True)
class Target:
    """Where webhooks go, and the secret they are signed with."""

    url: str
    secret: str

    def send(self, body: bytes, signature: str) -> int:
        """Post once, straight, without following redirects; answers the status, or 0 for no answer."""
        parts = urlsplit(self.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        line = kind(parts.hostname or "", parts.port, timeout=_PATIENCE)
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Stripe/1.0"}
        try:
            headers["Stripe-Signature"] = signature
            line.request("POST", parts.path + (f"?{parts.query}" if parts.query else ""), body, headers)
            return line.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            line.close()


class Courier:
    """One thread looks for what is due, a few others post it; several at once, so order is not promised."""

    def __init__(self, store: Store, outbox: Outbox) -> None:
        self._store = store
        self._outbox = outbox
        self._jobs: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self.target: Target | None = None

    def aim(self, target: Target | None) -> None:
        """Send from now on to this target; events made while there is none are never delivered."""
        self.target = target
        self._outbox.listening = target is not None
        self._outbox.posted.set()

    def start(self) -> None:
        for task in (self._look, *[self._work] * _WORKERS):
            thread = threading.Thread(target=task, name="courier", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Stop looking; a post under way has a second to finish, and is sent again after a restart if not."""
        self._stopping.set()
        self._outbox.posted.set()
        for _ in range(_WORKERS):
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout=1)

    def _look(self) -> None:
        while not self._stopping.is_set():
            self._outbox.posted.wait(_TICK)
            self._outbox.posted.clear()
            if self.target is None:
                continue
            self._outbox.release_gathered()
            for delivery in self._outbox.take_due():
                self._jobs.put(delivery)

    def _work(self) -> None:
        while (delivery := self._jobs.get()) is not None:
            try:
                self._carry(delivery)
            except StoreClosedError:
                return

    def _carry(self, delivery: Delivery) -> None:
        event = self._store.get(delivery.event)
        if self._stopping.is_set() or event is None or self.target is None:
            return
        body = payload(event)
        status = self.target.send(body, sign(body, self.target.secret))
        self._outbox.record(delivery, status)
