"""Money that goes back: decided in the transaction, sent to Stripe after it."""

import uuid

from django.db import transaction
from django.utils import timezone

from attendees.enums import PaymentMethod, RefundState
from attendees.models import Payment, Refund
from attendees.payments import gateway
from attendees.payments.answers import RefundAnswer
from workshops.foundation.errors import MoveRefusedError
from workshops.foundation.queueing import queue_task
from workshops.services.transitions import transition


def ask_refund(payment: Payment, *, amount_pence: int, reason: str) -> Refund:
    """Write down that `amount_pence` of a payment goes back. The caller holds the payment's lock, and has made sure
    that so much is left of it. A task sends it after the commit; of a bank transfer an organiser sends it by hand.
    """
    from attendees.tasks import send_refund

    refund = Refund.objects.create(payment=payment, amount_pence=amount_pence, reason=reason)
    if payment.method == PaymentMethod.CARD:
        queue_task(send_refund, refund.pk)
    return refund


def settle_refund_by_hand(*, refund_id: int, by: str, reason: str) -> Refund:
    """An organiser gave the money back in another way, such as a bank transfer. Locks the refund.

    Raises MoveRefusedError unless it is pending or has failed, and for a card refund that Stripe has under way.
    """
    with transaction.atomic():
        refund = Refund.objects.select_for_update(of=("self",), no_key=True).select_related("payment").get(pk=refund_id)
        if refund.state == RefundState.PENDING and refund.payment.method == PaymentMethod.CARD:
            raise MoveRefusedError("Stripe has this refund under way. Wait until it has succeeded or failed.")
        refund.settled_at = timezone.now()
        transition(refund, to=RefundState.SUCCEEDED, by=by, reason=reason, save=("settled_at",))
    return refund


def carry_out_refund(*, refund_id: int) -> None:
    """Send one pending refund to Stripe, or ask how it stands; outside any transaction. Writes down the answer.

    The idempotency key is the row's own, so a repeat sends nothing twice. Raises PaymentUnavailableError when Stripe
    cannot be reached: the row stays pending and the sweep tries again.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.state != RefundState.PENDING or refund.payment.method != PaymentMethod.CARD or not refund.payment.intent_id:
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
