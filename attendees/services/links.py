"""Sending a booker the link to their booking again."""

from attendees.emails import messages
from attendees.models import Place
from workshops.models import Session


def resend_booking_link(*, session: Session, email: str) -> bool:
    """Send the link of the live booking that `email` has on `session`, at most once an hour; False when it has none."""
    place = Place.objects.live().filter(session=session, attendee_email=email.strip().lower()).first()
    if place is None:
        return False
    messages.queue_booking_link(place.booking)
    return True
