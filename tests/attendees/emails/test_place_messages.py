"""What the people who are named on a place read, and what they are not told."""

import pytest
from django.conf import settings

from attendees.emails import place_messages
from attendees.enums import BookingState, PlaceState
from attendees.models import OutboxMessage, Place
from attendees.place_links import join_link, place_link
from attendees.services.confirming import confirm_booking
from tests.factories import make_session, make_workshop
from tests.factories_places import make_group, make_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    session = make_session(price_pence=9500, workshop=make_workshop(title="Endings & beginnings"))
    return make_named(session=session)


def sent():
    return OutboxMessage.objects.get()


SUBJECTS = {
    "place_confirmed": "Your place is confirmed: Endings & beginnings, ",
    "place_link": "Your place: Endings & beginnings",
    "place_handed_over": "Your place went to someone else: Endings & beginnings",
}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_subject_says_what_it_is_about(place, kind):
    write(place, kind)

    assert (sent().kind, sent().subject.startswith(SUBJECTS[kind])) == (kind, True)


def write(place, kind):
    match kind:
        case "place_confirmed":
            place_messages.queue_place_confirmation(place)
        case "place_link":
            place_messages.queue_place_link(place)
        case "place_handed_over":
            place_messages.queue_place_handed_over(place, name="Ada Lovelace", email="ada@example.org")


@pytest.mark.parametrize("kind", SUBJECTS)
def test_nothing_of_money_and_no_way_into_the_booking(place, kind):
    write(place, kind)

    for text in (sent().text, sent().html, *(attachment["text"] for attachment in sent().attachments)):
        assert ("£" in text, "/bookings/" in text, place.booking.reference in text) == (False, False, False)


def test_confirmation_has_link_joining_and_what_the_employer_sees(place):
    write(place, "place_confirmed")

    message = sent()
    link = settings.SITE_URL + place_link(place)
    assert (message.to, message.text.count(link), message.html.count(f'href="{link}"')) == ("grace@example.org", 1, 1)
    for body in (message.text, message.html):
        assert "Edith Employer sees who is named on each place, and afterwards who attended" in body
        assert "It is no proof of attendance" in body
        assert f"{settings.SITE_URL}/privacy/" in body
    [part] = message.attachments
    entry = part["text"].replace("\r\n ", "").replace("\n ", "")
    assert (part["name"], join_link(place) in entry) == ("invitation.ics", True)
    for body in (message.text, message.html, entry):
        assert (body.count(join_link(place)) >= 1, "meet.example" in body) == (True, False)


def test_confirmation_to_a_booker_who_took_a_place_does_not_speak_of_an_employer():
    place = make_named(name="Edith Employer", email="edith@trust.example")
    place.booking.booker_email = "edith@trust.example"

    write(place, "place_confirmed")

    assert ("has booked a place for you" in sent().text, "Edith Employer sees" in sent().html) == (False, False)


def test_link_of_a_place_that_is_not_paid_says_whose_business_that_is():
    write(make_named(state=BookingState.HELD), "place_link")

    assert "confirmed once the booking is, which is not for you to settle" in sent().text
    assert "confirmed once the booking is, which is not for you to settle" in sent().html


def test_link_of_a_confirmed_place_says_nothing_of_paying(place):
    write(place, "place_link")

    assert ("paid" in sent().text, "settle" in sent().text) == (False, False)


def test_link_is_sent_once_an_hour(place):
    write(place, "place_link")
    write(place, "place_link")

    assert OutboxMessage.objects.count() == 1


def test_handing_over_does_not_say_to_whom(place):
    write(place, "place_handed_over")

    message = sent()
    assert (message.to, "Grace" in message.text, "grace@" in message.html) == ("ada@example.org", False, False)
    assert "ask Edith Employer, who made the booking" in message.text
    assert "?key=" not in message.text + message.html


def test_confirming_a_booking_tells_everyone_named_but_not_its_booker_twice():
    booking = make_group(state=BookingState.HELD, places=4, email="edith@trust.example")
    people = ("edith@trust.example", "grace@example.org", "ada@example.org", "")
    for place, email in zip(booking.places.order_by("pk"), people, strict=True):
        Place.objects.filter(pk=place.pk).update(attendee_name=email and "Somebody", attendee_email=email)

    confirm_booking(booking, by="stripe")

    assert sorted(OutboxMessage.objects.values_list("kind", "to")) == [
        ("booking_confirmed", "edith@trust.example"),
        ("place_confirmed", "ada@example.org"),
        ("place_confirmed", "grace@example.org"),
    ]
    assert set(booking.places.values_list("state", flat=True)) == {PlaceState.CONFIRMED}


def test_place_that_was_given_back_is_not_confirmed_to_anyone():
    place = make_named()
    Place.objects.filter(pk=place.pk).update(state=PlaceState.RELEASED)

    place_messages.queue_place_confirmations(place.booking)

    assert OutboxMessage.objects.count() == 0


def test_names_with_marks_are_left_as_they_are_in_plain_text_and_escaped_in_html():
    place = make_named(name="Grace <b> O'Brien & Co")

    write(place, "place_confirmed")

    assert "Dear Grace <b> O'Brien & Co," in sent().text
    assert "Dear Grace &lt;b&gt; O&#x27;Brien &amp; Co," in sent().html


DIRECTIONS = "By train to Leeds, then on foot.\nStep-free from the river."


@pytest.mark.parametrize("mode", ["in_person", "online"])
def test_confirmation_says_how_to_get_to_a_room_or_into_a_meeting(mode):
    session = make_session(mode=mode, venue_name="Town Hall", venue_address="The Headrow", directions=DIRECTIONS)
    place = make_named(session=session)

    write(place, "place_confirmed")

    for body, way in ((sent().text, DIRECTIONS), (sent().html, DIRECTIONS.replace("\n", "<br>"))):
        in_room = (way in body, "The Headrow" in body, "leads into the meeting from" in body)
        assert in_room == ((True, True, False) if mode == "in_person" else (False, False, True))


def test_message_about_a_place_that_went_says_nothing_of_the_way():
    place = make_named(session=make_session(mode="in_person", venue_name="Town Hall", directions=DIRECTIONS))

    write(place, "place_handed_over")

    assert ("By train" in sent().text, "By train" in sent().html) == (False, False)
