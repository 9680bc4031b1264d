"""How far a session is at a moment."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_session
from workshops.course_of_day import course_of

pytestmark = pytest.mark.django_db
START = datetime(2027, 6, 11, 9, 0, tzinfo=UTC)


@pytest.fixture
def session():
    """From 10:00 to 16:00 by its clock, with two parts and lunch between them."""
    session = make_session(starts_at=START, ends_at=START + timedelta(hours=6))
    for title, begins, ends in (("Listening", 0, 150), ("Lunch", 150, 210), ("Speaking", 210, 360)):
        session.parts.create(
            title=title,
            starts_at=START + timedelta(minutes=begins),
            ends_at=START + timedelta(minutes=ends),
            is_teaching=title != "Lunch",
        )
    return session


@pytest.mark.parametrize(
    ("minutes", "standing", "running", "coming"),
    [
        (-5 * 24 * 60, "Begins in 5 days", None, "Listening"),
        (-2 * 24 * 60, "Begins in 2 days", None, "Listening"),
        (-2 * 24 * 60 + 1, "Begins in 47 h 59 min", None, "Listening"),
        (-1, "Begins in 1 min", None, "Listening"),
        (0, "Running: ends in 6 h", "Listening", "Lunch"),
        (150, "Running: ends in 3 h 30 min", "Lunch", "Speaking"),
        (359, "Running: ends in 1 min", "Speaking", None),
        (360, "Over since 0 min", None, None),
        (500, "Over since 2 h 20 min", None, None),
    ],
)
def test_course_of_a_day(session, minutes, standing, running, coming):
    course = course_of(session, START + timedelta(minutes=minutes))

    named = [part and part.title for part in (course.running, course.coming)]
    assert (course.standing, *named) == (standing, running, coming)
    assert (course.has_begun, course.is_over) == (minutes >= 0, minutes >= 360)


def test_session_without_a_timetable_has_its_standing_alone():
    session = make_session(starts_at=START, ends_at=START + timedelta(hours=6))

    course = course_of(session, START)

    assert (course.standing, course.running, course.coming) == ("Running: ends in 6 h", None, None)
