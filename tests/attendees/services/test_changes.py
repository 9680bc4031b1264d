"""Who is told that a session changed, what they read, and that each hears of an edition once."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from attendees.changes import LINK_CHANGED, LINK_SET, NOTE_CHANGED, Difference, differences, is_other_day
from attendees.enums import BookingState
from attendees.models import OutboxMessage, Place
from attendees.place_links import join_link
from attendees.services.changes import tell_of_change
from tests.factories import make_booking, make_past_session, make_place, make_session
from tests.factories_places import make_group
from workshops.enums import SessionState
from workshops.models import Session

pytestmark = pytest.mark.django_db
MORNING = datetime(2099, 1, 16, 10, tzinfo=UTC)


def make_morning(**fields):
    return make_session(starts_at=MORNING, **fields)


def changed(session, *, sequence=1, **fields):
    """The session as it was, after it was changed."""
    before = Session.objects.select_related("workshop").get(pk=session.pk)
    Session.objects.filter(pk=session.pk).update(sequence=sequence, **fields)
    return before


def tell(session, *, note="", **fields):
    before = changed(session, **fields)
    return tell_of_change(session_id=session.pk, before=before, by="user:1", note=note)


def messages():
    return list(OutboxMessage.objects.filter(kind="session_changed").order_by("to"))


def addresses():
    return [message.to for message in messages()]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"starts_at": MORNING + timedelta(hours=1)}, ["Time: was 10am to 4:45pm GMT, is now 11am to 4:45pm GMT"]),
        (
            {"starts_at": MORNING + timedelta(days=1), "ends_at": MORNING + timedelta(days=1, hours=6)},
            [
                "Date: was Friday 16 January 2099, is now Saturday 17 January 2099",
                "Time: was 10am to 4:45pm GMT, is now 10am to 4pm GMT",
            ],
        ),
        ({"time_zone": "Europe/Paris"}, ["Time: was 10am to 4:45pm GMT, is now 11am to 5:45pm CET"]),
        ({"platform": "Teams"}, ["Where: was Online, by Zoom, is now Online, by Teams"]),
        (
            {"mode": "in_person", "venue_name": "Town Hall", "venue_address": "The Headrow", "town": "Leeds"},
            ["Where: was Online, by Zoom, is now Town Hall, The Headrow, Leeds"],
        ),
        ({"joining_url": "https://meet.example/secret"}, [f"Link to the meeting: {LINK_CHANGED}"]),
        ({"joining_note": "Passcode lantern"}, [f"Meeting number and passcode: {NOTE_CHANGED}"]),
        ({"cpd_minutes": 300, "capacity": 99, "directions": "Lift", "town": "Leeds", "joining_url": ""}, []),
    ],
)
def test_differences_are_said_as_people_read_them(fields, told):
    session = make_morning(joining_note="Passcode 123")
    before = changed(session, **fields)
    session.refresh_from_db()

    assert [str(difference) for difference in differences(before, session)] == told


def test_differences_of_a_room_have_the_way_there_and_not_the_link():
    session = make_morning(mode="in_person", venue_name="Town Hall", town="Leeds", directions="By tram")
    before = changed(session, directions="By bus 6", joining_note="Ask for Ruth", joining_url="https://meet.example/x")
    session.refresh_from_db()

    assert differences(before, session) == [
        Difference(label="Good to know", now="Ask for Ruth"),
        Difference(label="How to find it", now="By bus 6"),
    ]


def test_link_that_is_set_for_the_first_time_is_told():
    session = make_morning(joining_url="")
    before = changed(session, joining_url="https://meet.example/new")
    session.refresh_from_db()

    assert [difference.now for difference in differences(before, session)] == [LINK_SET]


@pytest.mark.parametrize(("days", "is_other"), [(0, False), (1, True)])
def test_other_day_is_one_that_people_have_to_keep_free(days, is_other):
    before, after = (
        Session(starts_at=start, ends_at=start + timedelta(hours=6))
        for start in (MORNING, MORNING + timedelta(days=days, hours=2))
    )

    assert is_other_day(before, after) is is_other


def test_everyone_hears_of_it_once_and_a_booker_who_comes_as_attendee():
    session = make_morning()
    alone = make_place(session=session)
    group = make_group(session=session, places=3)
    first = group.places.order_by("pk").first()
    Place.objects.filter(pk=first.pk).update(attendee_name="Grace Hopper", attendee_email="grace@example.org")

    number = tell(session, platform="Teams")

    assert number == 3
    assert addresses() == sorted([alone.attendee_email, group.booker_email, "grace@example.org"])


def test_those_who_have_not_paid_hear_of_it_without_an_entry_for_the_calendar():
    session = make_morning()
    held = make_booking(session=session, state=BookingState.HELD)

    tell(session, platform="Teams")

    [message] = messages()
    assert (message.to, message.attachments, "calendar" in message.text) == (held.booker_email, [], False)


@pytest.mark.parametrize("state", [BookingState.CANCELLED, BookingState.EXPIRED])
def test_whoever_has_no_place_any_more_hears_nothing(state):
    session = make_morning()
    make_booking(session=session, state=state)

    assert (tell(session, platform="Teams"), messages()) == (0, [])


def test_place_that_was_booked_for_another_session_hears_of_the_one_it_is_on():
    session, other = make_morning(), make_morning()
    place = make_place(session=other)
    Place.objects.filter(pk=place.pk).update(session=session, ticket_type=session.ticket_types.get())

    told = tell(session, platform="Teams"), tell(other, platform="Teams")

    assert (told, addresses()) == ((1, 0), [place.attendee_email])


def test_same_edition_is_told_of_once_and_the_next_again():
    session = make_morning()
    make_place(session=session)
    before = changed(session, platform="Teams")

    numbers = [tell_of_change(session_id=session.pk, before=before, by="user:1") for _ in range(2)]
    numbers.append(tell(session, sequence=2, platform="Meet"))

    assert (numbers, len(messages())) == ([1, 0, 1], 2)


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.DRAFT])
def test_change_of_a_session_that_does_not_take_place_is_told_to_nobody(state):
    session = make_morning(state=state)
    make_place(session=session)

    assert tell(session, platform="Teams") == 0


def test_change_of_a_session_that_is_over_is_told_to_nobody():
    session = make_past_session()
    make_place(session=session)

    assert tell(session, platform="Teams") == 0


def test_change_that_nobody_sees_is_told_to_nobody():
    session = make_morning()
    make_place(session=session)

    assert tell(session, capacity=30) == 0


def test_calendar_s_entry_is_the_same_one_in_a_newer_edition():
    session = make_morning()
    place = make_place(session=session)

    tell(session, starts_at=MORNING + timedelta(hours=2), sequence=4)

    [attachment] = messages()[0].attachments
    calendar = Calendar.from_ical(attachment["text"])
    [event] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"]) == ("PUBLISH", f"session-{session.pk}@testserver", 4)
    assert (event["DTSTART"].dt, event["STATUS"]) == (MORNING + timedelta(hours=2), "CONFIRMED")
    assert event["LOCATION"] == join_link(place)


def test_new_link_of_the_meeting_stands_nowhere():
    session = make_morning()
    place = make_place(session=session)

    tell(session, joining_url="https://meet.example/secret", joining_note="Passcode lantern")

    [message] = messages()
    whole = message.subject + message.text + message.html + str(message.attachments)
    assert ("secret" in whole, "lantern" in whole, "meet.example" in whole) == (False, False, False)
    assert (LINK_CHANGED in message.text, join_link(place) in message.text) == (True, True)


def test_other_date_is_told_with_the_terms_on_cancelling():
    session = make_morning(price_pence=9500)
    make_place(session=session)

    tell(session, starts_at=MORNING + timedelta(days=7), ends_at=MORNING + timedelta(days=7, hours=6))

    [message] = messages()
    assert message.subject.startswith("Another date: Workshop")
    for body in (message.text, message.html):
        assert "Your booking holds for the new date: if it suits you, you need do nothing." in body
        assert "Cancel by 9 January, 10am and we refund the whole price" in body


def test_attendee_whom_somebody_booked_reads_nothing_of_money():
    session = make_morning(price_pence=9500)
    group = make_group(session=session, places=1)
    group.places.update(attendee_name="Grace Hopper", attendee_email="grace@example.org")

    tell(session, starts_at=MORNING + timedelta(days=7), ends_at=MORNING + timedelta(days=7, hours=6))

    texts = {message.to: "refund" in message.text for message in messages()}
    assert texts == {"grace@example.org": False, group.booker_email: True}


def test_note_of_the_organiser_is_in_both_bodies_as_it_was_typed():
    session = make_morning()
    make_place(session=session)

    tell(session, platform="Teams", note="Ruth & Tom are <ill>.")

    [message] = messages()
    assert ("Ruth & Tom are <ill>." in message.text, "Ruth &amp; Tom are &lt;ill&gt;." in message.html) == (True, True)


def test_change_is_sent_at_once_whatever_the_hour():
    session = make_session(starts_in=timedelta(hours=3))
    make_place(session=session)

    tell(session, starts_at=session.starts_at + timedelta(hours=1))

    [message] = messages()
    assert message.due_at <= message.created_at + timedelta(seconds=1)


def test_queries_do_not_grow_with_people(django_assert_max_num_queries):
    def ask(places):
        session = make_morning()
        for _ in range(places):
            make_place(session=session)
            make_group(session=session, places=1)
        before = changed(session, platform="Teams")
        with django_assert_max_num_queries(60) as asked:
            assert tell_of_change(session_id=session.pk, before=before, by="user:1") == 2 * places
        return len(asked)

    assert ask(1) == ask(4)
