"""Bookings that end: holds that run out, and cancellations of all their places."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from attendees.emails import messages, money_messages
from attendees.enums import LIVE_BOOKINGS, BookingState
from attendees.models import Booking, Place
from attendees.services import seating
from attendees.services.balances import give_back_excess, retotal
from attendees.services.crediting import credit_places
from attendees.services.locking import lock_booking
from attendees.services.places import drop_payments, release_places
from workshops.enums import SessionState
from workshops.services.transitions import transition


def expire_booking(*, booking_id: int, by: str, reason: str = "") -> Booking:
    """Free the seats of a held booking whose payment can no longer come. Does nothing unless it is held.

    An invoice is credited, and what came in for it goes back. Locks the booking, then as `seating.release`. The caller
    has made sure that Stripe's checkout is closed.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.state != BookingState.HELD:
            return booking
        booking.expired_at = timezone.now()
        transition(booking, to=BookingState.EXPIRED, by=by, reason=reason, save=("expired_at",))
        places = list(booking.places.live())
        seating.release(places, by=by)
        credit_places(booking, places, reason="The places were not paid for in time.")
        retotal(booking)
        drop_payments(booking, by)
        give_back_excess(booking, reason="The places were not paid for in full in time.")
        messages.queue_hold_expired(booking)
    return booking


def cancel_booking(
    *, booking_id: int, by: str, reason: str = "", refund: bool | None = None, percent: int | None = None
) -> Booking:
    """Cancel all places of a booking, free its seats and queue the message; one that has ended stays as it is.

    `refund` None and `percent` None follow the policy frozen with the booking; `refund` gives all back or nothing,
    `percent` that much. What we cancelled ourselves always goes back in full. Locks the booking, then as
    `seating.release`. Raises CancelRefusedError once a session has begun, unless an organiser decides.
    """
    if refund is not None:
        percent = 100 if refund else 0
    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.state not in LIVE_BOOKINGS:
            return booking
        places = list(booking.places.live().select_related("session", "ticket_type"))
        refunded = release_places(booking, places, by=by, reason=reason, percent=percent)
        tell_cancelled(booking, places, reason=reason, refunded_pence=refunded)
    return booking


def tell_cancelled(booking: Booking, places: Sequence[Place], *, reason: str, refunded_pence: int) -> None:
    """Tell the booker, and everyone named who is not the booker, that the whole booking is cancelled."""
    ended = [place.session for place in places if place.session.state == SessionState.CANCELLED]
    if ended:
        messages.queue_session_cancelled(booking, ended[0], reason=reason, refunded_pence=refunded_pence)
    else:
        messages.queue_cancellation(booking, places, refunded_pence=refunded_pence)
    for place in places:
        money_messages.queue_attendee_cancelled(booking, place, reason=reason)
