"""Booking a session that is past."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from attendees.errors import BookingRefusedError
from attendees.models import OutboxMessage
from certificates.sample.filling import fill_session
from certificates.sample.time import LEAD, before_it_began
from tests import factories
from workshops.enums import SessionState
from workshops.models import StateChange

pytestmark = pytest.mark.django_db
PLAN = {"people": [{"name": "Ann Lowe", "email": "ann@people.example", "came": "full"}]}
STARTS = datetime(2022, 6, 27, 8, 30, tzinfo=UTC)


def past_session(**fields):
    return factories.make_session(starts_at=STARTS, state=SessionState.DRAFT, **fields)


def test_session_lies_in_the_future_inside_and_where_it_was_afterwards():
    session = past_session()
    ends = session.ends_at

    with before_it_began(session):
        session.refresh_from_db()
        ahead = session.starts_at - timezone.now()

    session.refresh_from_db()
    assert timedelta(days=19) < ahead <= LEAD
    assert (session.starts_at, session.ends_at) == (STARTS, ends)


def test_booking_is_dated_twenty_days_before_its_session():
    session = past_session(price_pence=9500)

    fill_session(session, PLAN, by="sample")

    booking = session.bookings.get()
    moments = [booking.created_at, booking.consented_at, booking.confirmed_at, booking.payments.get().paid_at]
    moments += [booking.places.get().created_at, booking.payments.get().created_at]
    assert {(STARTS - moment) // timedelta(hours=1) for moment in moments} <= {20 * 24 - 1, 20 * 24}
    assert booking.hold_ends_at < STARTS


def test_state_changes_are_dated_with_what_they_tell_of():
    session = past_session(price_pence=9500)

    fill_session(session, PLAN, by="sample")

    # Attendance is marked when the sample is made, long after the session.
    changes = StateChange.objects.exclude(subject="attendees.attendance")
    assert set(changes.values_list("subject", "to_state", "created_at__year")) == {
        ("workshops.session", "scheduled", 2022),
        ("attendees.booking", "confirmed", 2022),
        ("attendees.place", "confirmed", 2022),
        ("attendees.payment", "paid", 2022),
    }


def test_messages_about_a_past_booking_go_and_others_stay():
    other = factories.make_session()
    fill_session_coming(other)

    fill_session(past_session(), PLAN, by="sample")

    assert list(OutboxMessage.objects.values_list("key", flat=True)) == [f"booking_confirmed:{other.bookings.get().pk}"]


def fill_session_coming(session):
    session.state = SessionState.DRAFT
    session.save()
    fill_session(session, {"people": [{"name": "Ann Lowe", "email": "ann@people.example"}]}, by="sample")


def test_other_bookings_keep_their_dates():
    booking = factories.make_booking()

    fill_session(past_session(), PLAN, by="sample")

    before = booking.created_at
    booking.refresh_from_db()
    assert booking.created_at == before


def test_fill_session_marks_without_confirming_unless_told_to():
    session = past_session()

    fill_session(session, PLAN, by="sample")

    place = session.places.get()
    assert (place.attendance.decision, place.attendance.confirmed_at) == ("full", None)
    assert place.certificates.count() == 0


def test_fill_session_confirms_and_issues_when_told_to():
    session = past_session()

    fill_session(session, PLAN | {"is_confirmed": True}, by="sample")

    assert session.places.get().certificates.count() == 1


def test_fill_session_refuses_more_people_than_seats_and_leaves_nothing():
    session = past_session(capacity=3)

    with pytest.raises(BookingRefusedError) as refusal, transaction.atomic():
        fill_session(session, PLAN | {"crowd": [3]}, by="sample")

    session.refresh_from_db()
    assert str(refusal.value) == "You asked for 3 places and 2 are left. Ask for fewer."
    assert (session.starts_at, session.bookings.count()) == (STARTS, 0)
