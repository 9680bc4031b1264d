"""One API request from key to answer."""

import json

from . import checkout, keys
from .errors import StripeError, bad_param
from .expand import expand
from .faults import Fault
from .form import Tree, decode
from .idempotency import Kept
from .ids import new_id
from .routes import Route, find
from .shapes import API_VERSION
from .web import Answer, Request
from .world import Call, World

_LONGEST_KEY = 255


def respond(world: World, request: Request) -> Answer:
    """Answer a request to /v1/. Raises DroppedError where a planned fault cuts the line."""
    key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
    call = Call(world, new_id("request"), key)
    try:
        keys.check(request.headers.get("Authorization", ""))
        _check_length(key)
        checkout.expire_due(Call(world))
        return _once(call, request)
    except StripeError as error:
        return _answer(request, Kept(error.status, _dump(error.body()), call.request_id or ""))


def _check_length(key: str | None) -> None:
    if key is not None and not 0 < len(key) <= _LONGEST_KEY:
        message = f"Idempotency keys must have between 1 and {_LONGEST_KEY} characters."
        raise bad_param(message, "Idempotency-Key")


def _once(call: Call, request: Request) -> Answer:
    """Answer from memory where this key was answered before, else do the work and remember."""
    route, ids = find(request.method, request.path)
    given = decode(request.query if request.method == "GET" else request.body)
    key = call.idempotency_key
    with call.world.keys.held(key):
        kept = call.world.keys.recall(key, request.line, given) if key else None
        if kept:
            return _answer(request, kept, replayed=True)
        return _answer(request, _work(call, route, ids, request, given))


def _work(call: Call, route: Route, ids: tuple[str, ...], request: Request, given: Tree) -> Kept:
    fault = call.world.faults.take(request.line)
    fault.at_the_door()
    with call.store.transaction():
        kept = _attempt(call, route, ids, given, fault)
        if call.idempotency_key:
            call.world.keys.keep(call.idempotency_key, request.line, given, kept)
    if fault.when == "after":
        fault.strike()
    return kept


def _attempt(call: Call, route: Route, ids: tuple[str, ...], given: Tree, fault: Fault) -> Kept:
    """Do the work and word the answer; work that ends in an error leaves nothing behind."""
    try:
        with call.store.transaction():
            if error := fault.failure("before"):
                raise error
            params = route.schema.clean(given)
            body = expand(call, route.endpoint(call, params, *ids), params.get("expand", []))
    except StripeError as error:
        if not error.kept:
            raise
        return Kept(error.status, _dump(error.body()), call.request_id or "")
    if late := fault.failure("after"):
        return Kept(late.status, _dump(late.body()), call.request_id or "")
    return Kept(200, _dump(body), call.request_id or "")


def _answer(request: Request, kept: Kept, *, replayed: bool = False) -> Answer:
    headers = {
        "Content-Type": "application/json",
        "Cache-Control": "no-cache, no-store",
        "Request-Id": new_id("request") if replayed else kept.request_id,
        "Stripe-Version": request.headers.get("Stripe-Version") or API_VERSION,
    }
    if key := request.headers.get("Idempotency-Key"):
        headers |= {"Idempotency-Key": key, "Original-Request": kept.request_id}
    if replayed:
        headers["Idempotent-Replayed"] = "true"
    if kept.status >= 500 and key:
        # The same key would only bring the same answer again, so there is no use in trying.
        headers["Stripe-Should-Retry"] = "false"
    return Answer(kept.status, kept.body.encode(), headers)


def _dump(body: object) -> str:
    return json.dumps(body, indent=2)
