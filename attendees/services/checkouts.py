"""To Stripe's page and no further: opening the checkout of a held booking, and closing what nobody may pay any more.

HTTP happens outside transactions. A payment row is one try: what is asked of Stripe is frozen in it before the call,
so a repeat asks for the very same, and a try that came to nothing is lapsed and followed by a new row.
"""

import logging
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from attendees.enums import BookingState, PaymentState, PlaceState, Settlement
from attendees.errors import PaymentUnavailableError
from attendees.links import booking_link
from attendees.models import Payment
from attendees.payments import gateway
from attendees.payments.answers import Checkout, CheckoutOrder
from attendees.services.locking import lock_payment
from workshops.foundation.queueing import queue_task
from workshops.services.transitions import transition

logger = logging.getLogger(__name__)

# Stripe keeps a checkout open for 30 minutes at the least; a minute more covers clocks that differ.
SHORTEST_CHECKOUT = timedelta(minutes=31)
# And for a day at the most; a longer hold gets another checkout.
LONGEST_CHECKOUT = timedelta(hours=23, minutes=50)
# An order this close to Stripe's least time would be refused.
STALE = timedelta(minutes=30, seconds=20)
NOTHING_TO_PAY = "There is nothing to pay for this booking."


def start_checkout(*, payment_id: int) -> str:
    """The address of Stripe's page for a payment, made on the first call and the same on each later one.

    Raises PaymentUnavailableError when Stripe cannot be reached (the seat stays held), or when nothing is to be paid.
    """
    payment = _payable(payment_id)
    if payment.state == PaymentState.OPEN:
        return payment.checkout_url
    try:
        return _open(payment)
    except gateway.CheckoutRefusedError:
        # Stripe takes fewer addresses than we do. It needs none: the payer types one on its page.
        return _open(_next_try(payment, without_email=True))
    except gateway.PaymentBrokenError:
        _next_try(payment)
        raise


def _payable(payment_id: int) -> Payment:
    """The try to make now, with its order frozen. Locks booking, payment."""
    with transaction.atomic():
        payment = lock_payment(payment_id)
        if payment.state == PaymentState.LAPSED:
            payment = _successor(payment)
        if not _is_wanted(payment):
            raise PaymentUnavailableError(NOTHING_TO_PAY)
        if payment.state == PaymentState.PENDING and payment.order and _is_stale(payment):
            payment = _replace(payment)
        if payment.order is None:
            payment.order = asdict(_order(payment))
            payment.save(update_fields=["order"])
    return payment


def _is_wanted(payment: Payment) -> bool:
    """Whether there is still something to buy: a held booking, or the new place of a move."""
    if payment.state == PaymentState.PAID:
        return False
    if payment.for_place is not None:
        return payment.for_place.state == PlaceState.HELD and payment.booking.state == BookingState.CONFIRMED
    if payment.booking.settlement == Settlement.INVOICE:
        return payment.booking.state in {BookingState.HELD, BookingState.CONFIRMED}
    return payment.booking.state == BookingState.HELD


def _successor(payment: Payment) -> Payment:
    """The try that took the place of a lapsed one, as long as the booking is still held."""
    live = payment.booking.payments.filter(state__in=[PaymentState.PENDING, PaymentState.OPEN]).first()
    if live is None:
        raise PaymentUnavailableError(NOTHING_TO_PAY)
    return lock_payment(live.pk)


def _is_stale(payment: Payment) -> bool:
    return datetime.fromtimestamp(_frozen(payment).expires_at, tz=UTC) < timezone.now() + STALE


def _replace(payment: Payment, *, by: str = "booker") -> Payment:
    transition(payment, to=PaymentState.LAPSED, by=by)
    queue_closing(payment)
    return Payment.objects.create(
        booking=payment.booking, amount_pence=payment.amount_pence, for_place=payment.for_place
    )


def renew_try(*, payment_id: int, by: str) -> None:
    """A checkout ended before the hold did: lapse it, so that the booker can open another. Locks booking, payment."""
    with transaction.atomic():
        payment = lock_payment(payment_id)
        if payment.state == PaymentState.OPEN and _is_wanted(payment):
            _replace(payment, by=by)


def _next_try(payment: Payment, *, without_email: bool = False) -> Payment:
    """Lapse a try that cannot succeed and make the next. Locks booking, payment."""
    with transaction.atomic():
        old = lock_payment(payment.pk)
        if old.state != PaymentState.PENDING or (without_email and not _frozen(payment).email):
            raise PaymentUnavailableError(gateway.UNREACHABLE)
        new = _replace(old)
        order = _order(new)
        new.order = asdict(replace(order, email="") if without_email else order)
        new.save(update_fields=["order"])
    return new


def _frozen(payment: Payment) -> CheckoutOrder:
    """The order as it was first asked for."""
    return CheckoutOrder(**(payment.order or {}))


def _order(payment: Payment) -> CheckoutOrder:
    booking = payment.booking
    page = settings.SITE_URL + booking_link(booking)
    return CheckoutOrder(
        key=str(payment.key),
        reference=booking.reference,
        title=_title(payment),
        amount_pence=payment.amount_pence,
        currency=payment.currency,
        email=booking.booker_email,
        expires_at=int(_checkout_end(payment).timestamp()),
        success_url=f"{page}&paid=1",
        cancel_url=f"{page}&unpaid=1",
    )


def _title(payment: Payment) -> str:
    place, session = payment.for_place, payment.booking.session
    if place is not None:
        return f"Move to {place.session.local_start:%d %B %Y}: {session.workshop.title}"[:250]
    return f"{session.workshop.title}, {session.local_start:%d %B %Y}"[:250]


def _checkout_end(payment: Payment) -> datetime:
    """When Stripe shall close the checkout by itself: not before the hold ends, if Stripe keeps one open that long."""
    now = timezone.now()
    soonest = now + SHORTEST_CHECKOUT
    hold = payment.for_place.hold_ends_at if payment.for_place is not None else payment.booking.hold_ends_at
    return min(max(hold or soonest, soonest), now + LONGEST_CHECKOUT)


def _open(payment: Payment) -> str:
    checkout = gateway.open_checkout(_frozen(payment))
    if not _keep(payment.pk, checkout):
        raise PaymentUnavailableError(NOTHING_TO_PAY)
    return checkout.url


def _keep(payment_id: int, checkout: Checkout) -> bool:
    """Write down what Stripe made; False when the booking ended meanwhile, and the checkout is closed again."""
    with transaction.atomic():
        payment = lock_payment(payment_id)
        if payment.checkout_id is None:
            payment.checkout_id, payment.checkout_url = checkout.checkout_id, checkout.url
            payment.checkout_expires_at = checkout.expires_at
            payment.save(update_fields=["checkout_id", "checkout_url", "checkout_expires_at"])
        if payment.state == PaymentState.PENDING:
            transition(payment, to=PaymentState.OPEN, by="booker")
        if payment.state == PaymentState.LAPSED:
            queue_closing(payment)
        return payment.state == PaymentState.OPEN


def queue_closing(payment: Payment) -> None:
    """Have a lapsed payment's checkout closed at Stripe after the commit."""
    from attendees.tasks import close_checkout

    queue_task(close_checkout, payment.pk)


def known_checkout(payment: Payment) -> str:
    """The id of a payment's checkout; empty when Stripe made none.

    If we died between Stripe's answer and our commit, asking again under the same key tells the id.
    """
    if payment.checkout_id or not payment.order:
        return payment.checkout_id or ""
    try:
        checkout = gateway.open_checkout(_frozen(payment))
    except (gateway.CheckoutRefusedError, gateway.PaymentBrokenError):
        return ""
    Payment.objects.filter(pk=payment.pk, checkout_id=None).update(checkout_id=checkout.checkout_id)
    return checkout.checkout_id
