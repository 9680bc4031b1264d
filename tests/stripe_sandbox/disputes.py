"""Disputes: a payer's bank takes the money back until the seller has answered."""

from .errors import Obj, StripeError
from .events import emit
from .shapes.dispute import dispute
from .world import Call


def create(call: Call, charge_id: str, *, reason: str = "fraudulent") -> Obj:
    """Open a dispute over what is left of a charge. Refuses a second one."""
    charge = call.fetch("charge", charge_id, "charge")
    if charge["disputed"]:
        raise StripeError("This charge is disputed already.")
    if not charge["captured"]:
        raise StripeError("This charge took no money, so there is nothing to dispute.")
    made = call.store.add(dispute(charge, reason=reason, now=call.now))
    call.store.save({**charge, "disputed": True})
    emit(call, "charge.dispute.created", made)
    return made
