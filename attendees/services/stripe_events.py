"""Stripe's webhook: each event is kept once, answered at once, and worked off by a task."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from attendees.enums import EventState
from attendees.errors import PaymentMismatchError
from attendees.models import Payment, StripeEvent
from attendees.payments import gateway
from attendees.payments.answers import Checkout, Happening
from attendees.services.payments import apply_checkout, refresh_payment
from attendees.services.refunding import refresh_refund
from workshops.foundation.queueing import queue_task

CHECKOUT_EVENTS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.expired",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
    }
)
INTENT_EVENTS = frozenset({"payment_intent.succeeded"})
REFUND_EVENTS = frozenset({"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"})
MOST_ATTEMPTS = 20


def receive_event(*, happening: Happening) -> bool:
    """Keep an event and queue its work; False for one that we have already. A repeat stores nothing."""
    from attendees.tasks import work_off_event

    with transaction.atomic():
        event, is_new = StripeEvent.objects.get_or_create(
            event_id=happening.event_id, defaults={"kind": happening.kind, "object_id": happening.object_id}
        )
        if is_new:
            queue_task(work_off_event, event.pk)
    return is_new


def work_off(*, event_id: int) -> None:
    """Act on one kept event, by asking Stripe how its object stands now. Safe to call twice and in any order.

    Raises PaymentUnavailableError when Stripe cannot be reached; the event stays new for the sweep.
    """
    StripeEvent.objects.filter(pk=event_id).update(attempts=F("attempts") + 1)
    event = StripeEvent.objects.get(pk=event_id)
    if event.state == EventState.DONE:
        return
    state, error = EventState.DONE, ""
    try:
        _act(event)
    except (gateway.CheckoutUnknownError, PaymentMismatchError) as unfit:
        state, error = EventState.FAILED, str(unfit)[:300]
    StripeEvent.objects.filter(pk=event_id).update(state=state, done_at=timezone.now(), error=error)


def _act(event: StripeEvent) -> None:
    if event.kind in CHECKOUT_EVENTS:
        _refresh(checkout_id=event.object_id)
    elif event.kind in INTENT_EVENTS:
        _refresh_by_intent(event.object_id)
    elif event.kind in REFUND_EVENTS:
        refresh_refund(stripe_id=event.object_id)


def _refresh(*, checkout_id: str) -> None:
    payment_id = Payment.objects.filter(checkout_id=checkout_id).values_list("pk", flat=True).first()
    if payment_id:
        refresh_payment(payment_id=payment_id)
        return
    _adopt(gateway.fetch_checkout(checkout_id))


def _refresh_by_intent(intent_id: str) -> None:
    checkout = gateway.find_checkout_of_intent(intent_id)
    if checkout:
        _refresh(checkout_id=checkout.checkout_id)


def _adopt(checkout: Checkout) -> None:
    """A checkout whose id was never written down (we died between Stripe's answer and our commit).

    It names our payment's own key. One that names none of ours was not made by us; if it took money, a person looks.
    """
    payment = _of_key(checkout.payment_key)
    if payment is None:
        if checkout.is_paid:
            raise gateway.CheckoutUnknownError(f"Checkout {checkout.checkout_id} was paid, but not asked for by us.")
        return
    Payment.objects.filter(pk=payment.pk, checkout_id=None).update(
        checkout_id=checkout.checkout_id, checkout_url=checkout.url
    )
    apply_checkout(payment_id=payment.pk, checkout=checkout, by="stripe")


def _of_key(key: str) -> Payment | None:
    try:
        return Payment.objects.filter(key=uuid.UUID(key)).first()
    except ValueError:
        return None
