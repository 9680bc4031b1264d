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


def test_the_joining_link_is_only_in_files_for_attendees():
    session = make_session(joining_url="https://meet.example/secret", joining_note="Passcode lantern")

    public, own = session_calendar([session]), session_calendar([session], joining=True)

    assert b"secret" not in public
    assert b"lantern" not in public
    assert event_of(session)["LOCATION"] == "Online Zoom"
    assert b"https://meet.example/secret" in own
    assert b"lantern" in own


def test_a_session_in_person_names_its_place():
    session = make_session(mode="in_person", venue_name="Town Hall", venue_address="The Headrow", town="Leeds")

    assert event_of(session)["LOCATION"] == "Town Hall, The Headrow, Leeds"


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
