"""The same person, and the same form, twice at once."""

import uuid
from functools import partial

import pytest

from attendees.models import Booking, OutboxMessage
from tests.factories import make_session
from tests.races.books import imbalances, seats
from tests.races.together import FEW, kinds, run_together

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]


def test_same_person_gets_one_place(send_form):
    sessions = [make_session() for _ in range(FEW)]

    outcomes = [
        run_together(*[partial(send_form, ticket_of(session), "priya@example.org")] * 3) for session in sessions
    ]

    assert [kinds(three) for three in outcomes] == [{"Booking": 1, "AlreadyBookedError": 2}] * FEW
    assert [seats(session) for session in sessions] == [(1, 1)] * FEW


@pytest.mark.parametrize("capacity", [20, 1])
def test_same_form_gives_every_sender_the_one_booking(send_form, capacity):
    """On the last seat too: whoever pressed twice must not read that it has just gone."""
    sessions = [make_session(capacity=capacity) for _ in range(FEW)]

    outcomes = [
        run_together(*[partial(send_form, ticket_of(session), "priya@example.org", uuid.uuid4())] * 3)
        for session in sessions
    ]

    assert [kinds(three) for three in outcomes] == [{"Booking": 3}] * FEW
    assert [len({booking.pk for booking in three}) for three in outcomes] == [1] * FEW
    assert (Booking.objects.count(), OutboxMessage.objects.count(), imbalances()) == (FEW, FEW, [])


def ticket_of(session):
    return session.ticket_types.get()
