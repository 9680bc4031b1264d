"""Bookings that end: holds that run out, and cancellations."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from attendees.emails import messages
from attendees.enums import BookingState, PaymentState, PlaceState
from attendees.errors import CancelRefusedError
from attendees.models import Booking
from attendees.services.checkouts import queue_closing
from attendees.services.locking import lock_booking
from attendees.services.refunding import refund_booking
from workshops.enums import SessionState
from workshops.models import Session
from workshops.queries import current_provider
from workshops.services.seats import free_seats
from workshops.services.transitions import transition


def expire_booking(*, booking_id: int, by: str) -> Booking:
    """Free the seats of a held booking whose payment can no longer come. Does nothing unless it is held.

    Locks session and booking. The caller has made sure that Stripe's checkout is closed.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.state != BookingState.HELD:
            return booking
        booking.expired_at = timezone.now()
        transition(booking, to=BookingState.EXPIRED, by=by, save=("expired_at",))
        _release_places(booking, by)
        _lapse_payments(booking, by)
        messages.queue_hold_expired(booking)
    return booking


def cancel_booking(*, booking_id: int, by: str, reason: str = "", refund: bool | None = None) -> Booking:
    """Cancel a booking, free its seats and queue the message; one that is cancelled or expired stays as it is.

    `refund` None follows the policy: everything back until `refund_deadline` or when we cancelled the session, nothing
    after. Locks session and booking. Raises CancelRefusedError once the session has begun.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.state in {BookingState.CANCELLED, BookingState.EXPIRED}:
            return booking
        gives_back = _gives_back(booking.session) if refund is None else refund
        booking.cancelled_at = timezone.now()
        transition(booking, to=BookingState.CANCELLED, by=by, reason=reason, save=("cancelled_at",))
        _release_places(booking, by)
        _lapse_payments(booking, by)
        refunded = refund_booking(booking, reason="The booking was cancelled.") if gives_back else 0
        if by_us(booking.session):
            messages.queue_session_cancelled(booking, reason=reason, refunded_pence=refunded)
        else:
            messages.queue_cancellation(booking, refunded_pence=refunded)
    return booking


def by_us(session: Session) -> bool:
    """Whether it was we who cancelled: then the policy for bookers who change their mind does not apply."""
    return session.state == SessionState.CANCELLED


def _gives_back(session: Session) -> bool:
    """Whether cancelling now gives the price back. Raises CancelRefusedError once the session has begun."""
    if by_us(session):
        return True
    if session.starts_at <= timezone.now():
        raise CancelRefusedError("This session has begun, so it can no longer be cancelled here. Write to us.")
    return timezone.now() <= refund_deadline(session)


def refund_deadline(session: Session) -> datetime:
    """The last moment at which cancelling gives the whole price back."""
    return session.starts_at - timedelta(days=current_provider().cancellation_days)


def _release_places(booking: Booking, by: str) -> None:
    live = list(booking.places.live())
    for place in live:
        transition(place, to=PlaceState.RELEASED, by=by)
    free_seats(session_id=booking.session_id, quantity=len(live))


def _lapse_payments(booking: Booking, by: str) -> None:
    for payment in booking.payments.select_for_update(of=("self",)).exclude(
        state__in=[PaymentState.PAID, PaymentState.LAPSED]
    ):
        transition(payment, to=PaymentState.LAPSED, by=by)
        queue_closing(payment)
