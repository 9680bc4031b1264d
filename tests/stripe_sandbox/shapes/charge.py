"""A Charge: one attempt to take money from a card, whether it went well or not."""

from ..errors import Obj
from ..ids import new_id
from .intent import DECLINED

_BLANK: Obj = {
    "amount_refunded": 0,
    "application": None,
    "application_fee": None,
    "application_fee_amount": None,
    "balance_transaction": None,
    "calculated_statement_descriptor": "LECTERN TEST",
    "customer": None,
    "disputed": False,
    "failure_balance_transaction": None,
    "failure_code": None,
    "failure_message": None,
    "fraud_details": {},
    "livemode": False,
    "object": "charge",
    "on_behalf_of": None,
    "presentment_details": None,
    "radar_options": {},
    "receipt_number": None,
    "refunded": False,
    "review": None,
    "shipping": None,
    "source": None,
    "source_transfer": None,
    "statement_descriptor": None,
    "statement_descriptor_suffix": None,
    "transfer_data": None,
    "transfer_group": None,
}
_CARD: Obj = {
    "authorization_code": None,
    "brand": "visa",
    "checks": {"address_line1_check": None, "address_postal_code_check": "pass", "cvc_check": "pass"},
    "country": "GB",
    "exp_month": 12,
    "exp_year": 2040,
    "extended_authorization": {"status": "disabled"},
    "fingerprint": "Xt5EWLLDS7FJjR1c",
    "funding": "debit",
    "incremental_authorization": {"status": "unavailable"},
    "installments": None,
    "mandate": None,
    "multicapture": {"status": "unavailable"},
    "network": "visa",
    "network_token": {"used": False},
    "network_transaction_id": "104102121110105",
    "regulated_status": "unregulated",
    "three_d_secure": None,
    "wallet": None,
}
_APPROVED: Obj = {
    "advice_code": None,
    "network_advice_code": None,
    "network_decline_code": None,
    "network_status": "approved_by_network",
    "reason": None,
    "risk_level": "normal",
    "risk_score": 21,
    "seller_message": "Payment complete.",
    "type": "authorized",
}
_REFUSED: Obj = {
    **_APPROVED,
    "advice_code": "try_again_later",
    "network_decline_code": "01",
    "network_status": "declined_by_network",
    "reason": "generic_decline",
    "seller_message": "The bank did not return any further details with this decline.",
    "type": "issuer_declined",
}


def charge(intent: Obj, payer: Obj, *, now: int, base_url: str) -> Obj:
    """A charge that took the whole amount; `payer` has an email, a name and an address."""
    made = new_id("charge")
    return {
        "id": made,
        **_BLANK,
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "billing_details": _billing(payer),
        "captured": True,
        "created": now,
        "currency": intent["currency"],
        "description": intent["description"],
        "metadata": intent["metadata"],
        "outcome": _APPROVED,
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": new_id("payment_method"),
        "payment_method_details": _card(intent["amount"], "4242"),
        "receipt_email": intent["receipt_email"],
        "receipt_url": f"{base_url}/receipts/{made}",
        "status": "succeeded",
    }


def refused_charge(intent: Obj, payer: Obj, *, now: int, base_url: str) -> Obj:
    """A charge the bank declined; no money moved."""
    return {
        **charge(intent, payer, now=now, base_url=base_url),
        "amount_captured": 0,
        "captured": False,
        "failure_code": "card_declined",
        "failure_message": DECLINED,
        "outcome": _REFUSED,
        "paid": False,
        "payment_method_details": _card(None, "0002"),
        "receipt_url": None,
        "status": "failed",
    }


def _card(authorised: int | None, last4: str) -> Obj:
    overcapture = {"maximum_amount_capturable": authorised or 0, "status": "unavailable"}
    card = {**_CARD, "amount_authorized": authorised, "last4": last4, "overcapture": overcapture}
    return {"card": card, "type": "card"}


def _billing(payer: Obj) -> Obj:
    known = {name: payer[name] for name in ("address", "email", "name")}
    return {**known, "phone": None, "tax_id": None}
