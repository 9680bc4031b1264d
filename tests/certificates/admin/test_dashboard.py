"""The first page: what needs attention today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import Decision
from attendees.models import Attendance
from attendees.services.attendance import mark_attendance
from tests.certificates.admin.pages import places_of
from tests.factories import make_past_session, make_session
from tests.workshops.admin.clients import organiser_client, queries_of, staff_client
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db


def shown(client=None):
    return (client or organiser_client()).get("/admin/").context


def test_coming_sessions_are_listed_soonest_first():
    later, sooner = make_session(), make_session(starts_in=timedelta(days=2))
    make_session(state=SessionState.DRAFT)
    make_past_session()

    assert shown()["coming"] == [sooner, later]


def test_past_sessions_wait_until_each_place_is_confirmed():
    open_one, done = make_past_session(), make_past_session()
    for session in (open_one, done):
        [ann] = places_of(session, "Ann")
        mark_attendance(place_id=ann.pk, decision=Decision.FULL, by="user:1", reason="Seen there.")
    Attendance.objects.filter(place__session=done).update(confirmed_at=timezone.now())

    assert shown()["unconfirmed"] == [open_one]


def test_past_session_without_places_waits_for_nobody():
    make_past_session()

    assert shown()["unconfirmed"] == []


def test_staff_see_only_what_they_may():
    session = make_past_session()
    places_of(session, "Ann")

    page = shown(staff_client("workshops.view_session"))

    assert (page["coming"], "unconfirmed" in page) == ([], False)


def test_first_page_takes_the_same_queries_for_any_number_of_sessions():
    client = organiser_client()
    make_session()
    places_of(make_past_session(), "Ann")
    queries_of(client, "/admin/")
    with_one = queries_of(client, "/admin/")
    for _ in range(2):
        make_session()
        places_of(make_past_session(), "Bo")

    assert queries_of(client, "/admin/") == with_one
