"""Places that change dates at the very same moment: no deadlock, no seat sold twice, the books balance.

A deadlock would come out as an OperationalError among the outcomes.
"""

from functools import partial

import pytest

from attendees.enums import BookingState
from attendees.services.cancelling import cancel_session
from attendees.services.moving import move_place
from attendees.services.offers import accept_offer
from attendees.services.payments import record_payment
from attendees.services.places import cancel_places, end_move
from attendees.services.releasing import cancel_booking
from attendees.services.waiting import join_waiting_list
from tests.factories import make_session
from tests.factories_money import book, other_date, paid, ticket_of
from tests.machine.books import Books
from tests.machine.checks import complaints
from tests.races.together import FEW, RUNS, kinds, later, run_together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def moving(place, session):
    return partial(move_place, place_id=place.pk, ticket=ticket_of(session), by="booker")


def cancelling(booking):
    return partial(cancel_booking, booking_id=booking.pk, by="booker")


def paying(payment):
    return partial(record_payment, payment_id=payment.pk, intent_id=f"pi_{payment.pk}", by="stripe")


def two_dates(*, price_pence=9500, dearer=0, **fields):
    """Two dates of one workshop; the second may cost more."""
    first = make_session(price_pence=price_pence, **fields)
    return first, other_date(first, price_pence=price_pence + dearer, **fields)


def seats(*sessions):
    for session in sessions:
        session.refresh_from_db()
    return tuple(session.places_taken for session in sessions)


def states(bookings):
    for booking in bookings:
        booking.refresh_from_db()
    return {booking.state for booking in bookings}


def test_places_of_two_bookings_cross():
    for run in range(FEW):
        first, second = two_dates()
        here = paid(first, quantity=2, email="here@example.org")
        there = paid(second, quantity=2, email="there@example.org")
        forth = [moving(place, second) for place in here.places.all()]
        back = [later(moving(place, first), run) for place in there.places.all()]

        assert kinds(run_together(*forth, *back)) == {"Move": 4}
        assert seats(first, second) == (2, 2)
    assert complaints(Books()) == []


def test_one_seat_is_moved_to_or_booked():
    for run in range(FEW):
        first, second = two_dates()
        type(second).objects.filter(pk=second.pk).update(capacity=1)
        movers = [paid(first, email=f"mover{number}@example.org").places.get() for number in range(2)]
        outsider = later(partial(book, second, email="new@example.org"), run)

        outcomes = run_together(*[moving(place, second) for place in movers], outsider)

        assert sorted(kinds(outcomes).values()) == [1, 2]
        assert kinds(outcomes)["SoldOutError"] == 2
        assert second.places.live().count() == 1
    assert complaints(Books()) == []


@pytest.mark.parametrize("dearer", [-2000, 0, 2500])
def test_move_meets_cancellation(dearer):
    dates = [two_dates(dearer=dearer) for _ in range(RUNS)]
    bookings = [paid(first, quantity=2) for first, _ in dates]

    outcomes = [
        run_together(moving(booking.places.first(), second), later(cancelling(booking), run))
        for run, (booking, (_, second)) in enumerate(zip(bookings, dates, strict=True))
    ]

    assert {type(moved).__name__ for moved, _ in outcomes} <= {"Move", "ChangeRefusedError"}
    assert {type(cancelled).__name__ for _, cancelled in outcomes} == {"Booking"}
    assert (states(bookings), {seats(*pair) for pair in dates}) == ({BookingState.CANCELLED}, {(0, 0)})
    assert complaints(Books()) == []


@pytest.mark.parametrize("ending", ["lapse", "cancel the place", "cancel the booking", "cancel the date"])
def test_payment_of_a_difference_meets_the_end_of_its_move(ending):
    for run in range(FEW):
        first, second = two_dates(dearer=2500)
        booking = paid(first)
        place = booking.places.get()
        moved = moving(place, second)()
        end = {
            "lapse": partial(end_move, place_id=moved.place.pk, by="sweep"),
            "cancel the place": partial(
                cancel_places, booking_id=booking.pk, place_ids=[place.pk, moved.place.pk], by="booker"
            ),
            "cancel the booking": cancelling(booking),
            "cancel the date": partial(cancel_session, session_id=second.pk, by="user:1", reason="Snow."),
        }[ending]

        outcomes = run_together(paying(moved.payment), later(end, run))

        assert outcomes[0] is None
        assert not isinstance(outcomes[1], Exception), outcomes
    assert complaints(Books()) == []


def test_cancelled_date_is_empty_whoever_books_or_moves_to_it():
    for run in range(FEW):
        first, second = two_dates()
        place = paid(first, email="mover@example.org").places.get()
        paid(second, email="there@example.org")
        cancel = partial(cancel_session, session_id=second.pk, by="user:1", reason="Snow.")

        outcomes = run_together(
            cancel,
            later(moving(place, second), run),
            later(partial(book, second, email="new@example.org"), run // 2),
        )

        assert set(kinds(outcomes)) <= {"Emptied", "Move", "Booking", "BookingRefusedError"}
        assert second.places.live().count() == 0
    assert complaints(Books()) == []


def test_everyone_is_moved_while_others_book_and_move_there():
    for run in range(FEW):
        first, second = two_dates(capacity=4)
        bookings = [paid(first, email=f"moved{number}@example.org") for number in range(3)]
        cancel = partial(cancel_session, session_id=first.pk, by="user:1", reason="Snow.", move_to=second.pk)

        outcomes = run_together(
            cancel,
            later(moving(bookings[0].places.get(), second), run),
            later(partial(book, second, quantity=2, email="new@example.org"), run // 2),
        )

        assert set(kinds(outcomes)) <= {"Emptied", "Move", "Booking", "ChangeRefusedError", "SoldOutError"}
        assert (outcomes[0].failed, first.places.live().count()) == (0, 0)
    assert complaints(Books()) == []


def test_offer_that_was_taken_and_moved_is_cancelled_while_others_cross():
    """Whoever came by the waiting list of one date and moved to another leaves the first one's row alone."""
    for run in range(FEW):
        first, second = two_dates(price_pence=0, capacity=2)
        full = book(first, quantity=2, email="full@example.org")
        first.refresh_from_db()
        entry = join_waiting_list(session=first, name="Tom", email="tom@example.org")
        cancelling(full)()
        entry.refresh_from_db()
        offered = accept_offer(booking_id=entry.booking_id, by="booker")
        moving(offered.places.get(), second)()
        crossing = book(second, email="cross@example.org").places.get()

        outcomes = run_together(cancelling(offered), later(moving(crossing, first), run))

        assert kinds(outcomes) == {"Booking": 1, "Move": 1}
        assert seats(first, second) == (1, 0)
    assert complaints(Books()) == []
