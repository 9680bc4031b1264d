"""Sending a booking's link once more."""

import pytest

from attendees.enums import BookingState
from attendees.models import OutboxMessage
from attendees.services.sending_links import NothingToOpenError, send_booking_link
from tests.factories import make_booking

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.CONFIRMED])
def test_send_booking_link_queues_it_for_a_live_booking(state):
    booking = make_booking(email="ann@example.org", state=state)

    send_booking_link(booking_id=booking.pk)

    assert list(OutboxMessage.objects.values_list("kind", "to")) == [("booking_link", "ann@example.org")]


@pytest.mark.parametrize("state", [BookingState.EXPIRED, BookingState.CANCELLED])
def test_send_booking_link_refuses_a_booking_that_is_over(state):
    booking = make_booking(state=state)

    with pytest.raises(NothingToOpenError, match=f"Booking {booking} is {state}: its link was not sent."):
        send_booking_link(booking_id=booking.pk)

    assert OutboxMessage.objects.count() == 0
