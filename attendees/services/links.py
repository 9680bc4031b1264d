"""Sending people the link to what they have booked, or what was booked for them, again."""

from attendees.emails import messages, place_messages
from attendees.models import Place
from workshops.models import Session


def resend_booking_link(*, session: Session, email: str) -> bool:
    """Send `email` the link to what it has on `session`, at most once an hour; False when it has nothing.

    Whoever booked gets the link of their booking; whoever was named by others that of their own place alone.
    """
    address = email.strip().lower()
    places = Place.objects.live().filter(session=session, attendee_email=address).exclude(attendee_email="")
    place = places.select_related("booking__session__workshop", "session__workshop").first()
    if place is None:
        return False
    if place.attendee_email == place.booking.booker_email:
        messages.queue_booking_link(place.booking)
    else:
        place_messages.queue_place_link(place)
    return True
