"""Calendar files, read back by the library and by their letters."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.factories import make_presenter, make_session, make_workshop
from workshops.calendar import session_calendar

pytestmark = pytest.mark.django_db


def events_of(data):
    return list(Calendar.from_ical(data).walk("VEVENT"))


def event_of(session, **options):
    return events_of(session_calendar([session], **options))[0]


@pytest.mark.parametrize(("month", "hour"), [(1, 9), (7, 8)])
def test_times_are_utc_on_both_sides_of_the_clock_change(month, hour):
    session = make_session(starts_at=datetime(2099, month, 29, 9, 30, tzinfo=ZoneInfo("Europe/London")))

    data = session_calendar([session])

    assert f"DTSTART:2099{month:02d}29T{hour:02d}3000Z" in data.decode().splitlines()
    assert event_of(session)["DTEND"].dt == session.ends_at.astimezone(UTC)


def test_the_uid_never_changes_and_the_sequence_is_the_session_s():
    session = make_session(sequence=3)
    before = event_of(session)

    session.starts_at = session.starts_at.replace(minute=1)
    session.sequence = 4
    session.save()
    after = event_of(session)

    assert before["UID"] == after["UID"] == f"session-{session.pk}@testserver"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (3, 4)


def test_an_event_says_what_and_who():
    workshop = make_workshop(
        title="Endings; and, breaks", slug="endings", presenters=[make_presenter(name="Ruth Calder")]
    )

    event = event_of(make_session(workshop=workshop))

    assert event["SUMMARY"] == "Endings; and, breaks"
    assert "With Ruth Calder" in event["DESCRIPTION"]
    assert event["URL"] == "http://testserver/workshops/endings/"


OWN = "https://cpd.example/places/A/join/?key=k"


def test_the_personal_joining_page_is_only_in_files_for_attendees():
    session = make_session(joining_url="https://meet.example/secret", joining_note="Passcode lantern")

    public, own = event_of(session), event_of(session, joining={session.pk: OWN})

    assert (public["LOCATION"], own["LOCATION"]) == ("Online Zoom", OWN)
    assert [f"Join: {OWN}" in event["DESCRIPTION"] for event in (public, own)] == [False, True]


def test_the_link_of_the_meeting_and_its_passcode_are_in_no_file():
    session = make_session(joining_url="https://meet.example/secret", joining_note="Passcode lantern")

    for joining in (None, {session.pk: OWN}):
        data = session_calendar([session], joining=joining)
        assert (b"secret" in data, b"lantern" in data) == (False, False)


def test_the_joining_page_of_one_session_is_not_in_the_entry_of_another():
    first, second = make_session(), make_session()

    events = events_of(session_calendar([first, second], joining={first.pk: OWN}))

    assert [event["LOCATION"] for event in events] == [OWN, "Online Zoom"]


VENUE = {"mode": "in_person", "venue_name": "Town Hall", "venue_address": "The Headrow", "town": "Leeds"}


def test_a_session_in_person_names_its_place():
    assert event_of(make_session(**VENUE))["LOCATION"] == "Town Hall, The Headrow, Leeds"


def test_attendees_read_the_way_to_the_venue_in_their_calendar():
    session = make_session(**VENUE, joining_note="Ask for Ruth", directions="By train to Leeds, then on foot.")

    public, own = event_of(session), event_of(session, joining={session.pk: OWN})

    assert own["LOCATION"] == "Town Hall, The Headrow, Leeds"
    for words in ("Ask for Ruth", "By train to Leeds, then on foot."):
        assert (words in public["DESCRIPTION"], words in own["DESCRIPTION"]) == (False, True)


@pytest.mark.parametrize(("state", "status"), [("scheduled", "CONFIRMED"), ("cancelled", "CANCELLED")])
def test_the_status_follows_the_state(state, status):
    assert event_of(make_session(state=state))["STATUS"] == status


def test_a_file_has_every_session_once_and_is_published():
    sessions = [make_session(), make_session()]

    calendar = Calendar.from_ical(session_calendar(sessions))

    assert calendar["METHOD"] == "PUBLISH"
    assert len(calendar.walk("VEVENT")) == 2


def test_the_same_session_gives_the_same_bytes():
    session = make_session()

    assert session_calendar([session]) == session_calendar([session])


def test_lines_end_as_the_standard_asks_and_are_short():
    session = make_session(workshop=make_workshop(title="Ŵ" * 150))

    lines = session_calendar([session]).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert lines[-1] == b""
