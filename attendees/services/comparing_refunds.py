"""Reconciling what went back: Stripe's refunds and disputes with ours, and what of ours still waits."""

from collections.abc import Iterable

from attendees.enums import DiscrepancyKind, DisputeState, PaymentMethod, RefundState
from attendees.errors import PaymentMismatchError
from attendees.models import Dispute, Refund
from attendees.payments.answers import DisputeAnswer, RefundAnswer
from attendees.services.comparing import Reconciliation, by_pk, pages
from attendees.services.discrepancies import list_discrepancy
from attendees.services.disputes import refresh_dispute, take_over_dispute
from attendees.services.outside import refresh_refund, take_over_refunds
from attendees.services.refunding import carry_out_refund, state_of
from workshops.foundation.errors import DomainError
from workshops.foundation.money import exact_amount


def compare_refunds(found: Iterable[RefundAnswer], report: Reconciliation) -> None:
    """Take over every refund that we do not have, or have in another state."""
    for page in pages(found):
        rows = Refund.objects.filter(stripe_id__in=[answer.refund_id for answer in page])
        known = {row.stripe_id: (row.state, row.amount_pence) for row in rows}
        strange = [answer for answer in page if known.get(answer.refund_id) != (state_of(answer), answer.amount_pence)]
        for intent_id in sorted({answer.intent_id for answer in strange} - {""}):
            _take_over(intent_id, report)
        report.refunds += len(page)


def _take_over(intent_id: str, report: Reconciliation) -> None:
    try:
        changed = take_over_refunds(intent_id=intent_id)
    except PaymentMismatchError as error:
        list_discrepancy(kind=DiscrepancyKind.OTHER_SUM, subject=intent_id, detail=str(error))
    else:
        report.repaired.extend(_told(refund) for refund in changed)


def _told(refund: Refund) -> str:
    money, state = exact_amount(refund.amount_pence), refund.get_state_display().lower()
    return f"A refund of {money} for booking {refund.payment.booking} was missed. It is now: {state}."


def compare_disputes(found: Iterable[DisputeAnswer], report: Reconciliation) -> None:
    """Take over every dispute that we do not have, or have otherwise.

    Banks take longer than any window: older ones that we have as open are asked for one by one.
    """
    for answer in found:
        report.disputes += 1
        try:
            _note(take_over_dispute(answer), report)
        except PaymentMismatchError as error:
            list_discrepancy(kind=DiscrepancyKind.OTHER_SUM, subject=answer.intent_id, detail=str(error))
    for dispute in by_pk(Dispute.objects.filter(state=DisputeState.OPEN, opened_at__lt=report.since)):
        report.disputes += 1
        _note(refresh_dispute(stripe_id=dispute.stripe_id), report)


def _note(changed: Dispute | None, report: Reconciliation) -> None:
    if changed:
        state = changed.get_state_display().lower()
        report.repaired.append(f"A dispute of booking {changed.payment.booking} was missed. It is now: {state}.")


def carry_on_refunds(report: Reconciliation) -> None:
    """Send or ask for card refunds that wait. One that Stripe cannot answer now leaves the others alone."""
    waiting = Refund.objects.filter(
        state=RefundState.PENDING, payment__method=PaymentMethod.CARD, created_at__lt=report.began
    )
    for refund in by_pk(waiting.select_related("payment__booking")):
        try:
            _carry_on(refund)
        except DomainError:
            continue
        refund.refresh_from_db(fields=["state"])
        if refund.state != RefundState.PENDING:
            report.repaired.append(_told(refund))


def _carry_on(refund: Refund) -> None:
    if refund.is_outside:
        refresh_refund(stripe_id=str(refund.stripe_id))
    else:
        carry_out_refund(refund_id=refund.pk)
