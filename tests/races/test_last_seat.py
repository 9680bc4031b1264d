"""The last seats, wanted by far more people than there are."""

from functools import partial

import pytest

from attendees.services import seating
from tests.factories import make_session
from tests.races.books import imbalances, seats
from tests.races.scene import ask
from tests.races.together import RUNS, kinds, run_together
from workshops.models import Session

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]


# Enough to meet, and few enough to leave the server connections for other tests.
HANDS = 30


def crowd(session, send_form, size):
    """That many people, each with a form of their own."""
    ticket = session.ticket_types.get()
    return [partial(send_form, ticket, f"person{number}@example.org") for number in range(size)]


def take_seats_naively(*, session_id, quantity):
    """Read, compare, write: what the conditional UPDATE is there to prevent."""
    session = Session.objects.get(pk=session_id)
    if session.places_taken + quantity > session.capacity:
        return False
    session.places_taken += quantity
    session.save(update_fields=["places_taken"])
    return True


def test_sixty_people_share_twenty_seats(send_form):
    session = make_session(capacity=20)

    outcomes = run_together(*crowd(session, send_form, 60), hands=HANDS)

    assert kinds(outcomes) == {"Booking": 20, "SoldOutError": 40}
    assert (seats(session), imbalances()) == ((20, 20), [])


@pytest.mark.postgres
def test_crowd_oversells_when_seats_are_read_and_then_written(send_form, monkeypatch):
    """The control: this crowd is fast enough to find the gap, so the test above can fail."""
    monkeypatch.setattr(seating, "take_seats", take_seats_naively)
    session = make_session(capacity=20)

    run_together(*crowd(session, send_form, 60), hands=HANDS)

    assert session.places.live().count() > 20


def test_single_seat_goes_to_one_of_twelve_each_time(send_form):
    sessions = [make_session(capacity=1) for _ in range(RUNS)]

    outcomes = [kinds(run_together(*crowd(session, send_form, 12))) for session in sessions]

    assert outcomes == [{"Booking": 1, "SoldOutError": 11}] * RUNS
    assert [seats(session) for session in sessions] == [(1, 1)] * RUNS


def test_paid_seats_are_held_for_as_many_as_there_are(send_form):
    session = make_session(capacity=5, price_pence=9500)

    outcomes = run_together(*crowd(session, send_form, 20))

    assert kinds(outcomes) == {"Booking": 5, "SoldOutError": 15}
    assert (seats(session), imbalances()) == ((5, 5), [])


@pytest.mark.processes
def test_sixty_people_from_four_processes_share_twenty_seats(site_of_engine):
    site = site_of_engine()
    session = ask(site, "open_session", 20)

    seen = ask(site, "book_from_processes", session, 4, 15)

    assert seen == {"outcomes": {"Booking": 20, "SoldOutError": 40}, "seats": [20, 20], "wrong": [], "bookings": 20}
