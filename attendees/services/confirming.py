"""A booking becomes confirmed: its places with it, and the confirmation is queued."""

from django.utils import timezone

from attendees.emails import messages
from attendees.enums import BookingState, PlaceState
from attendees.models import Booking
from workshops.services.transitions import transition


def confirm_booking(booking: Booking, *, by: str) -> None:
    """Confirm a booking whose seats are taken, and queue its confirmation. The caller holds the booking's lock.

    Raises MoveRefusedError when it is cancelled or confirmed already.
    """
    booking.confirmed_at = timezone.now()
    transition(booking, to=BookingState.CONFIRMED, by=by, save=("confirmed_at",))
    for place in booking.places.all():
        transition(place, to=PlaceState.CONFIRMED, by=by)
    messages.queue_confirmation(booking)
