"""Events: written down with the change they tell of, and queued for delivery in the same transaction."""

from .errors import Obj
from .shapes.event import event
from .world import Call


def emit(call: Call, kind: str, obj: Obj) -> Obj:
    """Record that something happened to `obj`, as it now stands, and queue the webhook."""
    outbox = call.world.outbox
    made = event(
        kind,
        obj,
        now=call.now,
        request_id=call.request_id,
        key=call.idempotency_key,
        waiting=int(outbox.listening),
    )
    call.store.add(made)
    outbox.post(made["id"])
    return made
