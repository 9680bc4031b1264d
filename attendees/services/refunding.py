"""Money that goes back: decided in the transaction, sent to Stripe after it."""

import uuid

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from attendees.enums import PaymentState, RefundState
from attendees.models import Booking, Payment, Refund
from attendees.payments import gateway
from attendees.payments.answers import RefundAnswer
from workshops.foundation.queueing import queue_task
from workshops.services.transitions import transition


def refund_booking(booking: Booking, *, reason: str) -> int:
    """Ask for everything that was paid for `booking` and not yet given back; the sum in pence.

    The caller holds the booking's lock.
    """
    paid = booking.payments.select_for_update(of=("self",)).filter(state=PaymentState.PAID)
    return sum(refund_payment(payment, reason=reason) for payment in paid)


def refund_payment(payment: Payment, *, reason: str) -> int:
    """Ask for what is left of one payment; the sum in pence, nought when nothing is left.

    The caller holds the payment's lock. A task sends the refund after the commit.
    """
    from attendees.tasks import send_refund

    given = payment.refunds.exclude(state=RefundState.FAILED).aggregate(sum=Sum("amount_pence"))["sum"] or 0
    left = payment.amount_pence - given
    if left <= 0:
        return 0
    refund = Refund.objects.create(payment=payment, amount_pence=left, reason=reason)
    queue_task(send_refund, refund.pk)
    return left


def carry_out_refund(*, refund_id: int) -> None:
    """Send one pending refund to Stripe, or ask how it stands; outside any transaction. Writes down the answer.

    The idempotency key is the row's own, so a repeat sends nothing twice. Raises PaymentUnavailableError when Stripe
    cannot be reached: the row stays pending and the sweep tries again.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.state != RefundState.PENDING or not refund.payment.intent_id:
        return
    if refund.stripe_id:
        answer = gateway.fetch_refund(refund.stripe_id)
    else:
        answer = gateway.send_refund(
            intent_id=refund.payment.intent_id, amount_pence=refund.amount_pence, key=str(refund.key)
        )
    _write_answer(refund_id, answer)


def refresh_refund(*, stripe_id: str) -> None:
    """Ask Stripe how a refund of ours stands; banks send some back days later. Others are none of ours."""
    refund_id = Refund.objects.filter(stripe_id=stripe_id).values_list("pk", flat=True).first()
    if refund_id:
        _write_answer(refund_id, gateway.fetch_refund(stripe_id))


def retry_refund(*, refund_id: int, by: str) -> Refund:
    """Send a failed refund once more, under a new key. Locks it. Raises MoveRefusedError for any other."""
    from attendees.tasks import send_refund

    with transaction.atomic():
        refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
        refund.key, refund.stripe_id, refund.settled_at, refund.error = uuid.uuid4(), None, None, ""
        transition(refund, to=RefundState.PENDING, by=by, save=("key", "stripe_id", "settled_at", "error"))
        queue_task(send_refund, refund.pk)
    return refund


def _write_answer(refund_id: int, answer: RefundAnswer) -> None:
    with transaction.atomic():
        refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
        refund.stripe_id, refund.error = answer.refund_id or refund.stripe_id, answer.error[:300]
        refund.settled_at = timezone.now()
        if answer.failed and refund.state != RefundState.FAILED:
            transition(
                refund,
                to=RefundState.FAILED,
                by="stripe",
                reason=answer.error,
                save=("stripe_id", "error", "settled_at"),
            )
        elif answer.succeeded and refund.state == RefundState.PENDING:
            transition(refund, to=RefundState.SUCCEEDED, by="stripe", save=("stripe_id", "error", "settled_at"))
        elif refund.state == RefundState.PENDING:
            refund.save(update_fields=["stripe_id", "error"])
