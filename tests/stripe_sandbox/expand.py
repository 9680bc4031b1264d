"""The `expand` parameter: ids in an answer replaced by the objects they name."""

from typing import Any

from .errors import Obj, bad_param
from .listing import as_list
from .query import Query
from .world import Call

_DEEPEST = 4
# What is an id in the answer, and which kind of object it names.
_KINDS = {
    "balance_transaction": "balance_transaction",
    "charge": "charge",
    "latest_charge": "charge",
    "payment_intent": "payment_intent",
}
# What Stripe can expand and the sandbox never has: these stay null.
_ALWAYS_NULL = {"customer", "invoice", "payment_link", "setup_intent", "subscription", "review", "source_transfer"}


def expand(call: Call, answer: Obj, paths: list[str]) -> Obj:
    """The answer with every path expanded, such as `payment_intent.latest_charge` or `data.payment_intent`."""
    for path in paths:
        parts = path.split(".")
        if len(parts) > _DEEPEST:
            raise bad_param(f"You cannot expand more than {_DEEPEST} levels of a property.", "expand")
        _open(call, answer, parts, path)
    return answer


def _open(call: Call, node: Any, parts: list[str], path: str) -> None:
    if not parts or node is None:
        return
    for obj in node if isinstance(node, list) else [node]:
        obj[parts[0]] = _value(call, obj, parts[0], path)
        _open(call, obj[parts[0]], parts[1:], path)


def _value(call: Call, obj: Obj, name: str, path: str) -> Any:
    current = obj.get(name)
    if (obj.get("object"), name) in _INCLUDED and current is None:
        return _INCLUDED[obj["object"], name](call, obj)
    if name in _KINDS and isinstance(current, str):
        return call.fetch(_KINDS[name], current)
    if isinstance(current, dict | list) or (name in obj and name in {*_KINDS, *_ALWAYS_NULL}):
        return current
    raise bad_param(f"This property cannot be expanded ({path}).", "expand")


def _line_items(call: Call, session: Obj) -> Obj:
    url = f"/v1/checkout/sessions/{session['id']}/line_items"
    return as_list(call.store.children(session["id"]), url=url)


def _refunds(call: Call, charge: Obj) -> Obj:
    found = call.store.select(Query("refund", where={"charge": charge["id"]}))
    return as_list(found, url=f"/v1/charges/{charge['id']}/refunds")


# What is left out of an object unless asked for.
_INCLUDED = {("checkout.session", "line_items"): _line_items, ("charge", "refunds"): _refunds}
