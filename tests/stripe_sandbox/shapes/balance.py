"""Balance transactions: what each charge or refund did to the account."""

from ..errors import Obj
from ..ids import new_id

_DAY = 86_400


def charge_entry(charge: Obj) -> Obj:
    """What a charge brought in, less Stripe's price for UK cards: 1.5 per cent and 20 pence."""
    fee = charge["amount"] * 15 // 1000 + 20
    return _entry(charge, charge["amount"], fee, "charge")


def refund_entry(refund: Obj) -> Obj:
    """What a refund took out. Stripe does not give its fee back."""
    return _entry(refund, -refund["amount"], 0, "refund")


def _entry(source: Obj, amount: int, fee: int, kind: str) -> Obj:
    return {
        "id": new_id("balance_transaction"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": source["created"] + 3 * _DAY,
        "balance_type": "payments",
        "created": source["created"],
        "currency": source["currency"],
        "description": source.get("description"),
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [_fee(fee, source["currency"])] if fee else [],
        "net": amount - fee,
        "reporting_category": kind,
        "source": source["id"],
        "status": "pending",
        "type": kind,
    }


def _fee(fee: int, currency: str) -> Obj:
    return {
        "amount": fee,
        "application": None,
        "currency": currency,
        "description": "Stripe processing fees",
        "type": "stripe_fee",
    }
