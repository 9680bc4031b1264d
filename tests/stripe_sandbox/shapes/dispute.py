"""A Dispute: a payer told their bank that they did not want to pay."""

from ..errors import Obj
from ..ids import new_id

_DAYS_TO_ANSWER = 7 * 86_400
_EVIDENCE = [
    "access_activity_log",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
]


def dispute(charge: Obj, *, reason: str, amount: int | None, is_inquiry: bool, now: int) -> Obj:
    return {
        "id": new_id("dispute"),
        "object": "dispute",
        "amount": charge["amount"] - charge["amount_refunded"] if amount is None else amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys(_EVIDENCE), "enhanced_evidence": {}},
        "evidence_details": _deadline(now),
        "is_charge_refundable": is_inquiry,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": _card("inquiry" if is_inquiry else "chargeback"),
        "reason": reason,
        "status": "warning_needs_response" if is_inquiry else "needs_response",
    }


def _deadline(now: int) -> Obj:
    return {
        "due_by": now + _DAYS_TO_ANSWER,
        "enhanced_eligibility": {},
        "has_evidence": False,
        "past_due": False,
        "submission_count": 0,
        "submission_method": "not_submitted",
    }


def _card(case_type: str) -> Obj:
    card = {"brand": "visa", "case_type": case_type, "network_reason_code": "83"}
    return {"card": card, "type": "card"}
