"""An Event: the envelope a webhook carries."""

from ..errors import Obj
from ..ids import new_id
from . import API_VERSION


def event(kind: str, obj: Obj, *, now: int, request_id: str | None, key: str | None, waiting: int) -> Obj:
    """`obj` as it stands now; `waiting` is how many endpoints are still to be told."""
    return {
        "id": new_id("event"),
        "object": "event",
        "api_version": API_VERSION,
        "created": now,
        "data": {"object": obj},
        "livemode": False,
        "pending_webhooks": waiting,
        "request": {"id": request_id, "idempotency_key": key},
        "type": kind,
    }
