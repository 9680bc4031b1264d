"""Checkout Sessions: opened by the API, expired by the API or by time."""

from .errors import Obj, StripeError, bad_param
from .events import emit
from .shapes.session import line_item, session
from .world import Call

KIND = "checkout.session"
SHORTEST = 30 * 60
LONGEST = 24 * 3600
# Asked before every answer, so it must look at nothing but open sessions.
DUE = (
    "SELECT id FROM objects INDEXED BY objects_open WHERE kind = 'checkout.session'"
    " AND json_extract(body, '$.status') = 'open' AND json_extract(body, '$.expires_at') <= ?"
)

# The least Stripe takes in each currency, in its smallest unit, and how Stripe writes the amount.
_LEAST = {"gbp": (30, "£"), "eur": (50, "€"), "usd": (50, "$")}


def create(call: Call, params: Obj) -> Obj:
    """Open a session. Refuses another mode than payment, mixed currencies, too little money, a bad time."""
    if params["mode"] != "payment":
        raise bad_param("This sandbox only knows sessions in payment mode.", "mode")
    expires_at = _expiry(params.get("expires_at"), call.now)
    items = [line_item(item, now=call.now) for item in params["line_items"]]
    total, currency = _total(items)
    made = session(
        params, now=call.now, expires_at=expires_at, total=total, currency=currency, base_url=call.world.base_url
    )
    call.store.add(made)
    for item in items:
        call.store.add(item, parent=made["id"])
    # Stripe does not show this in the session; it waits for the intent to be made.
    data = {"id": f"{made['id']}:intent", "data": params.get("payment_intent_data", {})}
    call.store.add(data, kind="intent_data")
    return made


def _expiry(asked: int | None, now: int) -> int:
    if asked is None:
        return now + LONGEST
    if asked < now + SHORTEST:
        message = "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation."
        raise bad_param(message, "expires_at")
    if asked > now + LONGEST:
        message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation."
        raise bad_param(message, "expires_at")
    return asked


def _total(items: list[Obj]) -> tuple[int, str]:
    """The sum of the lines and their one currency."""
    if not items:
        raise bad_param("You must provide at least one line item.", "line_items")
    currencies = {item["currency"] for item in items}
    if len(currencies) > 1:
        raise bad_param("All line items must have the same currency.", "line_items")
    total, currency = sum(item["amount_total"] for item in items), currencies.pop()
    if currency not in _LEAST:
        known = ", ".join(sorted(_LEAST))
        raise bad_param(
            f"Invalid currency: {currency}. Stripe currently supports these currencies: {known}", "currency"
        )
    least, sign = _LEAST[currency]
    if total < least:
        message = (
            "The Checkout Session's total amount due must add up to at least "
            f"{sign}{least // 100}.{least % 100:02} {currency}"
        )
        raise StripeError(message, code="amount_too_small", kept=False)
    return total, currency


def intent_data(call: Call, session_id: str) -> Obj:
    """What the session was given for its future PaymentIntent."""
    found: Obj = call.fetch("intent_data", f"{session_id}:intent")["data"]
    return found


def expire(call: Call, session_id: str) -> Obj:
    """Close an open session. Refuses one that is complete or already expired."""
    found = call.fetch(KIND, session_id, "session")
    if found["status"] != "open":
        message = (
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{found['status']}`."
        )
        raise StripeError(message)
    return _close(call, found)


def expire_due(call: Call) -> int:
    """Close every open session whose time is over; answers how many."""
    if not call.store.run(DUE, (call.now,)):
        return 0
    with call.store.transaction():
        due = call.store.run(DUE, (call.now,))
        for row in due:
            _close(call, call.fetch(KIND, row["id"]))
    return len(due)


def _close(call: Call, found: Obj) -> Obj:
    call.store.save({**found, "status": "expired", "url": None})
    if found["payment_intent"]:
        _cancel_intent(call, found["payment_intent"])
    closed = call.fetch(KIND, found["id"])
    emit(call, "checkout.session.expired", closed)
    return closed


def _cancel_intent(call: Call, intent_id: str) -> None:
    """An intent that a declined card left behind goes with its session."""
    intent = call.fetch("payment_intent", intent_id)
    changes = {"status": "canceled", "canceled_at": call.now, "cancellation_reason": "expired"}
    emit(call, "payment_intent.canceled", call.store.save({**intent, **changes}))
