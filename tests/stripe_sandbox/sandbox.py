"""The sandbox as one object: started, driven and stopped from Python. The HTTP control calls the same methods."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from . import checkout, disputes, payment, refunds
from .clock import Clock
from .courier import Courier, Target
from .errors import Obj
from .faults import Fault, Faults
from .idempotency import IdempotencyKeys
from .outbox import Outbox
from .query import Query
from .server import SandboxServer
from .signing import payload, sign
from .store import Store, StoreClosedError
from .world import Call, World

API_KEY = "sk_test_sandbox"
SECRET = "whsec_sandbox"
_TICK = 0.5


class Sandbox:
    """A Stripe of one's own on loopback. `state` is a file that keeps everything, None keeps it in memory.

    Without a webhook URL events are recorded, and never delivered.
    """

    api_key = API_KEY

    def __init__(
        self, *, webhook_url: str = "", secret: str = SECRET, port: int = 0, state: Path | None = None
    ) -> None:
        store = Store(state)
        clock = Clock(store)
        self.world = World(store, clock, Outbox(store), Faults(), IdempotencyKeys(store, clock))
        self.secret = secret
        self._courier = Courier(store, self.world.outbox)
        self.aim(webhook_url, secret)
        self._stopping = threading.Event()
        self._server = SandboxServer(self, port)
        self.url = self.world.base_url = self._server.url
        self._threads = [
            threading.Thread(target=self._server.run, name="sandbox", daemon=True),
            threading.Thread(target=self._tick, name="sandbox-clock", daemon=True),
        ]

    def start(self) -> Self:
        self._courier.start()
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        """Close the port, the connections and the state, in that order."""
        self._stopping.set()
        self._server.close()
        for thread in self._threads:
            thread.join(timeout=2)
        self._courier.stop()
        self.world.store.close()

    def _tick(self) -> None:
        while not self._stopping.wait(_TICK):
            try:
                checkout.expire_due(self._call())
            except StoreClosedError:
                return

    def _call(self) -> Call:
        return Call(self.world)

    # What a payer does

    def pay(self, session_id: str, *, email: str | None = None) -> Obj:
        """Press Pay; answers the session. Paying twice charges once."""
        return payment.pay(self._call(), session_id, email=email)

    def decline(self, session_id: str) -> Obj:
        """Press Pay with a card the bank declines; answers the session, still open."""
        return payment.decline(self._call(), session_id)

    def cancel(self, session_id: str) -> str:
        """Press Cancel; answers where the payer is sent. Nothing changes, as at Stripe."""
        return str(self._call().fetch(checkout.KIND, session_id)["cancel_url"] or "")

    # What happens out of band

    def expire(self, session_id: str) -> Obj:
        """Let a session's time be over at once."""
        with self.world.store.transaction():
            return checkout.expire(self._call(), session_id)

    def refund(self, payment_intent: str, *, amount: int | None = None, is_pending: bool = False) -> Obj:
        """Refund in the dashboard, all that is left or `amount` pence; a pending one waits for the account's balance."""
        wanted: Obj = {"payment_intent": payment_intent, "reason": "requested_by_customer"}
        if amount is not None:
            wanted["amount"] = amount
        with self.world.store.transaction():
            return refunds.create(self._call(), wanted, is_pending=is_pending)

    def complete_refund(self, refund_id: str) -> Obj:
        """Let a pending refund go through."""
        with self.world.store.transaction():
            return refunds.complete(self._call(), refund_id)

    def fail_refund(self, refund_id: str) -> Obj:
        """Let the bank send a refund back."""
        with self.world.store.transaction():
            return refunds.fail(self._call(), refund_id)

    def dispute(self, payment_intent: str, **details: Any) -> Obj:
        """Let the payer's bank dispute the charge behind an intent: see `disputes.create` for the details."""
        with self.world.store.transaction():
            intent = self._call().fetch("payment_intent", payment_intent)
            return disputes.create(self._call(), intent["latest_charge"] or "", **details)

    def answer_dispute(self, dispute_id: str) -> Obj:
        """Send evidence in the dashboard."""
        with self.world.store.transaction():
            return disputes.answer(self._call(), dispute_id)

    def close_dispute(self, dispute_id: str, *, outcome: str) -> Obj:
        """Let the bank decide: won or lost."""
        with self.world.store.transaction():
            return disputes.close(self._call(), dispute_id, outcome=outcome)

    def shift_clock(self, seconds: int) -> int:
        """Move time forward and let what is due expire; answers the new Unix time."""
        now = self.world.clock.shift(seconds)
        checkout.expire_due(self._call())
        return now

    def plan_fault(self, kind: str, **details: object) -> None:
        """Let something go wrong with the next API calls: see `faults.Fault` for kinds and details."""
        self.world.faults.plan(Fault(kind, **details))  # type: ignore[arg-type]

    def clear_faults(self) -> None:
        self.world.faults.clear()

    # Webhooks

    def aim(self, webhook_url: str, secret: str = "") -> None:
        """Send events made from now on to this URL; an empty one stops delivery."""
        self.secret = secret or self.secret
        self._courier.aim(Target(webhook_url, self.secret) if webhook_url else None)

    def set_delivery(self, mode: str) -> None:
        """normal, doubled, late (held until release), shuffled (out of order) or lost; for events to come."""
        self.world.outbox.set_mode(mode)

    def release(self, *, shuffle: bool = False) -> int:
        """Let held events go; answers how many."""
        return self.world.outbox.release(shuffle=shuffle)

    def deliver(self, event_id: str, *, copies: int = 1) -> None:
        """Send an event again, whatever the mode."""
        self._call().fetch("event", event_id)
        self.world.outbox.post(event_id, copies)

    def settle(self, timeout: float = 10.0) -> bool:
        """Wait until nothing is under way; False when it still is after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while self.world.outbox.under_way():
            if time.monotonic() > deadline:
                return False
            self._stopping.wait(0.01)
        return True

    def forge(self, event_id: str) -> int:
        """Post an event signed with a wrong secret, at once; answers the receiver's status."""
        return self._post(event_id, secret="whsec_of_someone_else")

    def post_stale(self, event_id: str, *, age: int = 301) -> int:
        """Post an event whose signature is `age` seconds old, at once; answers the receiver's status."""
        return self._post(event_id, secret=self.secret, age=age)

    def _post(self, event_id: str, *, secret: str, age: int = 0) -> int:
        body, signature = self.signed(event_id, secret=secret, age=age)
        target = self._courier.target
        return target.send(body, signature) if target else 0

    def signed(self, event_id: str, *, secret: str = "", age: int = 0) -> tuple[bytes, str]:
        """The body and the Stripe-Signature header of an event, for a test that posts it itself."""
        body = payload(self._call().fetch("event", event_id))
        return body, sign(body, secret or self.secret, age=age)

    # Looking

    def events(self, kind: str = "") -> list[Obj]:
        """Events of a type, or all, oldest first."""
        where = {"type": kind} if kind else {}
        return self.world.store.select(Query("event", where=where, oldest_first=True))

    def deliveries(self) -> list[dict[str, object]]:
        """Every delivery with its state, attempts and last status, oldest first."""
        return self.world.outbox.rows()

    def state(self) -> Obj:
        """How things stand, in numbers."""
        kinds = ("checkout.session", "payment_intent", "charge", "refund", "dispute", "event")
        return {
            "counts": {kind: self.world.store.count(kind) for kind in kinds},
            "delivery": self.world.outbox.mode,
            "faults": [vars(fault) for fault in self.world.faults.coming()],
            "now": self.world.clock.now(),
            "under_way": self.world.outbox.under_way(),
            "url": self.url,
        }


@contextmanager
def running_sandbox(
    webhook_url: str = "", secret: str = SECRET, port: int = 0, state: Path | None = None
) -> Iterator[Sandbox]:
    """A sandbox for the length of a with block."""
    sandbox = Sandbox(webhook_url=webhook_url, secret=secret, port=port, state=state).start()
    try:
        yield sandbox
    finally:
        sandbox.stop()
