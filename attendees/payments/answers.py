"""What we need of Stripe's objects, in our own small words."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CheckoutOrder:
    """What someone is about to pay for. `key` is the idempotency key; the amount is in pence, `expires_at` Unix time."""

    key: str
    reference: str
    title: str
    amount_pence: int
    currency: str
    email: str
    expires_at: int
    success_url: str
    cancel_url: str


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """A Checkout Session as Stripe has it now. `status` is open, complete or expired."""

    checkout_id: str
    status: str
    is_paid: bool
    amount_pence: int
    currency: str
    payment_key: str = ""
    url: str = ""
    intent_id: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RefundAnswer:
    """What became of a refund. Neither succeeded nor failed: the bank has it."""

    refund_id: str
    succeeded: bool = False
    failed: bool = False
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One verified webhook event: a trigger, not a source of facts."""

    event_id: str
    kind: str
    object_id: str
