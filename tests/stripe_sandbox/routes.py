"""The endpoints, and what each does."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from . import checkout, params, refunds
from .errors import Obj, StripeError
from .listing import page, slice_of
from .shapes.account import ACCOUNT
from .validation import Hash
from .world import Call

Endpoint = Callable[..., Obj]


@dataclass(frozen=True)
class Route:
    method: str
    pattern: re.Pattern[str]
    schema: Hash
    endpoint: Endpoint


def find(method: str, path: str) -> tuple[Route, tuple[str, ...]]:
    """The route of a request and the ids in its path."""
    for route in ROUTES:
        matched = route.pattern.fullmatch(path)
        if matched and route.method == method:
            return route, matched.groups()
    message = (
        f"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we can help "
        "at https://support.stripe.com/."
    )
    raise StripeError(message, status=404, kept=False)


def _retrieve(kind: str, param: str = "id") -> Endpoint:
    return lambda call, _params, found: call.fetch(kind, found, param)


def _list(kind: str, url: str, *fields: str) -> Endpoint:
    return lambda call, params: page(call, kind, params, url=url, fields=fields)


def _create_session(call: Call, given: Obj) -> Obj:
    return checkout.create(call, given)


def _expire_session(call: Call, _given: Obj, found: str) -> Obj:
    return checkout.expire(call, found)


def _line_items(call: Call, given: Obj, found: str) -> Obj:
    call.fetch(checkout.KIND, found, "session")
    return slice_of(call.store.children(found), given, url=f"/v1/checkout/sessions/{found}/line_items")


def _create_refund(call: Call, given: Obj) -> Obj:
    return refunds.create(call, given)


def _retrieve_event(call: Call, _given: Obj, found: str) -> Obj:
    event = call.fetch("event", found)
    return {**event, "pending_webhooks": min(1, call.world.outbox.under_way(found))}


def _account(_call: Call, _given: Obj) -> Obj:
    return dict(ACCOUNT)


def _route(method: str, path: str, schema: Hash, endpoint: Endpoint) -> Route:
    return Route(method, re.compile(path.replace("{id}", "([^/]+)")), schema, endpoint)


_SESSIONS = "/v1/checkout/sessions"

ROUTES = (
    _route("POST", _SESSIONS, params.CREATE_SESSION, _create_session),
    _route("GET", _SESSIONS, params.LIST_SESSIONS, _list(checkout.KIND, _SESSIONS, "payment_intent", "status")),
    _route("GET", f"{_SESSIONS}/{{id}}", params.RETRIEVE, _retrieve(checkout.KIND, "session")),
    _route("GET", f"{_SESSIONS}/{{id}}/line_items", params.LIST_ITEMS, _line_items),
    _route("POST", f"{_SESSIONS}/{{id}}/expire", params.RETRIEVE, _expire_session),
    _route("GET", "/v1/payment_intents", params.LIST_INTENTS, _list("payment_intent", "/v1/payment_intents")),
    _route("GET", "/v1/payment_intents/{id}", params.RETRIEVE, _retrieve("payment_intent", "intent")),
    _route("GET", "/v1/charges", params.LIST_CHARGES, _list("charge", "/v1/charges", "payment_intent")),
    _route("GET", "/v1/charges/{id}", params.RETRIEVE, _retrieve("charge")),
    _route("POST", "/v1/refunds", params.CREATE_REFUND, _create_refund),
    _route("GET", "/v1/refunds", params.LIST_REFUNDS, _list("refund", "/v1/refunds", "payment_intent", "charge")),
    _route("GET", "/v1/refunds/{id}", params.RETRIEVE, _retrieve("refund")),
    _route("GET", "/v1/disputes", params.LIST_DISPUTES, _list("dispute", "/v1/disputes", "payment_intent", "charge")),
    _route("GET", "/v1/disputes/{id}", params.RETRIEVE, _retrieve("dispute")),
    _route("GET", "/v1/events", params.LIST_EVENTS, _list("event", "/v1/events", "type")),
    _route("GET", "/v1/events/{id}", params.RETRIEVE, _retrieve_event),
    _route("GET", "/v1/balance_transactions/{id}", params.RETRIEVE, _retrieve("balance_transaction")),
    _route("GET", "/v1/account", params.RETRIEVE, _account),
)
