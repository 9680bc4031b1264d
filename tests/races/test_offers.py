"""Offers to the waiting list, answered, ended and made at the very same moment.

A deadlock would come out as an OperationalError among the outcomes.
"""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from attendees.enums import BookingState
from attendees.models import Booking, OutboxMessage, Payment
from attendees.services.offer_sweeps import offer_free_seats
from attendees.services.offering import offer_to_entry
from attendees.services.offers import accept_offer, decline_offer, lapse_offer
from attendees.services.releasing import cancel_booking
from attendees.services.waiting import join_waiting_list, leave_waiting_list, move_entry
from tests.factories_waiting import counters, make_full_session, make_offer, make_waiting, states
from tests.races.together import FEW, RUNS, kinds, run_together

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]


def accepting(booking):
    return partial(accept_offer, booking_id=booking.pk, by="booker")


def declining(booking):
    return partial(decline_offer, booking_id=booking.pk, by="booker")


def cancelling(session):
    """One call for each confirmed booking of a session."""
    confirmed = Booking.objects.filter(session=session, state=BookingState.CONFIRMED).order_by("pk")
    return [partial(cancel_booking, booking_id=booking.pk, by="booker") for booking in confirmed]


def balanced(session):
    """Whether both counters of a session agree with its rows."""
    seats, waiting = counters(session)
    return (seats[0] == seats[1], waiting[0] == waiting[1])


def quotas_agree(session):
    return all(ticket.places_taken == ticket.places.live().count() for ticket in session.ticket_types.all())


@pytest.mark.parametrize(("price_pence", "state"), [(0, "confirmed"), (9500, "held")])
def test_two_people_accept_one_offer(price_pence, state):
    offers = [make_offer(quantity=2, price_pence=price_pence) for _ in range(RUNS)]

    outcomes = [run_together(*[accepting(booking)] * 2) for booking in offers]

    assert [kinds(pair) for pair in outcomes] == [{"Booking": 2}] * RUNS
    assert [{booking.state for booking in pair} for pair in outcomes] == [{state}] * RUNS
    assert [counters(booking.session) for booking in offers] == [((2, 2), (0, 0))] * RUNS
    assert Payment.objects.count() == (RUNS if price_pence else 0)
    assert OutboxMessage.objects.filter(kind="booking_confirmed").count() == (0 if price_pence else RUNS)


def test_accepting_meets_the_end_of_the_offer():
    """Whichever comes first, the seats are the booker's or go to the next, and never both."""
    ends = [_accept_at_the_end(run) for run in range(FEW)]

    fine = {("Booking", ("booked", "waiting")), ("OfferOverError", ("lapsed", "offered"))}
    assert set(ends) <= fine


def _accept_at_the_end(run):
    session = make_full_session()
    booking = make_offer(session=session)
    make_waiting(session)
    end = timezone.now() + timedelta(milliseconds=3 * run)
    Booking.objects.filter(pk=booking.pk).update(hold_ends_at=end)

    answer, _ = run_together(accepting(booking), partial(lapse_offer, booking_id=booking.pk))

    # What neither call ended is ended by the next sweep.
    lapse_offer(booking_id=booking.pk)
    assert (counters(session), balanced(session)) == (((1, 1), (1, 1)), (True, True))
    return type(answer).__name__, tuple(states(session))


@pytest.mark.parametrize("price_pence", [0, 9500])
def test_accepting_meets_declining(price_pence):
    for _ in range(FEW):
        session = make_full_session(price_pence=price_pence)
        booking = make_offer(session=session)
        make_waiting(session)

        outcomes = run_together(accepting(booking), declining(booking))

        taken = {"booked": ["booked", "waiting"], "declined": ["declined", "offered"]}
        end = states(session)
        assert (end, kinds(outcomes)) == (taken[end[0]], {"Booking": 1, "OfferOverError": 1})
        assert (counters(session), quotas_agree(session)) == (((1, 1), (1, 1)), True)


def test_accepting_meets_an_organiser_who_cancels():
    for _ in range(FEW):
        session = make_full_session()
        booking = make_offer(session=session)
        make_waiting(session)

        run_together(accepting(booking), partial(cancel_booking, booking_id=booking.pk, by="user:1"))

        booking.refresh_from_db()
        assert (booking.state, states(session)[1], counters(session)) == ("cancelled", "offered", ((1, 1), (1, 1)))


def test_two_seats_freed_at_once_are_each_offered_once():
    for _ in range(FEW):
        session = make_full_session(capacity=2)
        for _ in range(3):
            make_waiting(session)

        outcomes = run_together(*cancelling(session))

        assert kinds(outcomes) == {"Booking": 2}
        assert states(session) == ["offered", "offered", "waiting"]
        assert (counters(session), quotas_agree(session)) == (((2, 2), (3, 3)), True)


def test_two_seats_freed_at_once_make_one_offer_to_a_party_of_two():
    for _ in range(FEW):
        session = make_full_session(capacity=2)
        make_waiting(session, quantity=2)

        outcomes = run_together(*cancelling(session))

        assert (kinds(outcomes), states(session)) == ({"Booking": 2}, ["offered"])
        assert counters(session) == ((2, 2), (1, 1))


def test_leaving_meets_the_offer():
    """The offer ends with the entry, or is made to the next from the start: never to someone who is gone."""
    for _ in range(FEW):
        session = make_full_session()
        first = make_waiting(session)
        make_waiting(session)

        outcomes = run_together(partial(leave_waiting_list, entry_id=first.pk), *cancelling(session))

        end = states(session)
        assert (kinds(outcomes), end[0] in {"left", "declined"}, end[1]) == ({"bool": 1, "Booking": 1}, True, "offered")
        assert counters(session) == ((1, 1), (1, 1))


def test_leaving_meets_accepting():
    for _ in range(FEW):
        booking = make_offer()
        entry = booking.waiting_entry

        left, _ = run_together(partial(leave_waiting_list, entry_id=entry.pk), accepting(booking))

        end = states(booking.session)
        expected = {"booked": (False, ((1, 1), (0, 0))), "declined": (True, ((0, 0), (0, 0)))}
        assert (left, counters(booking.session)) == expected[end[0]]


def test_sweep_meets_a_seat_that_comes_free():
    for _ in range(FEW):
        session = make_full_session(capacity=2)
        make_waiting(session)
        make_waiting(session)
        session.capacity = 3
        session.save(update_fields=["capacity"])

        outcomes = run_together(offer_free_seats, offer_free_seats, *cancelling(session)[:1])

        assert kinds(outcomes) == {"int": 2, "Booking": 1}
        assert (states(session), counters(session)) == (["offered", "offered"], ((3, 3), (2, 2)))


def test_organiser_who_offers_by_hand_meets_a_seat_that_comes_free():
    for _ in range(FEW):
        session = make_full_session(capacity=2)
        make_waiting(session)
        last = make_waiting(session)
        session.capacity = 3
        session.save(update_fields=["capacity"])

        run_together(partial(offer_to_entry, entry_id=last.pk, by="user:1"), *cancelling(session)[:1])

        assert (states(session), counters(session)) == (["offered", "offered"], ((3, 3), (2, 2)))


def test_joining_and_reordering_meet_offers():
    for run in range(FEW):
        session = make_full_session(capacity=2)
        entries = [make_waiting(session) for _ in range(3)]
        join = partial(join_waiting_list, session=session, name="New", email=f"new{run}@example.org")
        moves = [partial(move_entry, entry_id=entry.pk, to="first", by="user:1") for entry in entries[1:]]

        outcomes = run_together(join, *moves, *cancelling(session))

        found = set(kinds(outcomes))
        assert found <= {"WaitingListEntry", "int", "Booking", "OfferRefusedError"}
        ranks = list(session.waiting.values_list("rank", flat=True))
        assert (len(set(ranks)), sorted(states(session))) == (4, ["offered", "offered", "waiting", "waiting"])
        assert counters(session) == ((2, 2), (4, 4))
