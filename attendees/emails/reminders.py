"""Messages before and after a session that nobody asked for. Drawn up here, written to the outbox many at a time.

Their keys name what they hang on, so that one overtaken meanwhile is known at sending (attendees/services/overtaken.py).
"""

from datetime import datetime
from typing import Any

from django.conf import settings

from attendees.emails.compose import drawn_up
from attendees.joining import joining_opens_at
from attendees.links import booking_link
from attendees.models import Booking, OutboxMessage, Place
from attendees.occasions import Occasion, day_of
from attendees.place_links import join_link, place_link
from attendees.policy import Policy
from attendees.policy_words import cancelling, passing_on
from workshops.models import Session

REMINDER, FOLLOW_UP, NAMING = "reminder", "follow_up", "naming_reminder"


def place_key(occasion: Occasion, session: Session) -> str:
    """What follows a place's number in the key of its message."""
    return f":{occasion.name}:{day_of(session)}"


def booking_key(occasion: Occasion, session: Session) -> str:
    """What follows a booking's number in the key of its message."""
    return f":{session.pk}:{occasion.name}:{day_of(session)}"


def reminder(place: Place, occasion: Occasion, now: datetime) -> OutboxMessage:
    """What is coming, how to get in, what to bring, and what to do about not coming. To whoever is named."""
    session, policy = place.session, Policy.of_booking(place.booking)
    is_booker = place.attendee_email == place.booking.booker_email
    context = _about(session) | {
        "place": place,
        "occasion": occasion.name,
        "days_left": (session.local_start.date() - now.astimezone(session.zone).date()).days,
        "join_link": join_link(place),
        "opens_at": joining_opens_at(session),
        "is_open": joining_opens_at(session) <= now,
        "link": settings.SITE_URL + place_link(place),
        "passing_on": passing_on(policy, session),
        "cancelling": cancelling(policy, session) if is_booker and place.price_pence else "",
    }
    key = f"{place.pk}{place_key(occasion, session)}"
    return drawn_up(kind=REMINDER, key=key, to=place.attendee_email, context=context)


def follow_up(place: Place, occasion: Occasion) -> OutboxMessage:
    """The session is over: what happens next, and where it is to be seen. To whoever is named."""
    context = _about(place.session) | {"place": place, "link": settings.SITE_URL + place_link(place)}
    key = f"{place.pk}{place_key(occasion, place.session)}"
    return drawn_up(kind=FOLLOW_UP, key=key, to=place.attendee_email, context=context)


def naming_reminder(
    booking: Booking, session: Session, unnamed: int, occasion: Occasion, now: datetime
) -> OutboxMessage:
    """Places of theirs have no name yet: to the booker."""
    names_until = Policy.of_booking(booking).swap_until(session)
    context = _about(session) | {
        "booking": booking,
        "unnamed": unnamed,
        "names_until": names_until,
        "may_name": now <= names_until,
        "link": settings.SITE_URL + booking_link(booking),
    }
    key = f"{booking.pk}{booking_key(occasion, session)}"
    return drawn_up(kind=NAMING, key=key, to=booking.booker_email, context=context)


def _about(session: Session) -> dict[str, Any]:
    return {"session": session, "workshop": session.workshop}
