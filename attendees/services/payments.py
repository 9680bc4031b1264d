"""Card payments: from the held booking to Stripe's page, and what Stripe says afterwards.

Stripe's events only trigger; every decision rests on the checkout fetched anew. HTTP happens outside transactions.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from attendees.emails import messages
from attendees.enums import BookingState, PaymentState, PlaceState
from attendees.errors import PaymentUnavailableError
from attendees.links import booking_link
from attendees.models import Booking, Payment
from attendees.payments import gateway
from attendees.payments.answers import Checkout, CheckoutOrder
from attendees.services.confirming import confirm_booking
from attendees.services.locking import lock_payment
from attendees.services.refunding import refund_payment
from attendees.services.releasing import expire_booking
from workshops.services.seats import take_seats
from workshops.services.transitions import transition

# Stripe keeps a checkout open for 30 minutes at the least; a minute more covers clocks that differ.
SHORTEST_CHECKOUT = timedelta(minutes=31)
# After this long without an answer from Stripe a seat is freed all the same: a payment that still comes is given back.
PATIENCE = timedelta(minutes=15)


def start_checkout(*, payment_id: int) -> str:
    """The address of Stripe's page for a payment, made on the first call and the same on each later one.

    Raises PaymentUnavailableError when Stripe cannot be reached (the seat stays held), or when nothing is to be paid.
    """
    payment = Payment.objects.select_related("booking__session__workshop").get(pk=payment_id)
    if payment.booking.state != BookingState.HELD or payment.state not in {PaymentState.PENDING, PaymentState.OPEN}:
        raise PaymentUnavailableError("There is nothing to pay for this booking.")
    if payment.state == PaymentState.OPEN:
        return payment.checkout_url
    if payment.checkout_expires_at is None:
        Payment.objects.filter(pk=payment_id, checkout_expires_at=None).update(
            checkout_expires_at=timezone.now() + SHORTEST_CHECKOUT
        )
        payment.refresh_from_db(fields=["checkout_expires_at"])
    checkout = _open(payment)
    _keep_checkout(payment_id, checkout)
    return checkout.url


def _open(payment: Payment) -> Checkout:
    """A checkout nobody has seen cannot be paid, so after a failure at Stripe's end a new key is safe."""
    try:
        return gateway.open_checkout(_order(payment))
    except gateway.PaymentBrokenError:
        Payment.objects.filter(pk=payment.pk, key=payment.key).update(key=uuid.uuid4(), checkout_expires_at=None)
        raise


def _order(payment: Payment) -> CheckoutOrder:
    booking = payment.booking
    page = settings.SITE_URL + booking_link(booking)
    return CheckoutOrder(
        key=str(payment.key),
        reference=booking.reference,
        title=f"{booking.session.workshop.title}, {booking.session.local_start:%d %B %Y}"[:250],
        amount_pence=payment.amount_pence,
        currency=payment.currency,
        email=booking.booker_email,
        expires_at=payment.checkout_expires_at or timezone.now() + SHORTEST_CHECKOUT,
        success_url=f"{page}&paid=1",
        cancel_url=f"{page}&unpaid=1",
    )


def _keep_checkout(payment_id: int, checkout: Checkout) -> None:
    with transaction.atomic():
        payment = lock_payment(payment_id)
        payment.checkout_id, payment.checkout_url = checkout.checkout_id, checkout.url
        payment.checkout_expires_at = checkout.expires_at
        fields = ("checkout_id", "checkout_url", "checkout_expires_at")
        if payment.state == PaymentState.PENDING:
            transition(payment, to=PaymentState.OPEN, by="booker", save=fields)
        else:
            payment.save(update_fields=fields)


def refresh_payment(*, payment_id: int, by: str = "stripe") -> None:
    """Ask Stripe how a payment stands, and act on the answer. Safe to call at any time and any number of times."""
    checkout_id = Payment.objects.values_list("checkout_id", flat=True).get(pk=payment_id)
    if not checkout_id:
        return
    checkout = gateway.fetch_checkout(checkout_id)
    Payment.objects.filter(pk=payment_id).update(looked_at=timezone.now())
    apply_checkout(payment_id=payment_id, checkout=checkout, by=by)


def apply_checkout(*, payment_id: int, checkout: Checkout, by: str) -> None:
    """Act on a checkout as Stripe has it: paid confirms or refunds, expired frees the seat, open changes nothing."""
    if checkout.is_paid:
        record_payment(payment_id=payment_id, intent_id=checkout.intent_id, by=by)
    elif checkout.status == "expired":
        expire_booking(booking_id=Payment.objects.values_list("booking_id", flat=True).get(pk=payment_id), by=by)


def record_payment(*, payment_id: int, intent_id: str, by: str) -> None:
    """Write down that a payment arrived, and give the booker what it bought; a repeat changes nothing.

    A held booking is confirmed. One whose hold ran out gets its seats back if there is room, and the whole price back
    if there is none; so does a cancelled one. Locks session, booking, payment.
    """
    with transaction.atomic():
        payment = lock_payment(payment_id)
        if payment.state == PaymentState.PAID:
            return
        payment.paid_at, payment.intent_id = timezone.now(), intent_id or None
        transition(payment, to=PaymentState.PAID, by=by, save=("paid_at", "intent_id"))
        _settle(payment, by)


def _settle(payment: Payment, by: str) -> None:
    booking = payment.booking
    if booking.state == BookingState.HELD or _reseat(booking):
        confirm_booking(booking, by=by)
        return
    refunded = refund_payment(payment, reason="The payment arrived when the seat was no longer held.")
    messages.queue_late_payment_refunded(booking, refunded_pence=refunded)


def _reseat(booking: Booking) -> bool:
    """Take the seats of an expired booking again, unless they are gone or the person has booked anew meanwhile."""
    if booking.state != BookingState.EXPIRED or booking.session.starts_at <= timezone.now():
        return False
    places = list(booking.places.filter(state=PlaceState.RELEASED))
    addresses = [place.attendee_email for place in places if place.attendee_email]
    if booking.session.places.live().filter(attendee_email__in=addresses).exists():
        return False
    return take_seats(session_id=booking.session_id, quantity=len(places))


def end_hold(*, booking_id: int, by: str = "sweep") -> None:
    """End one hold that has run out: close its checkout at Stripe first, then free the seats.

    A seat is freed only once Stripe says that nobody can pay for it any more. When Stripe cannot be reached, the
    hold waits for the next sweep, until PATIENCE after the checkout's own end.
    """
    payment = Payment.objects.filter(booking_id=booking_id, state=PaymentState.OPEN).first()
    if payment is None:
        expire_booking(booking_id=booking_id, by=by)
        return
    try:
        checkout = _closed_checkout(str(payment.checkout_id))
    except gateway.CheckoutUnknownError:
        expire_booking(booking_id=booking_id, by=by)
    except PaymentUnavailableError:
        if payment.checkout_expires_at and timezone.now() < payment.checkout_expires_at + PATIENCE:
            raise
        expire_booking(booking_id=booking_id, by=by)
    else:
        apply_checkout(payment_id=payment.pk, checkout=checkout, by=by)


def _closed_checkout(checkout_id: str) -> Checkout:
    try:
        return gateway.expire_checkout(checkout_id)
    except gateway.CheckoutClosedError:
        return gateway.fetch_checkout(checkout_id)
