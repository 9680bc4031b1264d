"""A session that will not take place."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db.models.signals import pre_save

from attendees.enums import BookingState
from attendees.models import Booking, OutboxMessage
from attendees.services.cancelling import cancel_session
from attendees.services.releasing import expire_booking
from tests.factories import make_booking, make_past_session, make_session
from workshops.enums import SessionState
from workshops.foundation.errors import DomainError, MoveRefusedError

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
