"""What every part of the sandbox shares."""

from dataclasses import dataclass

from .clock import Clock
from .errors import Obj, missing
from .faults import Faults
from .idempotency import IdempotencyKeys
from .outbox import Outbox
from .store import Store


@dataclass
class World:
    store: Store
    clock: Clock
    outbox: Outbox
    faults: Faults
    keys: IdempotencyKeys
    base_url: str = ""


@dataclass(frozen=True)
class Call:
    """One thing being done: the world, and the API request behind it (None for a payer or the dashboard)."""

    world: World
    request_id: str | None = None
    idempotency_key: str | None = None

    @property
    def store(self) -> Store:
        return self.world.store

    @property
    def now(self) -> int:
        return self.world.clock.now()

    def fetch(self, kind: str, found: str, param: str = "id") -> Obj:
        """The object, or Stripe's "No such ..." error naming `param`."""
        obj = self.store.get(found, kind)
        if obj is None:
            raise missing(kind, found, param)
        return obj
