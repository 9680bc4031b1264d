"""Sending people the link to what they have again."""

import pytest

from attendees.links import booking_link
from attendees.models import OutboxMessage
from attendees.place_links import place_link
from attendees.services.links import resend_booking_link
from tests.factories import make_booking, make_session
from tests.factories_places import make_group, make_named

pytestmark = pytest.mark.django_db


def test_booker_gets_the_link_of_the_booking():
    booking = make_booking(email="grace@example.org")

    assert resend_booking_link(session=booking.session, email=" Grace@Example.org ") is True

    message = OutboxMessage.objects.get()
    assert (message.kind, message.to, booking_link(booking) in message.text) == (
        "booking_link",
        "grace@example.org",
        True,
    )


def test_someone_named_by_others_gets_the_link_of_their_place_and_the_booker_nothing():
    place = make_named()

    assert resend_booking_link(session=place.session, email="grace@example.org") is True

    message = OutboxMessage.objects.get()
    assert (message.kind, message.to, place_link(place) in message.text) == ("place_link", "grace@example.org", True)
    assert "/bookings/" not in message.text + message.html


def test_stranger_gets_nothing():
    place = make_named()

    assert resend_booking_link(session=place.session, email="ada@example.org") is False
    assert resend_booking_link(session=make_session(), email="grace@example.org") is False
    assert OutboxMessage.objects.count() == 0


def test_unnamed_places_belong_to_no_address():
    assert resend_booking_link(session=make_group().session, email="") is False
    assert OutboxMessage.objects.count() == 0
