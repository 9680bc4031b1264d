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
    """Write down that `amount_pence` of a payment goes back; the caller holds its lock, and so much is left of it.

    A task sends it after the commit; of a bank transfer an organiser sends it by hand.
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
        refund = lock_refund(refund_id)
        _refuse_outside(refund)
        if refund.state == RefundState.PENDING and refund.payment.method == PaymentMethod.CARD:
            raise MoveRefusedError("Stripe has this refund under way. Wait until it has succeeded or failed.")
        # What Stripe still says about the try that failed is no longer about this refund.
        refund.settled_at, refund.stripe_id = timezone.now(), None
        transition(refund, to=RefundState.SUCCEEDED, by=by, reason=reason, save=("settled_at", "stripe_id"))
    return refund


def carry_out_refund(*, refund_id: int) -> None:
    """Send one pending refund to Stripe, or ask how it stands; outside any transaction. Writes down the answer.

    The idempotency key is the row's own, so a repeat sends nothing twice. Raises PaymentUnavailableError when Stripe
    cannot be reached: the row stays pending and the sweep tries again.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if not _is_for_stripe(refund):
        return
    if refund.stripe_id:
        answer = gateway.fetch_refund(refund.stripe_id)
    else:
        answer = gateway.send_refund(
            intent_id=str(refund.payment.intent_id),
            amount_pence=refund.amount_pence,
            key=str(refund.key),
            row=refund.pk,
        )
    with transaction.atomic():
        refund = lock_refund(refund_id)
        # While we asked, a refund made in the dashboard was taken for this one: Stripe's events sort that out.
        if not (refund.stripe_id and answer.refund_id and refund.stripe_id != answer.refund_id):
            write_answer(refund, answer)


def _is_for_stripe(refund: Refund) -> bool:
    """Whether a refund waits to be sent, or to be asked for. Those from outside are looked after by `outside`."""
    is_ours = refund.state == RefundState.PENDING and not refund.is_outside
    return is_ours and refund.payment.method == PaymentMethod.CARD and bool(refund.payment.intent_id)


def retry_refund(*, refund_id: int, by: str) -> Refund:
    """Send a failed refund once more, under a new key. Locks it. Raises MoveRefusedError for any other."""
    from attendees.tasks import send_refund

    with transaction.atomic():
        refund = lock_refund(refund_id)
        _refuse_outside(refund)
        refund.key, refund.stripe_id, refund.settled_at, refund.error = uuid.uuid4(), None, None, ""
        transition(refund, to=RefundState.PENDING, by=by, save=("key", "stripe_id", "settled_at", "error"))
        queue_task(send_refund, refund.pk)
    return refund


def lock_refund(refund_id: int) -> Refund:
    """The refund anew and locked, with its payment read. Nothing that is locked earlier is locked after it."""
    return Refund.objects.select_for_update(of=("self",), no_key=True).select_related("payment").get(pk=refund_id)


def write_answer(refund: Refund, answer: RefundAnswer, *, reason: str = "") -> bool:
    """Write what Stripe says about a refund into its row; False when there is nothing new. The caller holds its lock.

    About one and the same refund at Stripe things only go forward, pending, succeeded, failed, however old an answer
    is. Another refund at Stripe (`answer.refund_id`) takes the place of the one before.
    """
    state = state_of(answer)
    is_a_move = state in refund.MOVES[RefundState(refund.state)]
    if refund.stripe_id and refund.stripe_id == answer.refund_id and not is_a_move:
        return False
    if refund.state == RefundState.FAILED and refund.stripe_id == answer.refund_id:
        return False
    refund.stripe_id, refund.error = answer.refund_id or refund.stripe_id, answer.error[:300]
    refund.settled_at = refund.settled_at if state == RefundState.PENDING else timezone.now()
    saved = ("stripe_id", "error", "settled_at")
    if is_a_move:
        transition(refund, to=state, by="stripe", reason=reason or answer.error, save=saved)
    else:
        refund.save(update_fields=saved)
    return True


def state_of(answer: RefundAnswer) -> RefundState:
    """The state in which Stripe's answer leaves a refund."""
    if answer.failed:
        return RefundState.FAILED
    return RefundState.SUCCEEDED if answer.succeeded else RefundState.PENDING


def _refuse_outside(refund: Refund) -> None:
    if refund.is_outside:
        raise MoveRefusedError("This refund was made in Stripe’s dashboard. Make another one there if it is still due.")
