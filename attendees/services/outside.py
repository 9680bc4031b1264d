"""Refunds that were made in Stripe's dashboard: they become rows of ours, and the books balance with them.

All refunds of a payment are read at once and matched at once, so that it does not matter which event told of them, how
often, or in what order. HTTP happens before the transaction.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from attendees.enums import DiscrepancyKind, RefundState
from attendees.models import Payment, Refund
from attendees.payments import gateway
from attendees.payments.answers import RefundAnswer
from attendees.services.adopting import payment_of_intent
from attendees.services.balances import balance_of
from attendees.services.discrepancies import list_discrepancy
from attendees.services.locking import lock_payment
from attendees.services.matching import match
from attendees.services.refunding import write_answer
from attendees.services.waiving import rebalance
from workshops.foundation.money import exact_amount

MADE_THERE = "Refunded in Stripe’s dashboard."


def refresh_refund(*, stripe_id: str) -> None:
    """Take over whatever Stripe has about the payment of one refund, ours or not; nothing if the payment is none of ours.

    Raises PaymentUnavailableError when Stripe cannot be reached.
    """
    known = Refund.objects.filter(stripe_id=stripe_id).values_list("payment__intent_id", flat=True).first()
    intent_id = known or gateway.fetch_refund(stripe_id).intent_id
    if intent_id:
        take_over_refunds(intent_id=intent_id)


def refresh_refunds_of_charge(*, charge_id: str) -> None:
    """The same for every refund of a charge."""
    for intent_id in sorted({refund.intent_id for refund in gateway.refunds_of_charge(charge_id)} - {""}):
        take_over_refunds(intent_id=intent_id)


def take_over_refunds(*, intent_id: str) -> list[Refund]:
    """Bring our refunds of a payment to where Stripe has them; those that changed or were made here.

    A refund from outside is written down as it is, and what it gave back without a place is waived. One that paid what
    we had promised and could not send keeps that promise instead. Locks booking, payment, its refunds. Raises
    PaymentUnavailableError when Stripe cannot be reached, PaymentMismatchError as `payment_of_intent` does.
    """
    payment_id = payment_of_intent(intent_id)
    answers = gateway.refunds_of_intent(intent_id) if payment_id else []
    if not payment_id or not answers:
        return []
    with transaction.atomic():
        payment = lock_payment(payment_id)
        before = balance_of(payment.booking)
        changed = _write(payment, answers)
        rebalance(payment.booking, before=before, reason="A refund made in Stripe’s dashboard failed.")
        for refund in changed:
            if refund.is_outside:
                _list(payment, refund)
    return changed


def _write(payment: Payment, answers: Iterable[RefundAnswer]) -> list[Refund]:
    rows = list(payment.refunds.select_for_update(of=("self",), no_key=True).order_by("pk"))
    found = match(rows, list(answers))
    changed = [row for row, answer in found.known if write_answer(row, answer)]
    changed += [row for row, answer in found.kept if write_answer(row, answer, reason=MADE_THERE)]
    return changed + [_make(payment, answer) for answer in found.outside]


def _make(payment: Payment, answer: RefundAnswer) -> Refund:
    is_over = answer.succeeded or answer.failed
    ended = RefundState.FAILED if answer.failed else RefundState.SUCCEEDED
    return Refund.objects.create(
        payment=payment,
        amount_pence=answer.amount_pence,
        reason=MADE_THERE,
        stripe_id=answer.refund_id,
        is_outside=True,
        state=ended if is_over else RefundState.PENDING,
        settled_at=timezone.now() if is_over else None,
        error=answer.error[:300],
    )


def _list(payment: Payment, refund: Refund) -> None:
    """Nobody but a person knows why it was made, and whether a place goes with it."""
    money = f"{exact_amount(refund.amount_pence)} was refunded in Stripe’s dashboard for booking {payment.booking}"
    if refund.state == RefundState.FAILED:
        detail = f"{money}, but the bank sent it back: it counts as paid again."
    elif payment.booking.places.live().exists():
        detail = (
            f"{money}; its places are still confirmed. Cancel what was meant, without another refund, or leave them."
        )
    else:
        detail = f"{money}, which has no places any more. There is nothing else to do."
    list_discrepancy(kind=DiscrepancyKind.UNKNOWN_REFUND, subject=str(refund.stripe_id), detail=detail, payment=payment)
