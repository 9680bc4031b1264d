"""Keys of places and of invitations."""

import pytest

from attendees.links import booking_key, opens
from attendees.models import Booking, Place
from attendees.place_links import invite_key, opens_invite, opens_place, place_key


def place(code="ABCD-EFGH", email="grace@example.org"):
    return Place(code=code, attendee_email=email)


def test_key_opens_the_place_of_its_person():
    assert opens_place(place(), place_key(place())) is True


@pytest.mark.parametrize(
    "other",
    [place(email="ada@example.org"), place(code="ABCD-EFGJ"), place(email="")],
    ids=["another person", "another place", "nobody"],
)
def test_key_opens_nothing_else(other):
    assert opens_place(other, place_key(place())) is False


@pytest.mark.parametrize("key", ["", "wrong", "x" * 500, "é", "\x00"])
def test_wrong_key_opens_nothing(key):
    assert (opens_place(place(), key), opens_invite("ABCD-EFGH", key)) == (False, False)


def test_unnamed_place_has_no_key_that_opens_it():
    nobody = place(email="")

    assert opens_place(nobody, place_key(nobody)) is False


def test_keys_of_booking_invitation_and_place_are_not_interchangeable():
    reference = Booking(reference="ABCD-EFGH").reference

    assert opens_invite(reference, invite_key(reference)) is True
    assert opens_invite(reference, booking_key(reference)) is False
    assert opens(reference, invite_key(reference)) is False
    assert opens_invite("ABCD-EFGJ", invite_key(reference)) is False
