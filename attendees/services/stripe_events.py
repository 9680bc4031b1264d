"""Stripe's webhook: each event is kept once, answered at once, and worked off by a task."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from attendees.enums import EventState
from attendees.errors import PaymentMismatchError
from attendees.models import StripeEvent
from attendees.payments import gateway
from attendees.payments.answers import Happening
from attendees.services.adopting import refresh_checkout, refresh_checkout_of_intent
from attendees.services.disputes import refresh_dispute
from attendees.services.outside import refresh_refund, refresh_refunds_of_charge
from workshops.foundation.queueing import queue_task

# What each kind of event makes us look at. Other kinds are kept and nothing more: an endpoint may be sent any.
LOOKS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(
        (
            "checkout.session.completed",
            "checkout.session.expired",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
        ),
        lambda found: refresh_checkout(checkout_id=found),
    ),
    "payment_intent.succeeded": lambda found: refresh_checkout_of_intent(intent_id=found),
    **dict.fromkeys(
        ("refund.created", "refund.updated", "refund.failed", "charge.refund.updated"),
        lambda found: refresh_refund(stripe_id=found),
    ),
    "charge.refunded": lambda found: refresh_refunds_of_charge(charge_id=found),
    **dict.fromkeys(
        (
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated",
        ),
        lambda found: refresh_dispute(stripe_id=found),
    ),
}
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
    look = LOOKS.get(event.kind)
    try:
        if look:
            look(event.object_id)
    except (gateway.CheckoutUnknownError, PaymentMismatchError) as unfit:
        state, error = EventState.FAILED, str(unfit)[:300]
    StripeEvent.objects.filter(pk=event_id).update(state=state, done_at=timezone.now(), error=error)
