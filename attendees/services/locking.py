"""Locks are always taken in one order: session, then booking, then payment. Nobody can wait in a circle."""

from attendees.models import Booking, Payment
from workshops.models import Session


def lock_booking(booking_id: int) -> Booking:
    """The booking anew, with its session and itself locked, in that order. Call it inside a transaction."""
    session_id = Booking.objects.values_list("session_id", flat=True).get(pk=booking_id)
    Session.objects.select_for_update().get(pk=session_id)
    return (
        Booking.objects.select_for_update(of=("self",)).select_related("session__workshop", "user").get(pk=booking_id)
    )


def lock_payment(payment_id: int) -> Payment:
    """The payment anew, with its session, booking and itself locked, in that order. Call it inside a transaction."""
    booking_id = Payment.objects.values_list("booking_id", flat=True).get(pk=payment_id)
    booking = lock_booking(booking_id)
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    payment.booking = booking
    return payment
