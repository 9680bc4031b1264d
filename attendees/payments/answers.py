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
    """A refund as Stripe has it now. Neither succeeded nor failed: the bank has it.

    `row` is the id of our own refund that it was made for, as we told Stripe then; empty when it was not made by us.
    """

    refund_id: str
    succeeded: bool = False
    failed: bool = False
    error: str = ""
    amount_pence: int = 0
    intent_id: str = ""
    row: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DisputeAnswer:
    """A dispute as Stripe has it now. `outcome` is open, won or lost; `answer_by` is empty once nothing can be said."""

    dispute_id: str
    intent_id: str
    outcome: str
    amount_pence: int
    reason: str
    opened_at: datetime
    answer_by: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class IntentAnswer:
    """A payment intent as Stripe has it now: whether its money arrived, and how much."""

    intent_id: str
    succeeded: bool
    amount_pence: int


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One verified webhook event: a trigger, not a source of facts."""

    event_id: str
    kind: str
    object_id: str
