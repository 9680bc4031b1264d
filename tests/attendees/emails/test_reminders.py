"""What people read before a session and after it, and what they are not told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from attendees.emails import reminders
from attendees.emails.compose import store_messages
from attendees.joining import joining_opens_at
from attendees.links import booking_link
from attendees.models import OutboxMessage, Place
from attendees.occasions import AFTER, DAY, HOUR, WEEK
from attendees.place_links import join_link, place_link
from tests.factories import make_place, make_session, make_workshop
from tests.factories_places import make_group, make_named

pytestmark = pytest.mark.django_db
MORNING = datetime(2099, 1, 16, 10, tzinfo=UTC)


def make_morning(**fields):
    return make_session(starts_at=MORNING, workshop=make_workshop(title="Love & loss"), **fields)


def stored(message):
    store_messages([message])
    return OutboxMessage.objects.get()


def remind(place, occasion=DAY, *, later=timedelta(0)):
    return stored(reminders.reminder(place, occasion, occasion.moment(place.session) + later))


@pytest.mark.parametrize(
    ("occasion", "later", "subject"),
    [
        (WEEK, timedelta(0), "Coming up on Friday 16 January: Love & loss"),
        (DAY, timedelta(0), "Tomorrow at 10am GMT: Love & loss"),
        (HOUR, timedelta(0), "Today at 10am GMT: Love & loss"),
    ],
)
def test_subject_says_when(occasion, later, subject):
    assert remind(make_place(session=make_morning()), occasion, later=later).subject == subject


def test_reminder_of_a_late_session_that_goes_out_after_midnight_says_today():
    session = make_session(starts_at=datetime(2099, 1, 16, 20, tzinfo=UTC))

    message = remind(make_place(session=session), later=timedelta(hours=6))

    assert message.subject.startswith("Today at 8pm GMT")


@pytest.mark.parametrize("occasion", [WEEK, DAY, HOUR])
def test_reminder_of_a_session_online_has_the_personal_page_and_not_the_link(occasion):
    place = make_place(session=make_morning(joining_note="Passcode lantern", joining_url="https://meet.example/secret"))

    message = remind(place, occasion)

    for body in (message.text, message.html):
        assert (body.count(join_link(place)), "secret" in body, "lantern" in body) == (1, False, False)
        assert "whoever comes through it is recorded under your name" in body


@pytest.mark.parametrize(
    ("occasion", "words"),
    [(WEEK, "It takes you into the meeting from 15 January 2099, 10am."), (HOUR, "It takes you into the meeting.")],
)
def test_reminder_says_from_when_the_page_leads_into_the_meeting(occasion, words):
    place = make_place(session=make_morning())

    assert (words in remind(place, occasion).text, joining_opens_at(place.session)) == (
        True,
        MORNING - timedelta(days=1),
    )


def test_reminder_of_a_room_has_the_way_there_and_what_to_bring():
    session = make_morning(
        mode="in_person",
        venue_name="Town Hall",
        venue_address="The Headrow",
        town="Leeds",
        directions="By tram <2>.\nThen left.",
        joining_note="Bring a pen.",
    )

    message = remind(make_place(session=session))

    assert [words in message.text for words in ("The Headrow", "By tram <2>.\nThen left.", "Bring a pen.")] == [
        True
    ] * 3
    assert [words in message.html for words in ("By tram &lt;2&gt;.<br>Then left.", "Bring a pen.")] == [True] * 2
    assert "/join/" not in message.text + message.html


def test_reminder_says_what_to_do_about_not_coming():
    place = make_place(session=make_morning(price_pence=9500))

    message = remind(place)

    for body in (message.text, message.html):
        assert "You can hand a place to a colleague, free of charge, until 16 January, 8am" in body
        assert "we refund the whole price" in body
        assert settings.SITE_URL + place_link(place) in body


def test_attendee_whom_somebody_booked_reads_nothing_of_money_and_has_no_way_into_the_booking():
    message = remind(make_named(session=make_morning(price_pence=9500)))

    whole = message.text + message.html
    assert [word in whole for word in ("refund", "£", "/bookings/")] == [False, False, False]


def test_follow_up_says_what_happens_next_and_where_to_see_it():
    place = make_place(session=make_morning())

    message = stored(reminders.follow_up(place, AFTER))

    assert message.subject == "What happens next: Love & loss"
    for body in (message.text, message.html):
        assert "We check who was there and for how long" in body
        assert body.count(settings.SITE_URL + place_link(place)) == 1


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (MORNING - timedelta(days=1), "Say who comes by 16 January 2099, 8am, or pass your invite link on to them"),
        (
            MORNING - timedelta(hours=1),
            "Names could be given until 16 January 2099, 8am. Write to us, and say who comes.",
        ),
    ],
)
def test_booker_is_told_how_many_names_are_missing_and_until_when(now, words):
    booking = make_group(session=make_morning(), places=2)

    message = stored(reminders.naming_reminder(booking, booking.session, 2, DAY, now))

    assert message.subject == "Who comes? 2 places have no name yet: Love & loss, Friday 16 January 2099"
    for body in (message.text, message.html):
        assert (words in body, settings.SITE_URL + booking_link(booking) in body) == (True, True)


def test_one_name_that_is_missing_is_told_in_the_singular():
    booking = make_group(session=make_morning(), places=1)

    message = stored(reminders.naming_reminder(booking, booking.session, 1, DAY, MORNING - timedelta(days=1)))

    assert message.subject.startswith("Who comes? 1 place has no name yet")


def test_names_stay_as_they_are_in_plain_text_and_are_escaped_in_html():
    place = make_place(session=make_morning())
    Place.objects.filter(pk=place.pk).update(attendee_name="Siân <b> O'Neill & Co")

    message = remind(Place.objects.get(pk=place.pk))

    assert "Dear Siân <b> O'Neill & Co," in message.text
    assert "Dear Siân &lt;b&gt; O&#x27;Neill &amp; Co," in message.html
