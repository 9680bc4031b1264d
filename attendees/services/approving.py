"""Requests for tickets that need approval: an organiser says yes or no, and nothing is charged before."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from attendees.emails import messages
from attendees.enums import BookingState, Settlement
from attendees.errors import BookingRefusedError
from attendees.models import Booking
from attendees.services import seating
from attendees.services.balances import retotal
from attendees.services.invoicing import due_at
from attendees.services.locking import lock_booking
from attendees.services.settling import open_settlement
from workshops.queries import current_provider
from workshops.services.transitions import transition


def approve_booking(*, booking_id: int, by: str) -> Booking:
    """Say yes: a free booking is confirmed, any other held for the provider's `approval_hours` or until its invoice is due.

    Locks the booking. Raises MoveRefusedError unless it is a request, BookingRefusedError once the session has begun.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.session.starts_at <= timezone.now():
            raise BookingRefusedError("The session has begun, so it is too late to approve this booking.")
        _hold(booking, by)
        open_settlement(booking, by=by)
        if booking.state == BookingState.HELD and booking.settlement == Settlement.CARD:
            messages.queue_request_approved(booking)
    return booking


def _hold(booking: Booking, by: str) -> None:
    hours = timedelta(hours=current_provider().approval_hours)
    booking.hold_ends_at = min(timezone.now() + hours, booking.session.starts_at)
    if booking.settlement == Settlement.INVOICE:
        booking.hold_ends_at = booking.billing.due_at = due_at(booking.session)
        booking.billing.save(update_fields=["due_at"])
    transition(booking, to=BookingState.HELD, by=by, save=("hold_ends_at",))


def decline_booking(*, booking_id: int, by: str, reason: str) -> Booking:
    """Say no, and tell the booker why; the seats are free again. Locks the booking, then as `seating.release`.

    Raises MoveRefusedError unless it is a request.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        booking.declined_at, booking.declined_reason = timezone.now(), reason
        transition(booking, to=BookingState.DECLINED, by=by, reason=reason, save=("declined_at", "declined_reason"))
        seating.release(list(booking.places.live()), by=by, reason=reason)
        retotal(booking)
        messages.queue_request_declined(booking)
    return booking
