"""Disputes: a payer's bank takes the money back until the seller has answered, or only asks about it."""

from .errors import Obj, StripeError
from .events import emit
from .shapes.dispute import dispute
from .world import Call

OUTCOMES = {"won": "won", "lost": "lost"}


def create(
    call: Call, charge_id: str, *, reason: str = "fraudulent", amount: int | None = None, is_inquiry: bool = False
) -> Obj:
    """Open a dispute over `amount` pence or what is left of a charge; an inquiry moves no money. Refuses a second one."""
    charge = call.fetch("charge", charge_id, "charge")
    if charge["disputed"]:
        raise StripeError("This charge is disputed already.")
    if not charge["captured"]:
        raise StripeError("This charge took no money, so there is nothing to dispute.")
    made = call.store.add(dispute(charge, reason=reason, amount=amount, is_inquiry=is_inquiry, now=call.now))
    call.store.save({**charge, "disputed": True})
    emit(call, "charge.dispute.created", made)
    if not is_inquiry:
        emit(call, "charge.dispute.funds_withdrawn", made)
    return made


def answer(call: Call, dispute_id: str) -> Obj:
    """The seller sent evidence; the bank looks at it."""
    found = call.fetch("dispute", dispute_id)
    if not found["status"].endswith("needs_response"):
        raise StripeError("This dispute cannot be answered any more.")
    details = {**found["evidence_details"], "has_evidence": True, "submission_count": 1}
    status = found["status"].replace("needs_response", "under_review")
    answered = call.store.save({**found, "status": status, "evidence_details": details})
    emit(call, "charge.dispute.updated", answered)
    return answered


def close(call: Call, dispute_id: str, *, outcome: str) -> Obj:
    """The bank decides: won or lost. A decision may be turned round; an inquiry just ends."""
    found = call.fetch("dispute", dispute_id)
    status = "warning_closed" if found["status"].startswith("warning_") else OUTCOMES.get(outcome)
    if status is None or status == found["status"]:
        raise StripeError("A dispute is won or lost, and not twice in the same way.")
    closed = call.store.save({**found, "status": status})
    if status == "won":
        emit(call, "charge.dispute.funds_reinstated", closed)
    emit(call, "charge.dispute.closed", closed)
    return closed


def blocks_refunds(found: Obj) -> bool:
    """Whether Stripe refuses to refund the charge because of this dispute."""
    return not found["is_charge_refundable"] and found["status"] != "won"
