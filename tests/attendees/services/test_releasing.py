"""Holds that run out, and cancellations."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PaymentState, PlaceState, RefundState
from attendees.errors import CancelRefusedError
from attendees.models import OutboxMessage, Payment, Refund
from attendees.services.cancelling import cancel_session
from attendees.services.releasing import cancel_booking, expire_booking
from tests.factories import make_booking, make_past_session, make_session
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db


def paid_booking(**fields):
    booking = make_booking(session=make_session(price_pence=9500, **fields))
    Payment.objects.create(
        booking=booking,
        amount_pence=9500,
        state=PaymentState.PAID,
        paid_at=timezone.now(),
        checkout_id="cs_1",
        intent_id="pi_1",
    )
    return booking


def test_expired_hold_frees_its_seat_and_tells_the_booker():
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    Payment.objects.create(booking=booking, amount_pence=9500)

    expire_booking(booking_id=booking.pk, by="sweep")

    booking.refresh_from_db()
    booking.session.refresh_from_db()
    assert (booking.state, booking.places.get().state) == (BookingState.EXPIRED, PlaceState.RELEASED)
    assert (booking.session.places_taken, booking.payments.get().state) == (0, PaymentState.LAPSED)
    assert OutboxMessage.objects.get().kind == "hold_expired"


def test_expiring_twice_frees_one_seat():
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    make_booking(session=booking.session)

    expire_booking(booking_id=booking.pk, by="sweep")
    expire_booking(booking_id=booking.pk, by="sweep")

    booking.session.refresh_from_db()
    assert (booking.session.places_taken, OutboxMessage.objects.count()) == (1, 1)


def test_confirmed_booking_does_not_expire():
    booking = make_booking()

    expire_booking(booking_id=booking.pk, by="sweep")

    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


def test_cancelling_early_frees_the_seat_and_refunds_everything():
    booking = paid_booking(starts_in=timedelta(days=15))

    cancel_booking(booking_id=booking.pk, by="booker")

    booking.session.refresh_from_db()
    refund = Refund.objects.get()
    assert booking.session.places_taken == 0
    assert (refund.amount_pence, refund.state) == (9500, RefundState.PENDING)
    assert "£95.00" in OutboxMessage.objects.get(kind="booking_cancelled").text


def test_cancelling_late_frees_the_seat_and_refunds_nothing():
    booking = paid_booking(starts_in=timedelta(days=13))

    cancel_booking(booking_id=booking.pk, by="booker")

    assert Refund.objects.count() == 0
    assert "£" not in OutboxMessage.objects.get(kind="booking_cancelled").text


def test_cancelling_twice_refunds_once():
    booking = paid_booking()

    cancel_booking(booking_id=booking.pk, by="booker")
    cancel_booking(booking_id=booking.pk, by="booker")

    assert (Refund.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_cancelling_a_session_that_has_begun_is_refused():
    booking = make_booking(session=make_past_session())

    with pytest.raises(CancelRefusedError):
        cancel_booking(booking_id=booking.pk, by="booker")

    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


def test_organiser_may_refund_a_late_cancellation():
    booking = paid_booking(starts_in=timedelta(days=1))

    cancel_booking(booking_id=booking.pk, by="user:1", reason="Illness", refund=True)

    assert Refund.objects.get().amount_pence == 9500


def test_cancelled_session_refunds_and_tells_everyone_once():
    booking = paid_booking(starts_in=timedelta(days=1))
    session = booking.session
    make_booking(session=session)
    make_booking(session=session, state=BookingState.CANCELLED)

    count = cancel_session(session_id=session.pk, by="user:1", reason="The presenter is ill.").cancelled
    again = cancel_session(session_id=session.pk, by="user:1", reason="The presenter is ill.").cancelled

    session.refresh_from_db()
    assert (count, again, session.state, session.places_taken) == (2, 0, SessionState.CANCELLED, 0)
    assert (Refund.objects.count(), OutboxMessage.objects.filter(kind="session_cancelled").count()) == (1, 2)


def test_booker_who_cancels_what_we_cancelled_is_refunded_however_late():
    booking = paid_booking(starts_in=timedelta(days=1), state=SessionState.CANCELLED)

    cancel_booking(booking_id=booking.pk, by="booker")

    assert Refund.objects.get().amount_pence == 9500
