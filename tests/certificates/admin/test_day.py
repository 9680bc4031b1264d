"""The run sheet of a session's day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import StaySource
from attendees.models import AccessNeed, CheckIn, Stay
from tests.factories import make_place, make_session
from tests.workshops.admin.clients import attendee_client, organiser_client, queries_of, staff_client
from tests.workshops.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """It runs: an hour is over, five are to come."""
    begin = timezone.now() - timedelta(hours=1)
    return make_session(starts_at=begin, ends_at=begin + timedelta(hours=6), joining_url="https://meet.example/room")


def day(session):
    return f"/admin/workshops/session/{session.pk}/day/"


def arrive(place):
    Stay.objects.create(place=place, source=StaySource.CODE, starts_at=timezone.now(), by="attendee")


def test_page_says_how_far_the_day_is_and_who_came(session):
    ann, _ = (make_place(session=session, name=name) for name in ("Ann", "Bo"))
    arrive(ann)

    said = text_of(organiser_client().get(day(session)))

    for words in ("Running: ends in 4 h 59 min", "Came 1 of 2", "Not here yet 1", "Check-in code", "Bo", "Write to"):
        assert words in said


def test_those_who_are_missing_stand_alone_when_asked_for(session):
    ann, bo = (make_place(session=session, name=name) for name in ("Ann", "Bo"))
    arrive(ann)

    response = organiser_client().get(day(session), {"missing": "1"})

    assert [place.pk for place in response.context["page"]] == [bo.pk]


def test_search_that_finds_nobody_says_so(session):
    make_place(session=session, name="Ann")

    said = text_of(organiser_client().get(day(session), {"q": "Zed\x00"}))

    assert "Nobody here is called “Zed”" in said


@pytest.mark.parametrize(("query", "header"), [({}, None), ({"live": "1"}, "20")])
def test_browser_looks_again_only_when_it_is_asked_to(session, query, header):
    assert organiser_client().get(day(session), query).get("Refresh") == header


def test_open_code_stands_on_the_page(session):
    now = timezone.now()
    CheckIn.objects.create(
        session=session, code="7KQM4H", opens_at=now, closes_at=now + timedelta(minutes=9), made_by="user:1"
    )

    assert "7KQM4H is the check-in code until" in text_of(organiser_client().get(day(session)))


def test_needs_are_counted_for_those_who_may_read_them(session):
    AccessNeed.objects.create(place=make_place(session=session), text="Captions", consented_at=timezone.now())
    may_mark = ("workshops.view_session", "attendees.change_attendance")

    seen = [
        "Access needs (1)" in text_of(client.get(day(session)))
        for client in (organiser_client(), staff_client(*may_mark))
    ]

    assert seen == [True, False]


@pytest.mark.parametrize("who", [attendee_client, lambda: staff_client("workshops.view_session")])
def test_page_is_closed_to_others(session, who):
    response = who().get(day(session))

    assert response.status_code in {302, 403}


def test_queries_do_not_grow_with_people(session):
    client = organiser_client()
    arrive(make_place(session=session, name="Ann"))
    few = queries_of(client, day(session))
    for number in range(12):
        arrive(make_place(session=session, name=f"Person {number}"))

    assert queries_of(client, day(session)) == few


def test_session_form_leads_to_the_day_and_the_day_to_everything_else(session):
    client = organiser_client()
    own = f"/admin/workshops/session/{session.pk}/"

    form, page = (client.get(address).content.decode() for address in (f"{own}change/", day(session)))

    assert f"{own}day/" in form
    assert [
        name for name in ("code", "door", "needs", "reports", "message", "roster") if f"{own}{name}/" not in page
    ] == []
