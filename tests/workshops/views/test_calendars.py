"""Calendar files over HTTP."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from tests.factories import make_past_session, make_session, make_workshop

pytestmark = pytest.mark.django_db


def uids(response):
    return [
        int(str(event["UID"]).split("-")[1].split("@")[0])
        for event in Calendar.from_ical(response.content).walk("VEVENT")
    ]


def test_all_sessions_that_are_not_over_are_in_one_file(client):
    later, sooner = make_session(starts_in=timedelta(days=20)), make_session()
    make_past_session()
    make_session(state="draft")

    response = client.get("/calendar.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="workshops.ics"'
    assert uids(response) == [later.pk, sooner.pk]


def test_a_cancelled_session_stays_in_the_file_as_cancelled(client):
    make_session(state="cancelled")

    assert b"STATUS:CANCELLED" in client.get("/calendar.ics").content


def test_no_sessions_make_an_empty_calendar(client):
    assert uids(client.get("/calendar.ics")) == []


def test_a_workshop_s_file_has_its_own_sessions(client):
    session = make_session(workshop=make_workshop(slug="endings"))
    make_session()

    assert uids(client.get("/workshops/endings/calendar.ics")) == [session.pk]


def test_a_session_s_file_has_it_even_when_it_is_over(client):
    session = make_past_session()

    assert uids(client.get(f"/sessions/{session.pk}/calendar.ics")) == [session.pk]


def test_the_joining_link_is_in_none_of_them(client):
    session = make_session(joining_url="https://meet.example/secret", joining_note="lantern")

    files = (
        "/calendar.ics",
        f"{session.workshop.get_absolute_url()}calendar.ics",
        f"/sessions/{session.pk}/calendar.ics",
    )

    for file in files:
        content = client.get(file).content
        assert (b"secret" in content, b"lantern" in content) == (False, False)


def test_drafts_have_no_file(client):
    draft = make_session(state="draft")
    hidden = make_session(workshop=make_workshop(slug="hidden", state="draft", published_at=None))

    answers = [
        client.get(path).status_code
        for path in (
            f"/sessions/{draft.pk}/calendar.ics",
            f"/sessions/{hidden.pk}/calendar.ics",
            "/workshops/hidden/calendar.ics",
            "/sessions/999/calendar.ics",
        )
    ]
    assert answers == [404] * 4


def test_queries_do_not_grow_with_sessions(client, django_assert_num_queries):
    make_session()
    with django_assert_num_queries(5):
        client.get("/calendar.ics")

    make_session()
    make_session()
    with django_assert_num_queries(5):
        client.get("/calendar.ics")
