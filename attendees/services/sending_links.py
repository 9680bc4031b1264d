"""Sending a booker the link of one booking, asked for by an organiser."""

from attendees.emails import messages
from attendees.enums import BookingState
from attendees.models import Booking
from workshops.foundation.errors import DomainError


class NothingToOpenError(DomainError):
    """The booking is over, so its link would lead to nothing that can still be done."""


def send_booking_link(*, booking_id: int) -> None:
    """Queue the link of a live booking to its booker, at most once an hour. Raises NothingToOpenError."""
    booking = Booking.objects.select_related("session__workshop").get(pk=booking_id)
    if booking.state not in {BookingState.HELD, BookingState.CONFIRMED}:
        raise NothingToOpenError(f"Booking {booking} is {booking.get_state_display().lower()}: its link was not sent.")
    messages.queue_booking_link(booking)
