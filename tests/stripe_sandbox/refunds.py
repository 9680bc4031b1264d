"""Refunds: asked for through the API or in the dashboard, and refunds that a bank sends back."""

from .disputes import blocks_refunds
from .errors import Obj, StripeError, bad_param
from .events import emit
from .query import Query
from .shapes.balance import refund_entry
from .shapes.refund import refund
from .world import Call

_SIGNS = {"gbp": "£", "eur": "€", "usd": "$"}


def create(call: Call, params: Obj, *, is_pending: bool = False) -> Obj:
    """Give back `amount` pence, or all that is left. Refuses more than is left, and a disputed charge."""
    charge = _refundable(call, params)
    amount = _amount(charge, params.get("amount"))
    reason, metadata, status = (
        params.get("reason"),
        params.get("metadata", {}),
        "pending" if is_pending else "succeeded",
    )
    made = refund(charge, amount, reason=reason, metadata=metadata, now=call.now, status=status)
    made["balance_transaction"] = call.store.add(refund_entry(made))["id"]
    call.store.add(made)
    emit(call, "refund.created", made)
    emit(call, "charge.refunded", _count(call, charge, amount))
    emit(call, "refund.updated", _referenced(call, made))
    return made


def complete(call: Call, refund_id: str) -> Obj:
    """A pending refund went through."""
    found = call.fetch("refund", refund_id)
    if found["status"] != "pending":
        raise StripeError("Only a pending refund can still go through.")
    done = call.store.save({**found, "status": "succeeded"})
    emit(call, "refund.updated", done)
    return done


def fail(call: Call, refund_id: str) -> Obj:
    """The bank could not give the money back (a closed card); it returns to the account."""
    found = call.fetch("refund", refund_id)
    if found["status"] not in {"pending", "succeeded"}:
        raise StripeError("Only a refund that went through can fail.")
    changes = {"status": "failed", "failure_reason": "lost_or_stolen_card"}
    failed = call.store.save({**found, **changes})
    _count(call, call.fetch("charge", found["charge"]), -found["amount"])
    emit(call, "refund.failed", failed)
    emit(call, "refund.updated", failed)
    return failed


def _refundable(call: Call, params: Obj) -> Obj:
    charge = _charge(call, params)
    if charge["amount"] == charge["amount_refunded"]:
        message = f"Charge {charge['id']} has already been refunded."
        raise StripeError(message, code="charge_already_refunded")
    if any(blocks_refunds(found) for found in call.store.select(Query("dispute", where={"charge": charge["id"]}))):
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise StripeError(message, code="charge_disputed")
    return charge


def _charge(call: Call, params: Obj) -> Obj:
    if "charge" in params:
        found = call.fetch("charge", params["charge"], "charge")
    elif "payment_intent" in params:
        found = _charge_of_intent(call, params["payment_intent"])
    else:
        message = "One of the following params should be provided for this request: payment_intent or charge."
        raise bad_param(message, "payment_intent", "parameter_missing")
    if params.get("payment_intent") not in {None, found["payment_intent"]}:
        raise bad_param("The charge does not belong to this PaymentIntent.", "charge")
    if not found["captured"]:
        raise StripeError(f"Charge {found['id']} was not captured; there is nothing to refund.")
    return found


def _charge_of_intent(call: Call, intent_id: str) -> Obj:
    intent = call.fetch("payment_intent", intent_id, "payment_intent")
    if intent["status"] != "succeeded":
        message = f"This PaymentIntent ({intent_id}) does not have a successful charge to refund."
        raise StripeError(message, code="payment_intent_unexpected_state")
    return call.fetch("charge", intent["latest_charge"])


def _amount(charge: Obj, asked: int | None) -> int:
    left: int = charge["amount"] - charge["amount_refunded"]
    if asked is None:
        return left
    if asked > left:
        sign = _SIGNS[charge["currency"]]
        message = (
            f"Refund amount ({_money(asked, sign)}) is greater than unrefunded amount on charge ({_money(left, sign)})"
        )
        raise StripeError(message, code="amount_too_large", param="amount")
    return asked


def _money(amount: int, sign: str) -> str:
    return f"{sign}{amount // 100:,}.{amount % 100:02}"


def _count(call: Call, charge: Obj, amount: int) -> Obj:
    refunded = charge["amount_refunded"] + amount
    changes = {"amount_refunded": refunded, "refunded": refunded == charge["amount"]}
    return call.store.save({**charge, **changes})


def _referenced(call: Call, made: Obj) -> Obj:
    """The bank's reference comes a little later; it is what refund.updated tells of."""
    card = {**made["destination_details"]["card"], "reference": "7478912345", "reference_status": "available"}
    return call.store.save({**made, "destination_details": {"card": card, "type": "card"}})
