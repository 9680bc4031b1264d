"""What Stripe says about a payment, and what follows from it.

Stripe's events only trigger; every decision rests on the checkout fetched anew. HTTP happens outside transactions.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from attendees.emails import messages
from attendees.enums import BookingState, PaymentState, PlaceState
from attendees.errors import PaymentMismatchError, PaymentUnavailableError
from attendees.models import Booking, Payment
from attendees.payments import gateway
from attendees.payments.answers import Checkout
from attendees.services.checkouts import known_checkout
from attendees.services.confirming import confirm_booking
from attendees.services.locking import lock_payment
from attendees.services.refunding import refund_payment
from attendees.services.releasing import expire_booking
from workshops.services.seats import take_seats
from workshops.services.transitions import transition

# After this long without an answer from Stripe a seat is freed all the same: a payment that still comes is given back.
PATIENCE = timedelta(minutes=15)


def refresh_payment(*, payment_id: int, by: str = "stripe") -> None:
    """Ask Stripe how a payment stands, and act on the answer. Safe to call at any time and any number of times."""
    checkout_id = Payment.objects.values_list("checkout_id", flat=True).get(pk=payment_id)
    if not checkout_id:
        return
    Payment.objects.filter(pk=payment_id).update(looked_at=timezone.now())
    apply_checkout(payment_id=payment_id, checkout=gateway.fetch_checkout(checkout_id), by=by)


def apply_checkout(*, payment_id: int, checkout: Checkout, by: str) -> None:
    """Act on a checkout as Stripe has it: paid confirms or refunds, expired frees the seat, open changes nothing.

    Raises PaymentMismatchError when another sum was paid than we asked for: nothing is confirmed, a person looks.
    """
    if checkout.is_paid:
        _refuse_other_sum(payment_id, checkout)
        record_payment(payment_id=payment_id, intent_id=checkout.intent_id, by=by)
    elif checkout.status == "expired":
        _note_closed(payment_id, by)


def _refuse_other_sum(payment_id: int, checkout: Checkout) -> None:
    asked = Payment.objects.values_list("amount_pence", "currency").get(pk=payment_id)
    if asked != (checkout.amount_pence, checkout.currency):
        raise PaymentMismatchError(
            f"Checkout {checkout.checkout_id} took {checkout.amount_pence} {checkout.currency}, "
            f"but {asked[0]} {asked[1]} was asked for. Look at it in Stripe."
        )


def _note_closed(payment_id: int, by: str) -> None:
    """Nobody can pay this try any more: end the hold it stood for, if it is the try that counts."""
    payment = Payment.objects.get(pk=payment_id)
    if payment.state == PaymentState.OPEN:
        expire_booking(booking_id=payment.booking_id, by=by)
    lapsed = Payment.objects.filter(pk=payment_id, state=PaymentState.LAPSED, closed_at=None)
    lapsed.update(closed_at=timezone.now())


def close_checkout(*, payment_id: int) -> None:
    """Make sure that nobody can pay a lapsed payment; if somebody did, the money gets a seat or goes back.

    Raises PaymentUnavailableError when Stripe cannot be reached; the sweep tries again.
    """
    payment = Payment.objects.get(pk=payment_id)
    if payment.state != PaymentState.LAPSED or payment.closed_at:
        return
    checkout_id = known_checkout(payment)
    try:
        checkout = gateway.closed_checkout(checkout_id) if checkout_id else None
    except gateway.CheckoutUnknownError:
        checkout = None
    if checkout is None:
        _note_closed(payment_id, "sweep")
    else:
        apply_checkout(payment_id=payment_id, checkout=checkout, by="sweep")


def record_payment(*, payment_id: int, intent_id: str, by: str) -> None:
    """Write down that a payment arrived, and give the booker what it bought; a repeat changes nothing.

    A held booking is confirmed. One whose hold ran out gets its seats back if there is room, and the whole price back
    if there is none; so does a cancelled one, and one that another try has paid. Locks session, booking, payment.
    """
    with transaction.atomic():
        payment = lock_payment(payment_id)
        if payment.state == PaymentState.PAID:
            return
        payment.paid_at = payment.closed_at = timezone.now()
        payment.intent_id = intent_id or None
        transition(payment, to=PaymentState.PAID, by=by, save=("paid_at", "closed_at", "intent_id"))
        _settle(payment, by)


def _settle(payment: Payment, by: str) -> None:
    booking = payment.booking
    if booking.state == BookingState.HELD or _reseat(booking):
        confirm_booking(booking, by=by)
        return
    refunded = refund_payment(payment, reason="The payment arrived when the seat was no longer held.")
    messages.queue_late_payment_refunded(payment, refunded_pence=refunded)


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
    hold waits for the next sweep, until PATIENCE after the hold's own end.
    """
    payment = Payment.objects.filter(booking_id=booking_id, state=PaymentState.OPEN).first()
    if payment is None:
        expire_booking(booking_id=booking_id, by=by)
        return
    try:
        checkout = gateway.closed_checkout(str(payment.checkout_id))
    except gateway.CheckoutUnknownError:
        expire_booking(booking_id=booking_id, by=by)
    except PaymentUnavailableError:
        if payment.checkout_expires_at and timezone.now() < payment.checkout_expires_at + PATIENCE:
            raise
        expire_booking(booking_id=booking_id, by=by)
    else:
        apply_checkout(payment_id=payment.pk, checkout=checkout, by=by)
