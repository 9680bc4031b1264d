"""Timetables on a workshop's page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories import make_presenter, make_session, make_workshop
from workshops.timetable import timetables

pytestmark = pytest.mark.django_db

PARTS = [("Words", 90, True), ("Break", 15, False), ("Risk", 60, True)]


def session_with_parts(workshop, *start, parts=PARTS, **fields):
    starts_at = datetime(*start, 9, 30, tzinfo=ZoneInfo("Europe/London"))
    session = make_session(workshop=workshop, starts_at=starts_at, **fields)
    moment = starts_at
    for title, minutes, teaching in parts:
        ends = moment + timedelta(minutes=minutes)
        session.parts.create(title=title, starts_at=moment, ends_at=ends, is_teaching=teaching)
        moment = ends
    return session


def test_a_timetable_adds_up():
    session = session_with_parts(make_workshop(), 2099, 1, 29)

    (table,) = timetables([session])

    assert (table.whole, table.rest, table.taught) == (165, 15, 150)
    assert table.adds_up
    assert [part.title for part in table.parts] == ["Words", "Break", "Risk"]


def test_a_timetable_does_not_add_up_when_someone_set_another_figure():
    session = session_with_parts(make_workshop(), 2099, 1, 29, cpd_minutes=120)

    (table,) = timetables([session])

    assert table.taught == 120
    assert not table.adds_up


def test_sessions_that_run_alike_share_one_timetable_across_the_clock_change():
    workshop = make_workshop()
    sessions = [session_with_parts(workshop, 2099, 1, 29), session_with_parts(workshop, 2099, 7, 29)]

    assert [table.session for table in timetables(sessions)] == [sessions[0]]


def test_sessions_that_run_differently_have_a_timetable_each():
    workshop = make_workshop()
    other = [("Words", 90, True), ("Long break", 45, False)]
    sessions = [session_with_parts(workshop, 2099, 1, 29), session_with_parts(workshop, 2099, 7, 29, parts=other)]

    assert [table.session for table in timetables(sessions)] == sessions


def test_sessions_without_parts_have_no_timetable():
    assert timetables([make_session()]) == []


def test_timetable_of_several_days_does_not_call_a_night_a_break():
    days = [("First day", 360, True), ("Night", 1080, False), ("Second day", 360, True)]
    session = session_with_parts(make_workshop(), 2099, 1, 29, parts=days)

    (table,) = timetables([session])

    assert (table.taught, table.adds_up) == (720, False)


def test_sessions_led_by_others_have_a_timetable_each():
    workshop = make_workshop()
    sessions = [session_with_parts(workshop, 2099, 1, 29), session_with_parts(workshop, 2099, 7, 29)]
    sessions[1].parts.filter(title="Risk").update(presenter=make_presenter())

    assert [table.session for table in timetables(sessions)] == sessions
