"""The sweep: every half minute it looks for work that was left behind, and takes it up.

Whatever a killed worker, a lost message or an unreachable service left undone stands in a row; these functions
find the rows. Running one twice, or two at once, does nothing twice.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import Q, QuerySet
from django.utils import timezone

from attendees.enums import EventState, PaymentMethod, PaymentState, RefundState
from attendees.models import Booking, Payment, Place, Refund, StripeEvent
from attendees.services.outside import refresh_refund
from attendees.services.payments import close_checkout, end_hold, end_overdue_move, refresh_payment
from attendees.services.refunding import carry_out_refund
from attendees.services.stripe_events import MOST_ATTEMPTS, work_off
from workshops.foundation.errors import DomainError

logger = logging.getLogger(__name__)

# A row's own number, or what Stripe calls it.
Key = TypeVar("Key", int, str)

# Rows younger than this are still in a worker's hands.
GRACE = timedelta(seconds=20)
# How often Stripe is asked about a checkout or a refund of which no event has told anything.
ASK_EVERY = timedelta(minutes=2)
BATCH = 100
# Seconds after which one look stops and leaves the rest to the next, well before Celery's own limit.
LONGEST_LOOK_S = 20


def end_overdue_holds() -> int:
    """End every hold and every unpaid move that has run out, the oldest first; how many were looked at."""
    now = timezone.now()
    overdue = Booking.objects.holds_over(now).order_by("hold_ends_at", "pk")
    moves = Place.objects.moves_over(now).order_by("hold_ends_at", "pk")
    return _each(_keys(overdue), lambda pk: end_hold(booking_id=pk)) + _each(
        _keys(moves), lambda pk: end_overdue_move(place_id=pk)
    )


def finish_payment_work() -> int:
    """Events, refunds and checkouts that nobody has finished; how many were looked at."""
    settled = timezone.now() - GRACE
    StripeEvent.objects.filter(state=EventState.NEW, attempts__gte=MOST_ATTEMPTS).update(
        state=EventState.FAILED, error=f"Given up after {MOST_ATTEMPTS} attempts."
    )
    events = StripeEvent.objects.filter(state=EventState.NEW, received_at__lt=settled).order_by("attempts", "pk")
    # Refunds of bank transfers are sent by hand.
    refunds = Refund.objects.filter(
        state=RefundState.PENDING, payment__method=PaymentMethod.CARD, created_at__lt=settled
    ).order_by("pk")
    lapsed = Payment.objects.filter(state=PaymentState.LAPSED, closed_at=None, created_at__lt=settled).order_by("pk")
    return (
        _each(_keys(refunds.filter(is_outside=False)), lambda pk: carry_out_refund(refund_id=pk))
        + _each(_stripe_ids(refunds.filter(is_outside=True)), lambda found: refresh_refund(stripe_id=found))
        + _each(_keys(events), lambda pk: work_off(event_id=pk))
        + _each(_keys(lapsed), lambda pk: close_checkout(payment_id=pk))
        + _each(_silent_checkouts(), lambda pk: refresh_payment(payment_id=pk, by="sweep"))
    )


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:BATCH])


def _stripe_ids(refunds: QuerySet[Refund]) -> list[str]:
    return [str(found) for found in refunds.exclude(stripe_id=None).values_list("stripe_id", flat=True)[:BATCH]]


def _silent_checkouts() -> Iterable[int]:
    before = timezone.now() - ASK_EVERY
    quiet = Q(looked_at__isnull=True, created_at__lt=before) | Q(looked_at__lt=before)
    return _keys(Payment.objects.filter(quiet, state=PaymentState.OPEN).order_by("looked_at", "pk"))


def _each(keys: Iterable[Key], act: Callable[[Key], object]) -> int:
    """Call `act` on each key; one that fails leaves the others alone, and so does one that takes long."""
    count, began = 0, time.monotonic()
    for key in list(keys):
        if time.monotonic() - began > LONGEST_LOOK_S:
            break
        count += 1
        try:
            act(key)
        except SoftTimeLimitExceeded:
            raise
        except DomainError as error:
            logger.warning("Left for the next sweep: %s (%s)", key, error)
        except Exception:
            logger.exception("Left for the next sweep: %s", key)
    return count
