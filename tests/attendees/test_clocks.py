"""One session, said alike everywhere: by its own clock, with the zone's name, also where the clocks change meanwhile.

The calendar of 2099 is that of 2026: Europe's clocks go forward on Sunday 29 March and back on Sunday 25 October.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from attendees.emails import messages, reminders
from attendees.models import OutboxMessage
from attendees.occasions import DAY
from attendees.place_links import join_link, place_link
from tests.factories import make_place, make_presenter, make_session
from workshops.models import TimetablePart

pytestmark = pytest.mark.django_db

# Zone, start and end by its clock; how they are said; the same in UTC.
CASES = {
    "a weekend in which the clocks go forward": (
        "Europe/London",
        ((3, 28, 9, 30), (3, 29, 17, 0)),
        ("Saturday 28 March to Sunday 29 March 2099", "Sat 9:30am GMT to Sun 5pm BST"),
        ("20990328T093000Z", "20990329T160000Z"),
    ),
    "a weekend in which they go back": (
        "Europe/London",
        ((10, 24, 9, 30), (10, 25, 15, 0)),
        ("Saturday 24 October to Sunday 25 October 2099", "Sat 9:30am BST to Sun 3pm GMT"),
        ("20991024T083000Z", "20991025T150000Z"),
    ),
    "the first day of summer time in Dublin": (
        "Europe/Dublin",
        ((3, 29, 10, 0), (3, 29, 16, 0)),
        ("Sunday 29 March 2099", "10am to 4pm IST"),
        ("20990329T090000Z", "20990329T150000Z"),
    ),
    "an evening in New York, which is a morning in London": (
        "America/New_York",
        ((10, 23, 19, 0), (10, 23, 22, 0)),
        ("Friday 23 October 2099", "7pm to 10pm EDT"),
        ("20991023T230000Z", "20991024T020000Z"),
    ),
}


@pytest.fixture(params=CASES, ids=str)
def case(request):
    """A session with someone on it, its date, its hours, and both ends in UTC."""
    zone, (start, end), (date, hours), utc = CASES[request.param]
    starts_at, ends_at = (datetime(2099, *clock, tzinfo=ZoneInfo(zone)).astimezone(UTC) for clock in (start, end))
    session = make_session(starts_at=starts_at, ends_at=ends_at, time_zone=zone)
    return make_place(session=session), date, hours, utc


def plain(html):
    """A page as it is read: the date stands in parts of its own."""
    return " ".join(html.replace('<span class="day">', "").replace("</span>", "").split())


def test_workshop_s_page(case, client):
    place, date, hours, _ = case

    page = plain(client.get(place.session.workshop.get_absolute_url()).content.decode())

    assert (date in page, hours in page) == (True, True)
    assert f'datetime="{place.session.local_start:%Y-%m-%d}"' in page


def test_page_of_a_place(case, client):
    place, date, hours, _ = case

    page = plain(client.get(place_link(place), follow=True).content.decode())

    assert (date in page, hours in page) == (True, True)


def test_confirmation_and_reminder(case):
    place, date, hours, _ = case
    messages.queue_confirmation(place.booking)
    confirmation = OutboxMessage.objects.get()
    reminder = reminders.reminder(place, DAY, DAY.moment(place.session))

    for message in (confirmation, reminder):
        for body in (message.text, message.html):
            assert f"{date}, {hours}" in body
    assert f"begins tomorrow at {hours.removeprefix('Sat ').split(' to ')[0]}" in reminder.text


def test_calendar_s_entry(case):
    place, _, _, (start, end) = case
    messages.queue_confirmation(place.booking)

    [attachment] = OutboxMessage.objects.get().attachments

    lines = attachment["text"].splitlines()
    assert (f"DTSTART:{start}" in lines, f"DTEND:{end}" in lines) == (True, True)
    [event] = Calendar.from_ical(attachment["text"]).walk("VEVENT")
    assert event["LOCATION"] == join_link(place)


def test_part_across_the_change_has_the_minutes_that_pass():
    """Python would say four hours: it subtracts two times of one zone by their clocks."""
    london = ZoneInfo("Europe/London")
    night = {
        "starts_at": datetime(2026, 3, 29, 0, 30, tzinfo=london),
        "ends_at": datetime(2026, 3, 29, 4, 30, tzinfo=london),
    }
    autumn = {
        "starts_at": datetime(2026, 10, 25, 0, 30, tzinfo=london),
        "ends_at": datetime(2026, 10, 25, 4, 30, tzinfo=london),
    }
    session = make_session(starts_at=night["starts_at"], ends_at=night["ends_at"])
    stored = TimetablePart.objects.create(session=session, title="Night", **night)
    stored.refresh_from_db()

    assert [TimetablePart(**night).minutes, stored.minutes, TimetablePart(**autumn).minutes] == [180, 180, 300]
    assert session.teaching_minutes == 180


def test_parts_of_several_days_show_their_day_by_the_session_s_clock(client):
    start = datetime(2099, 10, 23, 23, 0, tzinfo=UTC)
    session = make_session(starts_at=start, ends_at=start + timedelta(hours=26), time_zone="America/New_York")
    ruth = make_presenter(name="Ruth Calder")
    for title, first, presenter in (("Opening", 0, ruth), ("Closing", 24, None)):
        session.parts.create(
            title=title,
            starts_at=start + timedelta(hours=first),
            ends_at=start + timedelta(hours=first + 2),
            presenter=presenter,
        )

    page = client.get(session.workshop.get_absolute_url()).content.decode()

    rows = page[page.index("<tbody>") : page.index("</tbody>")]
    assert [word in rows for word in ("Fri 7pm", "Sat 7pm", "Sat 9pm")] == [True, True, True]
    assert (rows.count("with Ruth Calder"), rows.count("with ")) == (1, 1)
    assert page.count("4 hours of CPD") == 1
