"""Bookings of several places, some named: what employers make."""

import itertools

from attendees.enums import BookingState
from attendees.models import Place
from attendees.people import Attendee
from tests.factories import make_booking, make_session
from workshops.models import Session, TicketType

_numbers = itertools.count(1)


def make_group(*, places=3, session=None, state=BookingState.CONFIRMED, ticket_fields=None, **fields):
    """A booking of so many places that nobody is named on, by someone who does not come, with the seats counted."""
    session = session or make_session()
    if ticket_fields:
        TicketType.objects.filter(session=session).update(**ticket_fields)
    booker = {"name": "Edith Employer", "email": f"edith{next(_numbers)}@trust.example"}
    booking = make_booking(session=session, state=state, **booker | fields)
    first = booking.places.get()
    Place.objects.filter(pk=first.pk).update(attendee_name="", attendee_email="", user=None)
    for _ in range(places - 1):
        Place.objects.create(
            booking=booking,
            session=session,
            ticket_type=first.ticket_type,
            state=first.state,
            list_pence=first.list_pence,
            price_pence=first.price_pence,
        )
    booking.total_pence = first.price_pence * places
    booking.save(update_fields=["total_pence"])
    Session.objects.filter(pk=session.pk).update(places_taken=session.places.live().count())
    TicketType.objects.filter(pk=first.ticket_type_id).update(places_taken=first.ticket_type.places.live().count())
    session.refresh_from_db()
    return booking


def make_attendee(name="Grace Hopper", email="grace@example.org", **fields):
    return Attendee(name=name, email=email, **fields)


def make_named(*, name="Grace Hopper", email="grace@example.org", **fields):
    """The first place of a new group booking, with somebody named on it; nobody was told yet."""
    booking = make_group(**fields)
    place = booking.places.order_by("pk").first()
    Place.objects.filter(pk=place.pk).update(attendee_name=name, attendee_email=email)
    place.refresh_from_db()
    return place
