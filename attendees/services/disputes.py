"""Disputes: what a payer's bank asks for, what it decides, and what that does to a booking.

Only a lost dispute is money that was given back. HTTP happens before the transaction.
"""

from django.db import transaction
from django.utils import timezone

from attendees.enums import DiscrepancyKind, DisputeState
from attendees.models import Dispute, Payment
from attendees.payments import gateway
from attendees.payments.answers import DisputeAnswer
from attendees.services.adopting import payment_of_intent
from attendees.services.balances import balance_of
from attendees.services.discrepancies import list_discrepancy
from attendees.services.locking import lock_payment
from attendees.services.waiving import rebalance
from workshops.foundation.money import exact_amount
from workshops.services.transitions import transition


def refresh_dispute(*, stripe_id: str) -> Dispute | None:
    """Ask Stripe how a dispute stands and write that down; None when it is as it was, or none of ours.

    Raises PaymentUnavailableError when Stripe cannot be reached.
    """
    answer = gateway.fetch_dispute(stripe_id)
    return take_over_dispute(answer) if answer else None


def take_over_dispute(answer: DisputeAnswer) -> Dispute | None:
    """Bring our row of a dispute to where Stripe has it; None when nothing changed, or the payment is none of ours.

    A lost one waives what the bank took so far as the places are still owed; one that is won after all takes the waiver
    with it. Locks booking, payment. Raises PaymentMismatchError as `payment_of_intent` does.
    """
    payment_id = payment_of_intent(answer.intent_id)
    if payment_id is None:
        return None
    with transaction.atomic():
        payment = lock_payment(payment_id)
        before = balance_of(payment.booking)
        dispute = Dispute.objects.filter(stripe_id=answer.dispute_id).first()
        changed = _update(dispute, answer) if dispute else True
        dispute = dispute or _make(payment, answer)
        rebalance(payment.booking, before=before, reason="The dispute was decided for us after the place was given up.")
        if changed:
            _list(payment, dispute)
    return dispute if changed else None


def _make(payment: Payment, answer: DisputeAnswer) -> Dispute:
    return Dispute.objects.create(
        payment=payment,
        stripe_id=answer.dispute_id,
        state=answer.outcome,
        amount_pence=answer.amount_pence,
        reason=answer.reason[:60],
        answer_by=answer.answer_by,
        opened_at=answer.opened_at,
        closed_at=None if answer.outcome == DisputeState.OPEN else timezone.now(),
    )


def _update(dispute: Dispute, answer: DisputeAnswer) -> bool:
    """Whether anything changed. A decision is turned round, but never taken back to open."""
    told = {"amount_pence": answer.amount_pence, "reason": answer.reason[:60], "answer_by": answer.answer_by}
    new = {name: value for name, value in told.items() if getattr(dispute, name) != value}
    for name, value in new.items():
        setattr(dispute, name, value)
    if answer.outcome in dispute.MOVES[DisputeState(dispute.state)]:
        dispute.closed_at = timezone.now()
        transition(dispute, to=answer.outcome, by="stripe", save=("closed_at", *new))
        return True
    if new:
        dispute.save(update_fields=list(new))
    return bool(new)


def _list(payment: Payment, dispute: Dispute) -> None:
    """A lost one leaves places behind that nobody has paid for: a person decides."""
    money = f"The payer’s bank took {exact_amount(dispute.amount_pence)} of booking {payment.booking}"
    if dispute.state == DisputeState.WON and payment.discrepancies.filter(subject=dispute.stripe_id).exists():
        detail = f"{money} and gave it to you after all. There is nothing else to do."
    elif dispute.state != DisputeState.LOST:
        return
    elif payment.booking.places.live().exists():
        detail = f"{money}; its places are still confirmed. Cancel them without a refund, or leave them."
    else:
        detail = f"{money}, which has no places any more. There is nothing else to do."
    list_discrepancy(kind=DiscrepancyKind.OTHER, subject=dispute.stripe_id, detail=detail, payment=payment)
