"""A session that will not take place."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db.models.signals import pre_save
from django.utils import timezone

from attendees.enums import BookingState
from attendees.models import Booking, OutboxMessage, Refund, WaitingListEntry
from attendees.services.cancelling import cancel_session
from attendees.services.moving import move_place
from attendees.services.releasing import expire_booking
from attendees.services.waiting import join_waiting_list
from tests.factories import make_booking, make_past_session, make_session
from tests.factories_money import other_date, paid, ticket_of
from workshops.enums import SessionState
from workshops.foundation.errors import DomainError, MoveRefusedError
from workshops.models import TicketType

pytestmark = pytest.mark.django_db


def cancel(session):
    return cancel_session(session_id=session.pk, by="user:1", reason="The presenter is ill.").cancelled


@contextmanager
def before_saving(act):
    """Runs `act` whenever a booking is about to be saved."""

    def receiver(instance, **_):
        act(instance)

    pre_save.connect(receiver, sender=Booking)
    try:
        yield
    finally:
        pre_save.disconnect(receiver, sender=Booking)


def test_everyone_is_cancelled_and_told():
    session = make_session()
    bookings = [make_booking(session=session) for _ in range(2)]

    assert cancel(session) == 2

    session.refresh_from_db()
    assert (session.state, session.places_taken) == (SessionState.CANCELLED, 0)
    assert {Booking.objects.get(pk=booking.pk).state for booking in bookings} == {BookingState.CANCELLED}
    assert OutboxMessage.objects.filter(kind="session_cancelled").count() == 2


def test_session_that_has_begun_can_be_cancelled():
    session = make_session(starts_in=timedelta(hours=-1))
    make_booking(session=session)

    assert cancel(session) == 1


def test_session_that_is_over_is_refused_with_what_to_do_instead():
    session = make_past_session()
    booking = make_booking(session=session)

    with pytest.raises(DomainError, match="cancel single bookings"):
        cancel(session)

    session.refresh_from_db()
    booking.refresh_from_db()
    assert (session.state, booking.state) == (SessionState.SCHEDULED, BookingState.CONFIRMED)
    assert OutboxMessage.objects.count() == 0


def test_cancelling_that_was_interrupted_goes_on_after_the_end():
    session = make_past_session(state=SessionState.CANCELLED)
    booking = make_booking(session=session)

    assert cancel(session) == 1

    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED


def test_hold_that_ends_meanwhile_is_left_alone():
    session = make_session(price_pence=9500)
    first, last = [make_booking(session=session, state=BookingState.HELD) for _ in range(2)]

    def end_the_other(booking):
        other = last if booking.pk == first.pk else first
        if booking.state == BookingState.CANCELLED:
            expire_booking(booking_id=other.pk, by="sweep")

    with before_saving(end_the_other):
        assert cancel(session) == 1

    assert sorted(session.bookings.values_list("state", flat=True)) == ["cancelled", "expired"]


def test_one_booking_that_cannot_be_cancelled_stops_none_of_the_others(caplog):
    session = make_session()
    bookings = [make_booking(session=session) for _ in range(3)]

    def refuse_the_second(booking):
        if booking.pk == bookings[1].pk:
            raise MoveRefusedError("It moved meanwhile.")

    with before_saving(refuse_the_second):
        assert cancel(session) == 2

    assert Booking.objects.get(state=BookingState.CONFIRMED) == bookings[1]
    assert f"{bookings[1].reference} could not be cancelled with its session." in caplog.text
    assert cancel(session) == 1


def test_everyone_can_be_moved_to_another_date_at_no_cost():
    session = make_session(price_pence=9500)
    bookings = [paid(session, email=f"p{number}@example.org") for number in range(3)]
    target = other_date(session, price_pence=12000)

    emptied = cancel_session(session_id=session.pk, by="user:1", reason="Illness.", move_to=target.pk)

    session.refresh_from_db()
    target.refresh_from_db()
    assert (emptied.moved, emptied.cancelled, emptied.failed) == (3, 0, 0)
    assert (session.state, session.places_taken, target.places_taken, Refund.objects.count()) == ("cancelled", 0, 3, 0)
    assert {Booking.objects.get(pk=booking.pk).total_pence for booking in bookings} == {9500}
    assert OutboxMessage.objects.filter(kind="place_moved").count() == 3


def test_whom_the_other_date_has_no_room_for_gets_everything_back():
    session = make_session(price_pence=9500)
    for number in range(3):
        paid(session, email=f"p{number}@example.org")
    target = other_date(session, capacity=2)

    emptied = cancel_session(session_id=session.pk, by="user:1", reason="Illness.", move_to=target.pk)

    assert (emptied.moved, emptied.cancelled) == (2, 1)
    assert (Refund.objects.get().amount_pence, OutboxMessage.objects.filter(kind="session_cancelled").count()) == (
        9500,
        1,
    )


def test_moving_that_was_interrupted_goes_on_where_it_stopped():
    session = make_session(price_pence=9500)
    for number in range(3):
        paid(session, email=f"p{number}@example.org")
    target = other_date(session)
    _, second, _ = session.bookings.order_by("pk")

    def die_at_the_second(booking):
        if booking.pk == second.pk:
            raise RuntimeError("killed")

    with before_saving(die_at_the_second), pytest.raises(RuntimeError):
        cancel_session(session_id=session.pk, by="user:1", reason="Illness.", move_to=target.pk)
    again = cancel_session(session_id=session.pk, by="user:1", reason="Illness.", move_to=target.pk)

    target.refresh_from_db()
    assert (again.moved, target.places_taken, OutboxMessage.objects.filter(kind="place_moved").count()) == (2, 3, 3)


def test_people_are_seated_on_a_ticket_that_is_on_sale():
    session = make_session(price_pence=9500)
    paid(session)
    target = other_date(session)
    early = target.ticket_types.get()
    TicketType.objects.filter(pk=early.pk).update(sale_closes_at=timezone.now() - timedelta(hours=1))
    late = TicketType.objects.create(session=target, name="Late", price_pence=12000, position=2)

    emptied = cancel_session(session_id=session.pk, by="user:1", reason="Illness.", move_to=target.pk)

    assert (emptied.moved, target.places.live().get().ticket_type) == (1, late)


@pytest.mark.parametrize("wrong", ["same", "other workshop", "past", "draft"])
def test_target_that_nobody_can_be_moved_to_is_refused_before_anything_happens(wrong):
    session = make_session()
    targets = {
        "same": lambda: session,
        "other workshop": make_session,
        "past": lambda: make_past_session(workshop=session.workshop),
        "draft": lambda: other_date(session, state=SessionState.DRAFT),
    }

    with pytest.raises(DomainError, match="coming, scheduled date of the same workshop"):
        cancel_session(session_id=session.pk, by="user:1", reason="x", move_to=targets[wrong]().pk)

    session.refresh_from_db()
    assert session.state == SessionState.SCHEDULED


def test_place_that_moved_in_is_given_up_and_the_rest_of_its_booking_stays():
    session = make_session(price_pence=9500)
    booking = paid(session, quantity=2)
    target = other_date(session)
    move_place(place_id=booking.places.first().pk, ticket=ticket_of(target), by="booker")

    assert cancel(target) == 1

    booking.refresh_from_db()
    assert (booking.state, booking.total_pence, Refund.objects.get().amount_pence) == ("confirmed", 9500, 9500)
    assert OutboxMessage.objects.filter(kind="places_cancelled").count() == 1


def test_whoever_waits_is_told_and_let_go():
    session = make_session(capacity=1)
    make_booking(session=session)
    join_waiting_list(session=session, name="Leo", email="leo@example.org")

    cancel(session)

    session.refresh_from_db()
    assert (WaitingListEntry.objects.get().state, session.waiting_count) == ("left", 0)
    assert OutboxMessage.objects.get(kind="waiting_ended").to == "leo@example.org"
