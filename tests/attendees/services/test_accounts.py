"""Guest bookings join an account once its address is verified."""

import pytest
from allauth.account.models import EmailAddress

from attendees.services.accounts import claim_bookings
from tests.factories import make_booking, make_user

pytestmark = pytest.mark.django_db


def test_verified_address_claims_its_bookings():
    booking = make_booking(email="priya@example.org")
    user = make_user("priya@example.org")

    assert claim_bookings(user=user) == 1

    booking.refresh_from_db()
    assert (booking.user, booking.places.get().user) == (user, user)


def test_unverified_address_claims_nothing():
    booking = make_booking(email="priya@example.org")

    assert claim_bookings(user=make_user("priya@example.org", verified=False)) == 0

    booking.refresh_from_db()
    assert booking.user is None


def test_second_verified_address_claims_too():
    booking = make_booking(email="p.nair@nhs.example")
    user = make_user("priya@example.org")
    EmailAddress.objects.create(user=user, email="P.Nair@nhs.example", verified=True)

    assert claim_bookings(user=user) == 1
    booking.refresh_from_db()
    assert booking.user == user


def test_booking_of_another_account_is_left_alone():
    owner = make_user()
    booking = make_booking(email="priya@example.org", user=owner)

    assert claim_bookings(user=make_user("priya@example.org")) == 0

    booking.refresh_from_db()
    assert booking.user == owner


def test_signing_in_claims(client):
    booking = make_booking(email="priya@example.org")
    user = make_user("priya@example.org")

    client.force_login(user)

    booking.refresh_from_db()
    assert booking.user == user
