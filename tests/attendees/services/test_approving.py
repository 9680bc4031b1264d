"""Requests: an organiser says yes or no, and nothing is charged before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PlaceState
from attendees.errors import BookingRefusedError
from attendees.models import Document, OutboxMessage, Payment
from attendees.services.approving import approve_booking, decline_booking
from tests.factories import make_provider, make_session
from tests.factories_money import BILLING, book, counters, pay
from workshops.foundation.errors import MoveRefusedError
from workshops.models import Session, StateChange, TicketType

pytestmark = pytest.mark.django_db


def request(price_pence=9500, **terms):
    session = make_session(price_pence=price_pence)
    TicketType.objects.update(needs_approval=True)
    return book(session, **terms)


def test_free_request_is_confirmed():
    booking = approve_booking(booking_id=request(0).pk, by="user:1")

    assert (booking.state, booking.places.get().state) == (BookingState.CONFIRMED, PlaceState.CONFIRMED)
    kinds = list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["request_received", "booking_confirmed"]


def test_paid_request_is_held_for_the_hours_after_an_approval():
    make_provider(approval_hours=48)

    booking = approve_booking(booking_id=request().pk, by="user:1")

    assert (booking.state, booking.payments.get().amount_pence) == ("held", 9500)
    assert timedelta(hours=47) < booking.hold_ends_at - timezone.now() <= timedelta(hours=48)
    assert OutboxMessage.objects.filter(kind="request_approved").count() == 1
    pay(booking)
    assert booking.state == BookingState.CONFIRMED


def test_hold_ends_when_the_session_begins_at_the_latest():
    booking = request()
    Session.objects.update(starts_at=timezone.now() + timedelta(hours=5))

    approved = approve_booking(booking_id=booking.pk, by="user:1")

    assert approved.hold_ends_at == approved.session.starts_at


def test_request_on_invoice_is_billed_once_approved():
    booking = request(billing=BILLING)
    assert Document.objects.count() == 0

    approved = approve_booking(booking_id=booking.pk, by="user:1")

    assert (approved.state, Document.objects.get().kind, Payment.objects.count()) == ("held", "invoice", 0)


def test_declining_frees_the_seat_and_says_why():
    booking = request()

    declined = decline_booking(booking_id=booking.pk, by="user:1", reason="For practitioners only.")

    assert (declined.state, declined.declined_reason, declined.total_pence) == (
        "declined",
        "For practitioners only.",
        0,
    )
    assert counters(booking.session) == (0, 0, 0)
    message = OutboxMessage.objects.get(kind="request_declined")
    assert ("For practitioners only." in message.text, Payment.objects.count()) == (True, 0)
    assert StateChange.objects.filter(to_state="declined", by="user:1").count() == 1


@pytest.mark.parametrize("act", [approve_booking, lambda **row: decline_booking(**row, reason="No.")])
def test_only_a_request_can_be_decided(act):
    booking = book(make_session(price_pence=9500))

    with pytest.raises(MoveRefusedError):
        act(booking_id=booking.pk, by="user:1")

    booking.refresh_from_db()
    assert (booking.state, counters(booking.session)) == ("held", (1, 1, 1))


def test_request_for_a_session_that_has_begun_is_too_late():
    booking = request()
    Session.objects.update(starts_at=timezone.now() - timedelta(hours=1))

    with pytest.raises(BookingRefusedError, match="too late to approve"):
        approve_booking(booking_id=booking.pk, by="user:1")

    assert Payment.objects.count() == 0
