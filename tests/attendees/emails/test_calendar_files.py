"""Calendar files that take a session out again: in a newer edition, for whoever no longer comes and for nobody else."""

import pytest
from icalendar import Calendar

from attendees.enums import BookingState
from attendees.models import OutboxMessage, Place
from attendees.services.cancelling import cancel_session
from attendees.services.moving import move_place
from attendees.services.naming import hand_over
from attendees.services.places import cancel_places
from attendees.services.releasing import cancel_booking
from tests.factories import make_booking, make_session
from tests.factories_places import make_attendee, make_group, make_named
from workshops.calendar import session_calendar

pytestmark = pytest.mark.django_db


def ended(kind, to):
    """The sessions that the cancelled.ics of a message takes out: id, sequence."""
    message = OutboxMessage.objects.get(kind=kind, to=to)
    texts = [part["text"] for part in message.attachments if part["name"] == "cancelled.ics"]
    events = [event for text in texts for event in Calendar.from_ical(text).walk("VEVENT")]
    assert {str(event["STATUS"]) for event in events} <= {"CANCELLED"}
    return [(str(event["UID"]), event["SEQUENCE"]) for event in events]


def entry(session, sequence):
    return (f"session-{session.pk}@testserver", sequence)


def test_entry_that_ends_is_newer_than_the_one_that_was_sent():
    session = make_session(sequence=3)

    [sent], [ends] = (
        Calendar.from_ical(session_calendar([session], cancelled=cancelled)).walk("VEVENT")
        for cancelled in (False, True)
    )

    assert (sent["SEQUENCE"], ends["SEQUENCE"], ends["UID"] == sent["UID"]) == (3, 4, True)
    assert ends["DTSTAMP"].dt >= sent["DTSTAMP"].dt.replace(microsecond=0)


def test_booking_that_was_cancelled_ends_in_its_booker_s_calendar():
    booking = make_booking()

    cancel_booking(booking_id=booking.pk, by="booker")

    assert ended("booking_cancelled", booking.booker_email) == [entry(booking.session, 1)]
    message = OutboxMessage.objects.get(kind="booking_cancelled")
    assert ["takes the session out of your calendar" in body for body in (message.text, message.html)] == [True, True]


def test_booking_that_was_never_confirmed_has_nothing_to_end():
    booking = make_booking(state=BookingState.HELD)

    cancel_booking(booking_id=booking.pk, by="booker")

    assert ended("booking_cancelled", booking.booker_email) == []
    assert "calendar" not in OutboxMessage.objects.get(kind="booking_cancelled").text


def test_places_given_back_stay_in_the_booker_s_calendar_while_others_are_left():
    booking = make_group(places=2)
    first, second = booking.places.order_by("pk")

    cancel_places(booking_id=booking.pk, place_ids=[first.pk], by="booker")
    kept = ended("places_cancelled", booking.booker_email)
    OutboxMessage.objects.all().delete()
    cancel_places(booking_id=booking.pk, place_ids=[second.pk], by="booker")

    assert (kept, ended("places_cancelled", booking.booker_email)) == ([], [entry(booking.session, 1)])


def test_booker_s_own_place_ends_in_their_calendar_though_others_come():
    booking = make_group(places=2, email="edith@trust.example")
    place = booking.places.order_by("pk").first()
    Place.objects.filter(pk=place.pk).update(attendee_name="Edith Employer", attendee_email="edith@trust.example")

    cancel_places(booking_id=booking.pk, place_ids=[place.pk], by="booker")

    assert ended("places_cancelled", "edith@trust.example") == [entry(booking.session, 1)]


def test_attendee_whose_place_was_given_back_has_it_ended():
    place = make_named()

    cancel_places(booking_id=place.booking_id, place_ids=[place.pk], by="booker")

    assert ended("place_cancelled", "grace@example.org") == [entry(place.session, 1)]


def test_whoever_handed_their_place_over_has_it_ended_and_the_next_does_not():
    place = make_named()

    hand_over(place_id=place.pk, person=make_attendee("Ada Lovelace", "ada@example.org"), by="booker")

    assert ended("place_handed_over", "grace@example.org") == [entry(place.session, 1)]
    assert ended("place_confirmed", "ada@example.org") == []


def test_place_that_moved_ends_on_the_old_date_for_attendee_and_not_for_a_booker_with_others_there():
    place = make_named(places=2)
    target = make_session(workshop=place.session.workshop)

    move_place(place_id=place.pk, ticket=target.ticket_types.get(), by="booker")

    assert ended("place_moved", "grace@example.org") == [entry(place.session, 1)]
    assert ended("place_moved", place.booking.booker_email) == []


def test_last_place_that_moved_ends_on_the_old_date_for_the_booker_too():
    booking = make_booking()
    target = make_session(workshop=booking.session.workshop)

    move_place(place_id=booking.places.get().pk, ticket=target.ticket_types.get(), by="booker")

    assert ended("place_moved", booking.booker_email) == [entry(booking.session, 1)]
    assert "take the old one out" in OutboxMessage.objects.get(kind="place_moved").text


def test_session_that_was_cancelled_after_everyone_moved_to_it_is_the_one_that_is_named():
    booking = make_booking()
    old, target = booking.session, make_session(workshop=booking.session.workshop, sequence=4, platform="Teams")
    move_place(place_id=booking.places.get().pk, ticket=target.ticket_types.get(), by="booker")

    cancel_session(session_id=target.pk, by="user:1", reason="Ill.")

    assert ended("session_cancelled", booking.booker_email) == [entry(target, 5)]
    assert "Online, by Teams" in OutboxMessage.objects.get(kind="session_cancelled").text
    assert OutboxMessage.objects.filter(kind="booking_cancelled").count() == 0
    old.refresh_from_db()
    assert old.sequence == 0
