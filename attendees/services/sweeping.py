"""The sweep: every half minute it looks for work that was left behind, and takes it up.

Whatever a killed worker, a lost message or an unreachable service left undone stands in a row; these functions
find the rows. Running one twice, or two at once, does nothing twice.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from attendees.enums import EventState, PaymentState, RefundState
from attendees.models import Booking, Payment, Refund, StripeEvent
from attendees.services.payments import end_hold, refresh_payment
from attendees.services.refunding import carry_out_refund
from attendees.services.stripe_events import MOST_ATTEMPTS, work_off
from workshops.foundation.errors import DomainError

logger = logging.getLogger(__name__)

# Rows younger than this are still in a worker's hands.
GRACE = timedelta(seconds=20)
# How often Stripe is asked about a checkout of which no event has told anything.
ASK_EVERY = timedelta(minutes=2)
BATCH = 100


def end_overdue_holds() -> int:
    """End every hold that has run out; how many were looked at."""
    overdue = Booking.objects.holds_over(timezone.now()).values_list("pk", flat=True)[:BATCH]
    return _each(overdue, lambda pk: end_hold(booking_id=pk))


def finish_payment_work() -> int:
    """Events, refunds and silent checkouts that nobody has finished; how many were looked at."""
    settled = timezone.now() - GRACE
    events = StripeEvent.objects.filter(state=EventState.NEW, received_at__lt=settled, attempts__lt=MOST_ATTEMPTS)
    refunds = Refund.objects.filter(state=RefundState.PENDING, created_at__lt=settled)
    return (
        _each(events.order_by("pk").values_list("pk", flat=True)[:BATCH], lambda pk: work_off(event_id=pk))
        + _each(refunds.values_list("pk", flat=True)[:BATCH], lambda pk: carry_out_refund(refund_id=pk))
        + _each(_silent_checkouts(), lambda pk: refresh_payment(payment_id=pk, by="sweep"))
    )


def _silent_checkouts() -> Iterable[int]:
    before = timezone.now() - ASK_EVERY
    quiet = Q(looked_at__isnull=True, created_at__lt=before) | Q(looked_at__lt=before)
    return Payment.objects.filter(quiet, state=PaymentState.OPEN).values_list("pk", flat=True)[:BATCH]


def _each(keys: Iterable[int], act: Callable[[int], object]) -> int:
    """Call `act` on each key; one that fails leaves the others alone."""
    count = 0
    for key in list(keys):
        count += 1
        try:
            act(key)
        except DomainError as error:
            logger.warning("Left for the next sweep: %s (%s)", key, error)
    return count
