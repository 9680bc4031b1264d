"""A booking becomes confirmed: its places with it, and the confirmations are queued."""

from django.utils import timezone

from attendees.emails import messages
from attendees.emails.place_messages import queue_place_confirmations
from attendees.enums import BookingState, PlaceState
from attendees.models import Booking
from workshops.services.transitions import transition


def confirm_booking(booking: Booking, *, by: str, reason: str = "") -> None:
    """Confirm a booking whose seats are taken, and queue what its booker and attendees are told.

    The caller holds the booking's lock. Raises MoveRefusedError when it is cancelled or confirmed already.
    """
    booking.confirmed_at = timezone.now()
    transition(booking, to=BookingState.CONFIRMED, by=by, reason=reason, save=("confirmed_at",))
    places = list(booking.places.filter(state=PlaceState.HELD))
    for place in places:
        transition(place, to=PlaceState.CONFIRMED, by=by)
    messages.queue_confirmation(booking, places)
    if len(places) != 1 or places[0].attendee_email != booking.booker_email:
        queue_place_confirmations(booking)
