"""What organisers write: to whom it goes, and that each gets it once."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from attendees.enums import BookingState, MessageGroup, StaySource
from attendees.errors import NobodyToTellError
from attendees.links import leave_link
from attendees.models import Booking, OutboxMessage, Place, Stay
from attendees.place_links import place_link
from attendees.services.telling import message_people
from tests.factories import make_booking, make_place, make_session
from tests.factories_places import make_group, make_named
from tests.factories_waiting import make_full_session, make_waiting

pytestmark = pytest.mark.django_db
WORDS = {"subject": "The room & the way", "text": "We meet in <room 4>.\n\nBring a pen: https://pens.example/a"}


def write(session, group=MessageGroup.EVERYONE, **changes):
    return message_people(session_id=session.pk, group=group, by="user:1", **WORDS | changes)


def addresses():
    return sorted(OutboxMessage.objects.filter(kind="organiser_message").values_list("to", flat=True))


def seen(place):
    Stay.objects.create(place=place, source=StaySource.CODE, starts_at=timezone.now(), by="attendee")


def test_everyone_is_each_attendee_and_the_booker_of_a_place_without_a_name():
    session = make_session()
    alone, named = make_place(session=session), make_named(session=session, places=2)

    number = write(session)

    assert number == 3
    assert addresses() == sorted([alone.attendee_email, "grace@example.org", named.booking.booker_email])


def test_absent_are_those_of_whom_nothing_has_been_seen():
    session = make_session()
    there, missing = make_place(session=session), make_place(session=session)
    make_group(session=session, places=1)
    seen(there)

    assert (write(session, MessageGroup.ABSENT), addresses()) == (1, [missing.attendee_email])


def test_unnamed_are_told_to_their_bookers_once_each():
    session = make_session()
    make_place(session=session)
    group = make_group(session=session, places=4)

    assert (write(session, MessageGroup.UNNAMED), addresses()) == (1, [group.booker_email])


def test_waiting_are_those_on_the_list_with_the_way_off_it():
    session = make_full_session()
    entry = make_waiting(session)
    OutboxMessage.objects.all().delete()

    number = write(session, MessageGroup.WAITING)

    message = OutboxMessage.objects.get()
    assert (number, message.to) == (1, entry.email)
    assert f"Leave the waiting list:\n{settings.SITE_URL}{leave_link(entry)}" in message.text


def test_address_that_booked_and_comes_elsewhere_gets_one_message_and_that_as_attendee():
    session = make_session()
    place = make_place(session=session)
    group = make_group(session=session, places=1)
    Booking.objects.filter(pk=group.pk).update(booker_email=place.attendee_email)

    write(session)

    message = OutboxMessage.objects.get(kind="organiser_message")
    assert (message.to, settings.SITE_URL + place_link(place) in message.text) == (place.attendee_email, True)


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.REQUESTED, BookingState.CANCELLED])
def test_whoever_has_no_confirmed_place_gets_nothing(state):
    session = make_session()
    make_booking(session=session, state=state)

    with pytest.raises(NobodyToTellError, match="Nobody is in this group"):
        write(session)

    assert addresses() == []


def test_people_of_another_session_get_nothing():
    session = make_session()
    make_place(session=session)
    make_place()

    assert write(session) == 1


@pytest.mark.parametrize("group", MessageGroup)
def test_group_without_anybody_is_refused(group):
    with pytest.raises(NobodyToTellError):
        write(make_session(), group)


def test_same_sending_reaches_nobody_twice_and_another_does():
    session, sending = make_session(), uuid4()
    make_place(session=session)

    numbers = [write(session, sending=key) for key in (sending, sending, uuid4(), None)]

    assert (numbers, len(addresses())) == ([1, 0, 1, 1], 3)


def test_words_stand_in_our_frame_as_they_were_typed():
    place = make_place(name="Grace O’Brien")

    write(place.session, text=WORDS["text"].replace("\n", "\r\n"))

    message = OutboxMessage.objects.get(kind="organiser_message")
    assert message.subject == "The room & the way"
    assert message.text.startswith(f"Dear Grace O’Brien,\n\n{WORDS['text']}\n\nThis is about:\n")
    assert "<p>We meet in &lt;room 4&gt;.</p>" in message.html
    assert '<a href="https://pens.example/a" rel="nofollow">https://pens.example/a</a>' in message.html
    assert f"Your place:\n{settings.SITE_URL}{place_link(place)}" in message.text


def test_subject_stays_on_one_line():
    place = make_place()

    write(place.session, subject="Hello\r\nBcc: all@example.org")

    assert OutboxMessage.objects.get(kind="organiser_message").subject == "Hello Bcc: all@example.org"


def test_long_address_has_a_key_that_fits():
    place = make_place()
    long = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 50}.example"
    Place.objects.filter(pk=place.pk).update(attendee_email=long)

    assert (write(place.session), addresses()) == (1, [long])


def test_queries_do_not_grow_with_people(django_assert_max_num_queries):
    def ask(people):
        session = make_session()
        for _ in range(people):
            make_place(session=session)
            make_group(session=session, places=1)
        with django_assert_max_num_queries(40) as asked:
            assert write(session) == 2 * people
        return len(asked)

    assert ask(1) == ask(4)
