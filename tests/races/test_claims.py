"""An invite link that a whole team opens at the same moment."""

from functools import partial

import pytest

from attendees.services.naming import claim_place, hand_over, name_place
from attendees.services.occupants import unnamed_places
from tests.factories_places import make_attendee, make_group, make_named
from tests.races.books import seats
from tests.races.together import FEW, kinds, run_together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def claims(booking, people):
    """That many people, each with an address of their own."""
    return [
        partial(
            claim_place,
            booking_id=booking.pk,
            person=make_attendee(f"Person {number}", f"person{number}@example.org"),
            by="attendee",
        )
        for number in range(people)
    ]


def named(booking):
    return booking.places.exclude(attendee_name="").count()


def test_eight_people_share_three_places():
    bookings = [make_group(places=3) for _ in range(FEW)]

    outcomes = [kinds(run_together(*claims(booking, 8))) for booking in bookings]

    assert outcomes == [{"Place": 3, "ChangeRefusedError": 5}] * FEW
    assert [named(booking) for booking in bookings] == [3] * FEW
    assert [seats(booking.session) for booking in bookings] == [(3, 3)] * FEW


def test_one_person_who_presses_many_times_takes_one_place():
    bookings = [make_group(places=3) for _ in range(FEW)]

    outcomes = [run_together(*claims(booking, 1) * 5) for booking in bookings]

    assert [len({place.pk for place in places}) for places in outcomes] == [1] * FEW
    assert [named(booking) for booking in bookings] == [1] * FEW


def test_claims_meet_the_booker_who_names_and_somebody_who_hands_over():
    """Different services on one booking and session: whoever is first, nobody waits in a circle or gets two places."""
    places = [make_named(places=3, name="Ada Lovelace", email="ada@example.org") for _ in range(FEW)]

    for place in places:
        booking = place.booking
        last = booking.places.order_by("pk").last()
        outcomes = run_together(
            *claims(booking, 3),
            partial(name_place, place_id=last.pk, person=make_attendee("Alan", "person0@example.org"), by="booker"),
            partial(hand_over, place_id=place.pk, person=make_attendee("Al", "person1@example.org"), by="attendee"),
        )
        assert set(kinds(outcomes)) <= {"Place", "ChangeRefusedError", "AlreadyBookedError"}, outcomes
        emails = list(booking.places.exclude(attendee_email="").values_list("attendee_email", flat=True))
        assert len(emails) == len(set(emails))
        assert len(unnamed_places(booking)) == 3 - len(emails)
