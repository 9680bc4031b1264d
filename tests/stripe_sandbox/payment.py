"""What a payer does on the hosted page: pay, or have a card declined."""

from . import checkout
from .errors import Obj, StripeError
from .events import emit
from .shapes.balance import charge_entry
from .shapes.charge import charge, refused_charge
from .shapes.intent import card_declined, payment_intent
from .shapes.session import customer_details
from .world import Call

PAYER = "Test Payer"
_ADDRESS: Obj = {"city": None, "country": "GB", "line1": None, "line2": None, "postal_code": None, "state": None}


class SessionClosedError(StripeError):
    """The session is expired, so nothing can be paid on it."""


def pay(call: Call, session_id: str, *, email: str | None = None) -> Obj:
    """Take the money once. A session already paid is answered as it is: two tabs, one charge.

    Raises SessionClosedError on an expired session. Everything happens in one transaction.
    """
    with call.store.transaction():
        found = _payable(call, session_id)
        if found["status"] == "complete":
            return found
        payer = _payer(found, email)
        intent = _intent(call, found)
        taken = _take(call, intent, payer)
        emit(call, "charge.succeeded", taken)
        emit(call, "payment_intent.succeeded", _settle(call, intent, taken))
        return _complete(call, found, intent["id"], payer)


def decline(call: Call, session_id: str, *, email: str | None = None) -> Obj:
    """Let the bank say no. The session stays open, and its intent waits for another card."""
    with call.store.transaction():
        found = _payable(call, session_id)
        if found["status"] == "complete":
            return found
        intent = _intent(call, found)
        payer = _payer(found, email)
        refused = call.store.add(refused_charge(intent, payer, now=call.now, base_url=call.world.base_url))
        emit(call, "charge.failed", refused)
        changes = {"last_payment_error": card_declined(refused["id"]), "latest_charge": refused["id"]}
        emit(call, "payment_intent.payment_failed", call.store.save({**intent, **changes}))
        return call.fetch(checkout.KIND, session_id)


def _payable(call: Call, session_id: str) -> Obj:
    found = call.fetch(checkout.KIND, session_id, "session")
    is_over = found["status"] == "open" and found["expires_at"] <= call.now
    if is_over or found["status"] == "expired":
        raise SessionClosedError("This session has expired.")
    return found


def _payer(session: Obj, email: str | None) -> Obj:
    return {"email": session["customer_email"] or email, "name": PAYER, "address": _ADDRESS}


def _intent(call: Call, session: Obj) -> Obj:
    """The session's intent, made now if this is the first press of the button."""
    if session["payment_intent"]:
        return call.fetch("payment_intent", session["payment_intent"])
    data = checkout.intent_data(call, session["id"])
    made = call.store.add(payment_intent(session, data, now=call.now))
    call.store.save({**session, "payment_intent": made["id"]})
    return made


def _take(call: Call, intent: Obj, payer: Obj) -> Obj:
    taken = charge(intent, payer, now=call.now, base_url=call.world.base_url)
    entry = call.store.add(charge_entry(taken))
    return call.store.add({**taken, "balance_transaction": entry["id"]})


def _settle(call: Call, intent: Obj, taken: Obj) -> Obj:
    changes = {
        "amount_received": intent["amount"],
        "last_payment_error": None,
        "latest_charge": taken["id"],
        "payment_method": taken["payment_method"],
        "status": "succeeded",
    }
    return call.store.save({**intent, **changes})


def _complete(call: Call, session: Obj, intent_id: str, payer: Obj) -> Obj:
    changes = {
        "customer_details": customer_details(payer["email"], payer["name"], payer["address"]),
        "payment_intent": intent_id,
        "payment_status": "paid",
        "status": "complete",
        "url": None,
    }
    done = call.store.save({**session, **changes})
    emit(call, "checkout.session.completed", done)
    return done
