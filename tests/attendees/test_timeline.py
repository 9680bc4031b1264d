"""The picture of parts and stays: what stands where."""

from datetime import UTC, datetime, timedelta

import pytest

from attendees.enums import StaySource
from attendees.timeline import timeline_of
from tests.factories import make_place
from tests.factories_decisions import make_stay, make_taught_session

pytestmark = pytest.mark.django_db


def drawn(place, sentence=""):
    return timeline_of(place.session, list(place.stays.all()), sentence)


def bars(lane):
    return [(bar.kind, bar.left, bar.length, bar.words) for bar in lane.bars]


@pytest.fixture
def place():
    """Nine to half past four is drawn from nine to five."""
    return make_place(session=make_taught_session())


def test_parts_stand_where_their_hours_are(place):
    [day] = drawn(place)

    assert [lane.name for lane in day.lanes] == ["Timetable"]
    # From 09:00 to 16:00: seven hours, so an hour is 14.29 percent.
    assert bars(day.lanes[0]) == [
        ("break", "7.14%", "7.14%", "Registration 09:30 to 10:00"),
        ("teaching", "14.29%", "35.71%", "Morning 10:00 to 12:30"),
        ("break", "50.00%", "14.29%", "Lunch 12:30 to 13:30"),
        ("teaching", "64.29%", "35.71%", "Afternoon 13:30 to 16:00"),
    ]


def test_each_source_has_a_lane(place):
    make_stay(place, "10:00", "12:00", source=StaySource.ORGANISER)
    make_stay(place, "10:00", "16:00")
    make_stay(place, "15:20", source=StaySource.CODE)

    [day] = drawn(place)

    assert [lane.name for lane in day.lanes] == ["Timetable", "Report file", "Check-in code", "Organiser"]
    assert bars(day.lanes[1]) == [("stay", "14.29%", "85.71%", "10:00 to 16:00")]
    assert [(mark.left, mark.words) for mark in day.lanes[2].marks] == [("90.48%", "At 15:20")]
    assert day.height == 4 * 44 + 28


def test_unknown_end_is_drawn_to_the_end_of_the_session_and_marked(place):
    make_stay(place, "15:00", source=StaySource.SCAN)

    bar = drawn(place)[0].lanes[1].bars[0]

    assert (bar.left, bar.length, bar.is_open, bar.words) == ("85.71%", "14.29%", True, "From 15:00, end not known")


def test_totals_have_no_place_in_the_picture(place):
    make_stay(place, total_minutes=90)

    assert [lane.name for lane in drawn(place)[0].lanes] == ["Timetable"]


def test_stay_of_a_moment_can_be_seen(place):
    make_stay(place, "10:00", "10:00")

    assert drawn(place)[0].lanes[1].bars[0].length == "0.40%"


def test_stay_before_the_session_widens_the_picture(place):
    make_stay(place, "07:45", "08:15")

    assert drawn(place)[0].hours[0].words == "07:00"


def test_hours_of_a_long_day_are_few_and_stay_inside(place):
    make_stay(place, "00:10", "23:50", source=StaySource.ORGANISER)

    [day] = drawn(place)

    assert [hour.words for hour in day.hours] == ["00:00", "06:00", "12:00", "18:00", "00:00"]
    assert [hour.anchor for hour in day.hours] == ["start", *["middle"] * 3, "end"]


def test_hours_of_a_workshop_are_every_other_one(place):
    assert [hour.words for hour in drawn(place)[0].hours] == ["09:00", "11:00", "13:00", "15:00"]


def test_session_without_a_timetable_is_one_bar():
    place = make_place(session=make_taught_session(parts=()))

    [day] = drawn(place)

    assert (day.lanes[0].name, bars(day.lanes[0])) == (
        "Session",
        [("teaching", "0.00%", "100.00%", "Session 10:00 to 16:00")],
    )


def test_each_day_has_a_picture(place):
    session = place.session
    session.ends_at += timedelta(days=1)
    for part in list(session.parts.all()):
        part.pk, part.starts_at, part.ends_at = (
            None,
            part.starts_at + timedelta(days=1),
            part.ends_at + timedelta(days=1),
        )
        part.save()
    make_stay(place, "10:00", "16:00")

    first, second = drawn(place)

    assert [len(day.lanes) for day in (first, second)] == [2, 1]
    assert [len(day.lanes[0].bars) for day in (first, second)] == [4, 4]
    assert first.title != second.title


def test_night_on_which_the_clock_goes_back_has_its_whole_length():
    """From 00:00 in summer time to 04:00 in winter time pass five hours."""
    starts_at, ends_at = datetime(2025, 10, 25, 23, 0, tzinfo=UTC), datetime(2025, 10, 26, 4, 0, tzinfo=UTC)
    place = make_place(session=make_taught_session(parts=(), starts_at=starts_at, ends_at=ends_at))

    [day] = drawn(place)

    assert [hour.words for hour in day.hours] == ["00:00", "01:00", "01:00", "02:00", "03:00", "04:00"]


def test_description_says_what_is_drawn_and_what_came_of_it(place):
    make_stay(place, "10:00", "12:00")

    [day] = drawn(place, "in the room 2 h of 5 h")

    start = place.session.local_start
    assert day.title == f"Timetable and stays on {start:%A} {start.day} {start:%B %Y}"
    assert day.description == "From top to bottom: timetable, report file. In the room 2 h of 5 h"
