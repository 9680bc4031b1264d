"""Reconciling what was paid: Stripe's checkouts with our payments, and ours with Stripe's."""

from collections.abc import Iterable

from django.utils import timezone

from attendees.enums import DiscrepancyKind, PaymentMethod, PaymentState
from attendees.errors import PaymentMismatchError
from attendees.models import Payment
from attendees.payments import gateway
from attendees.payments.answers import Checkout
from attendees.services.adopting import adopt_checkout, payment_of_checkout
from attendees.services.comparing import Reconciliation, by_pk, pages
from attendees.services.discrepancies import list_discrepancy
from workshops.foundation.money import exact_amount


def compare_checkouts(found: Iterable[Checkout], report: Reconciliation) -> None:
    """Let each checkout do to its payment what its event would have done, unless it has; list what is none of ours."""
    for page in pages(found):
        payments = {row.checkout_id: row for row in _named(page)}
        seen = [_compare(each, payments.get(each.checkout_id) or _by_key(each), report) for each in page]
        Payment.objects.filter(pk__in=[pk for pk in seen if pk]).update(looked_at=timezone.now())
        report.checkouts += len(page)


def _named(page: list[Checkout]) -> Iterable[Payment]:
    ids = [checkout.checkout_id for checkout in page]
    return Payment.objects.filter(checkout_id__in=ids).select_related("booking")


def _by_key(checkout: Checkout) -> Payment | None:
    """The payment of a checkout whose id we never wrote down."""
    payment_id = payment_of_checkout(checkout)
    return Payment.objects.select_related("booking").get(pk=payment_id) if payment_id else None


def _compare(checkout: Checkout, payment: Payment | None, report: Reconciliation) -> int | None:
    """The id of the payment that was looked at; None for a checkout that is none of ours."""
    if payment is None:
        if checkout.is_paid:
            _list_unknown(checkout)
        return None
    if payment.state == PaymentState.PAID:
        _compare_paid(checkout, payment)
    elif checkout.is_paid or checkout.status == "expired" or payment.checkout_id is None:
        _repair(checkout, payment, report)
    return payment.pk


def _list_unknown(checkout: Checkout) -> None:
    money = exact_amount(checkout.amount_pence)
    detail = f"{money} was paid at Stripe with checkout {checkout.checkout_id}, which was not asked for by us."
    list_discrepancy(kind=DiscrepancyKind.UNKNOWN_PAYMENT, subject=checkout.checkout_id, detail=detail)


def _repair(checkout: Checkout, payment: Payment, report: Reconciliation) -> None:
    before = (payment.state, payment.checkout_id, payment.closed_at)
    try:
        adopt_checkout(checkout)
    except PaymentMismatchError as error:
        list_discrepancy(
            kind=DiscrepancyKind.OTHER_SUM, subject=checkout.checkout_id, detail=str(error), payment=payment
        )
        return
    payment.refresh_from_db()
    if (payment.state, payment.checkout_id, payment.closed_at) != before:
        state = payment.get_state_display().lower()
        report.repaired.append(f"A checkout of booking {payment.booking} was missed. Its payment is now: {state}.")


def _compare_paid(checkout: Checkout, payment: Payment) -> None:
    """What we took for paid, Stripe must have as paid: the same sum by the same intent."""
    if (checkout.is_paid, checkout.intent_id) != (True, payment.intent_id):
        paid_by = payment.intent_id or "an unknown intent"
        detail = f"Booking {payment.booking} was paid by {paid_by}, but its checkout at Stripe tells something else."
        list_discrepancy(kind=DiscrepancyKind.OTHER, subject=checkout.checkout_id, detail=detail, payment=payment)
    elif checkout.amount_pence != payment.amount_pence:
        _list_other_sum(payment, checkout.checkout_id, checkout.amount_pence)


def compare_payments(report: Reconciliation) -> None:
    """Ask for card payments that we have as paid, and whose checkout Stripe has not shown in this run."""
    paid = Payment.objects.filter(method=PaymentMethod.CARD, state=PaymentState.PAID, paid_at__gte=report.since)
    report.payments = paid.count()
    for payment in by_pk(paid.exclude(looked_at__gte=report.began).select_related("booking")):
        intent = gateway.fetch_intent(payment.intent_id) if payment.intent_id else None
        if intent is None or not intent.succeeded:
            _list_missing(payment, is_known=intent is not None)
        elif intent.amount_pence != payment.amount_pence:
            _list_other_sum(payment, intent.intent_id, intent.amount_pence)
        Payment.objects.filter(pk=payment.pk).update(looked_at=timezone.now())


def _list_other_sum(payment: Payment, subject: str, taken_pence: int) -> None:
    detail = (
        f"Stripe took {exact_amount(taken_pence)} for booking {payment.booking}, "
        f"but {exact_amount(payment.amount_pence)} is written down."
    )
    list_discrepancy(kind=DiscrepancyKind.OTHER_SUM, subject=subject, detail=detail, payment=payment)


def _list_missing(payment: Payment, *, is_known: bool) -> None:
    money = f"{exact_amount(payment.amount_pence)} is written down as paid by card for booking {payment.booking}"
    trouble = "has it as not paid." if is_known else "does not know it. Is the key that of the account which took it?"
    list_discrepancy(
        kind=DiscrepancyKind.NOT_AT_STRIPE,
        subject=payment.intent_id or str(payment.key),
        detail=f"{money}, but Stripe {trouble}",
        payment=payment,
    )
