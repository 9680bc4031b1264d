"""Money that goes back: decided in the transaction, sent to Stripe after it."""

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
    """Send one pending refund to Stripe, outside any transaction, and write down the answer.

    The idempotency key is the row's own, so a repeat sends nothing twice. Raises PaymentUnavailableError when Stripe
    cannot be reached: the row stays pending and the sweep tries again.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.state != RefundState.PENDING or not refund.payment.intent_id:
        return
    answer = gateway.send_refund(
        intent_id=refund.payment.intent_id, amount_pence=refund.amount_pence, key=str(refund.key)
    )
    with transaction.atomic():
        refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
        if refund.state == RefundState.PENDING:
            _write_answer(refund, answer)


def _write_answer(refund: Refund, answer: RefundAnswer) -> None:
    refund.stripe_id, refund.error = answer.refund_id or None, answer.error
    if answer.failed:
        transition(refund, to=RefundState.FAILED, by="stripe", reason=answer.error, save=("stripe_id", "error"))
        return
    refund.settled_at = timezone.now()
    transition(refund, to=RefundState.SUCCEEDED, by="stripe", save=("stripe_id", "error", "settled_at"))
