"""Disputes and discrepancies, as rows without anything at Stripe."""

import itertools
from datetime import timedelta

from django.utils import timezone

from attendees.enums import DiscrepancyKind, DisputeState, PaymentState
from attendees.models import Discrepancy, Dispute, Payment
from tests.factories import make_booking, make_session

_numbers = itertools.count(1)


def make_payment(**fields):
    """A paid card payment of £95 for a confirmed booking."""
    booking = fields.pop("booking", None) or make_booking(session=make_session(price_pence=9500))
    paid = {"state": PaymentState.PAID, "paid_at": timezone.now(), "intent_id": f"pi_{next(_numbers)}"}
    return Payment.objects.create(booking=booking, **{"amount_pence": 9500} | paid | fields)


def make_dispute(*, state=DisputeState.OPEN, **fields):
    now = timezone.now()
    defaults = {
        "stripe_id": f"du_{next(_numbers)}",
        "amount_pence": 9500,
        "reason": "product_not_received",
        "answer_by": now + timedelta(days=7),
        "opened_at": now,
        "closed_at": None if state == DisputeState.OPEN else now,
    }
    return Dispute.objects.create(
        payment=fields.pop("payment", None) or make_payment(), state=state, **defaults | fields
    )


def make_discrepancy(**fields):
    defaults = {
        "kind": DiscrepancyKind.UNKNOWN_REFUND,
        "subject": f"re_{next(_numbers)}",
        "detail": "£95.00 was refunded in Stripe’s dashboard.",
    }
    return Discrepancy.objects.create(**defaults | fields)
