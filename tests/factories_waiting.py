"""Full sessions, people who wait for them, and offers that are out."""

import itertools
from datetime import UTC, timedelta

from django.db import transaction
from django.utils import timezone

from attendees.enums import BookingState
from attendees.models import Booking, WaitingListEntry
from attendees.services.offering import offer_seats
from attendees.services.releasing import cancel_booking
from attendees.services.waiting import join_waiting_list
from tests.factories import make_booking, make_session

_numbers = itertools.count(1)


def zone_where_it_is(hour):
    """The name of a zone whose clocks show that hour now, so that a test has day or night whenever it runs."""
    ahead = (hour - timezone.now().astimezone(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"


def make_full_session(*, capacity=1, **fields):
    """A session on which every seat is taken by a booking of one place."""
    session = make_session(capacity=capacity, **fields)
    for _ in range(capacity):
        make_booking(session=session)
    return session


def make_waiting(session, *, name="Tom Okafor", email=None, **fields):
    """Someone who joined the waiting list by the front door."""
    session.refresh_from_db()
    return join_waiting_list(session=session, name=name, email=email or f"waits{next(_numbers)}@example.org", **fields)


def free_seats_of(session, count=1):
    """That many of the confirmed bookings of one place are cancelled, each in a transaction of its own."""
    for booking in Booking.objects.filter(session=session, state=BookingState.CONFIRMED).order_by("pk")[:count]:
        cancel_booking(booking_id=booking.pk, by="booker")


def make_offer(*, quantity=1, price_pence=0, session=None, **fields):
    """An offer of so many seats that is out: its booking."""
    session = session or make_full_session(capacity=quantity, price_pence=price_pence)
    entry = make_waiting(session, quantity=quantity, **fields)
    free_seats_of(session, quantity)
    entry.refresh_from_db()
    return entry.booking


def make_over(booking):
    """The same offer, a minute after its end."""
    Booking.objects.filter(pk=booking.pk).update(hold_ends_at=timezone.now() - timedelta(minutes=1))
    booking.refresh_from_db()
    return booking


def offer(session):
    """How many offers are made when the list is looked at now."""
    with transaction.atomic():
        return offer_seats(session_id=session.pk)


def states(session):
    """How everyone on the list stands, in turn."""
    return list(WaitingListEntry.objects.filter(session=session).order_by("rank", "pk").values_list("state", flat=True))


def counters(session):
    """Seats taken, live places, people waiting by the counter, and by their entries: pairs that must be equal."""
    session.refresh_from_db()
    waiting = session.waiting.filter(left_at=None).count()
    return (session.places_taken, session.places.live().count()), (session.waiting_count, waiting)
