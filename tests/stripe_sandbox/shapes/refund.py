"""A Refund of part or all of a charge."""

from ..errors import Obj
from ..ids import new_id


def refund(charge: Obj, amount: int, *, reason: str | None, metadata: Obj, now: int, status: str) -> Obj:
    """A refund of `amount` pence. Most succeed at once; one that waits for the account's balance is pending."""
    return {
        "id": new_id("refund"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "destination_details": {"card": _reference(), "type": "card"},
        "metadata": metadata,
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": status,
        "transfer_reversal": None,
    }


def _reference() -> Obj:
    return {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"}
