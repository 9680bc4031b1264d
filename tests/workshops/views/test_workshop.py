"""One workshop's page."""

import json
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import (
    make_organiser,
    make_past_session,
    make_presenter,
    make_provider,
    make_session,
    make_user,
    make_workshop,
)
from tests.workshops.admin.clients import client_of
from tests.workshops.reading import elements_of, links_of, text_of
from workshops.models import Partner, TicketType

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def page_of(client, workshop):
    return client.get(workshop.get_absolute_url())


def test_it_works(client):
    presenter = make_presenter(name="Andrew Reeves", slug="andrew-reeves", biography="He taught.\n\nHe wrote.")
    workshop = make_workshop(
        title="Working with self-harm",
        kind="webinar",
        summary="A day.",
        description="One.\n\nTwo.",
        aims="aim one\naim two",
        objectives="to notice\nto choose",
        modalities="Talk.",
        audience="Therapists.",
        references="Long, M. (2022). *A Study*. Wiley.",
        presenters=[presenter],
    )
    make_session(workshop=workshop)

    response = page_of(client, workshop)

    assert response.status_code == 200
    text = text_of(response)
    assert "Webinar, live online Working with self-harm with Andrew Reeves" in text
    for part in (
        "About A day. One. Two.",
        "What it covers aim one aim two",
        "You will learn to notice to choose",
        "How it is taught Talk.",
        "Who it is for Therapists.",
        "Presenter AR He taught. He wrote.",
        "Reading Long, M. (2022). A Study . Wiley.",
    ):
        assert part in text
    assert elements_of(response, "cite") == [{}]
    assert "/presenters/andrew-reeves/" in links_of(response)


def test_a_bare_workshop_has_no_empty_headings(client):
    workshop = make_workshop(summary="", objectives="", presenters=[])

    response = page_of(client, workshop)

    assert [heading["id"] for heading in elements_of(response, "h2")] == ["sessions"]


def test_a_session_says_everything_at_a_glance(client):
    make_provider(cancellation_days=14)
    starts_at = datetime(2099, 1, 29, 9, 30, tzinfo=LONDON)
    session = make_session(starts_at=starts_at, price_pence=9500, places_taken=17, capacity=20)

    response = page_of(client, session.workshop)

    assert (
        "Thursday 29 January 2099 Time 9:30am to 4:15pm GMT Place Online, by Zoom CPD 5½ hours Price £95 "
        "Seats 3 left of 20 Book a place on 29 January Cancel free of charge until 15 January, 9:30am."
    ) in text_of(response)
    assert f"/sessions/{session.pk}/book/" in links_of(response)


def in_days(days):
    return timezone.now() + timedelta(days=days)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"places_taken": 20, "waiting_count": 6}, "Seats Sold out , 6 waiting Join the waiting list"),
        ({"places_taken": 20}, "Seats Sold out Join the waiting list"),
        ({"booking_opens_at": in_days(3)}, "Come back then."),
        ({"booking_closes_at": in_days(-1)}, "Booking for this date has closed."),
        ({"state": "cancelled"}, "This session was cancelled."),
        ({"starts_in": timedelta(hours=-1)}, "This session has begun"),
    ],
)
def test_a_session_that_cannot_be_booked_says_what_to_do(client, fields, words):
    session = make_session(**fields)

    response = page_of(client, session.workshop)

    assert words in text_of(response)
    assert f"/sessions/{session.pk}/book/" not in links_of(response)


def test_a_full_session_leads_to_its_waiting_list(client):
    session = make_session(places_taken=20)

    assert f"/sessions/{session.pk}/wait/" in links_of(page_of(client, session.workshop))


def test_every_ticket_type_has_its_price(client):
    session = make_session(price_pence=9500)
    TicketType.objects.create(session=session, name="Trainee", price_pence=4000, position=2)

    assert "Price Standard £95 Trainee £40" in text_of(page_of(client, session.workshop))


def test_past_sessions_are_listed_quietly(client):
    session = make_past_session()

    response = page_of(client, session.workshop)

    assert "Past dates" in text_of(response)
    assert "No date yet" in text_of(response)
    assert f"/sessions/{session.pk}/book/" not in links_of(response)


def test_a_draft_session_is_hidden_from_visitors_and_shown_to_organisers(client):
    session = make_session(state="draft")

    assert "No date yet" in text_of(page_of(client, session.workshop))
    organiser = page_of(client_of(make_organiser()), session.workshop)
    assert "This session is a draft: visitors cannot see it." in text_of(organiser)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_published_is_not_there_for_visitors(client, state):
    workshop = make_workshop(state=state)

    answers = [page_of(who, workshop).status_code for who in (client, client_of(make_user()))]

    assert answers == [404, 404]


@pytest.mark.parametrize(("state", "name"), [("draft", "Draft"), ("withdrawn", "Withdrawn")])
def test_organisers_preview_what_is_not_published(state, name):
    workshop = make_workshop(state=state)

    response = page_of(client_of(make_organiser()), workshop)

    assert response.status_code == 200
    assert f"{name} preview: visitors cannot see this page." in text_of(response)
    assert elements_of(response, "script") == []
    assert {"name": "robots", "content": "noindex"} in elements_of(response, "meta")


def test_organisers_see_no_banner_on_a_published_page():
    response = page_of(client_of(make_organiser()), make_workshop())

    assert "preview" not in text_of(response)


def test_an_unknown_workshop_is_404_with_a_way_on(client):
    response = client.get("/workshops/no-such/")

    assert response.status_code == 404
    assert "This page is not here" in text_of(response)
    assert "/workshops/" in links_of(response)


def test_someone_signed_in_books_by_one_button():
    session = make_session()
    ticket = session.ticket_types.get()

    response = page_of(client_of(make_user()), session.workshop)

    forms = elements_of(response, "form")
    assert forms == [{"action": f"/sessions/{session.pk}/book/", "method": "post"}] * 2
    fields = elements_of(response, "input")
    assert {field["value"] for field in fields if field["name"] == "ticket"} == {str(ticket.pk)}
    assert len([field for field in fields if field["name"] == "csrfmiddlewaretoken"]) == 2
    keys = {UUID(field["value"]) for field in fields if field["name"] == "form_key"}
    assert len(keys) == 2


def test_someone_signed_in_goes_to_the_form_where_there_is_a_choice():
    session = make_session()
    TicketType.objects.create(session=session, name="Trainee")

    response = page_of(client_of(make_user()), session.workshop)

    assert elements_of(response, "form") == []
    assert f"/sessions/{session.pk}/book/" in links_of(response)


def test_visitors_get_no_form(client):
    assert elements_of(page_of(client, make_session().workshop), "form") == []


@pytest.mark.parametrize(
    ("partnership", "line"),
    [
        ("", "Run by Alder Training together with BABCP and Leads Network"),
        ("run together with the Leads Network.", "Run together with the Leads Network."),
    ],
)
def test_partners_are_named(client, partnership, line):
    make_provider(name="Alder Training")
    workshop = make_workshop(partnership=partnership)
    workshop.partners.add(Partner.objects.create(name="BABCP"), Partner.objects.create(name="Leads Network"))

    assert line in text_of(page_of(client, workshop))


def test_several_presenters_have_a_part_each(client):
    presenters = [make_presenter(name="Ruth Calder", credentials="supervisor"), make_presenter(name="Samuel Okafor")]

    text = text_of(page_of(client, make_workshop(presenters=presenters)))

    assert "with Ruth Calder and Samuel Okafor" in text
    assert "Ruth Calder RC Ruth Calder, supervisor" in text
    assert "Samuel Okafor SO Samuel Okafor" in text


def test_a_timetable_is_a_table_that_adds_up(client):
    starts_at = datetime(2099, 7, 29, 9, 30, tzinfo=LONDON)
    session = make_session(starts_at=starts_at)
    for title, start, minutes, teaching in (("Words", 0, 90, True), ("Break", 90, 15, False), ("Risk", 105, 60, True)):
        begins = starts_at + timedelta(minutes=start)
        session.parts.create(
            title=title, starts_at=begins, ends_at=begins + timedelta(minutes=minutes), is_teaching=teaching
        )

    response = page_of(client, session.workshop)

    assert (
        "From Part CPD 9:30am Words 1 h 30 min 11am Break – none 11:15am Risk 1 h 12:15pm Close "
        "2 h 45 min in all, less 15 min of breaks 2½ hours of CPD"
    ) in text_of(response)
    assert [cell["scope"] for cell in elements_of(response, "th")] == ["col"] * 3 + ["row"] * 4


def test_the_phone_s_bar_offers_the_next_session_with_a_seat(client):
    workshop = make_workshop()
    make_session(workshop=workshop, starts_in=timedelta(days=10), places_taken=20)
    free = make_session(workshop=workshop, starts_in=timedelta(days=20))

    response = page_of(client, workshop)

    assert links_of(response).count(f"/sessions/{free.pk}/book/") == 2


def structured(response):
    page = response.content.decode()
    return json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])


def test_search_engines_are_told_of_coming_sessions(client):
    session = make_session(workshop=make_workshop(title="</script><b>Endings</b>"))

    events = structured(page_of(client, session.workshop))["@graph"]

    assert [event["name"] for event in events] == ["</script><b>Endings</b>"]


def test_search_engines_are_told_nothing_without_a_session(client):
    assert elements_of(page_of(client, make_workshop()), "script") == []


def test_hostile_words_stay_words(client):
    hostile = '"><script>alert(1)</script>'
    fields = ("title", "summary", "description", "aims", "objectives", "modalities", "references", "audience")
    presenter = make_presenter(name=hostile, biography=hostile, credentials=hostile)
    workshop = make_workshop(
        **dict.fromkeys(fields, hostile), partnership=hostile, slug="hostile", presenters=[presenter]
    )
    session = make_session(workshop=workshop, platform=hostile)
    session.parts.create(title=hostile, starts_at=session.starts_at, ends_at=session.ends_at)

    response = page_of(client, workshop)

    assert elements_of(response, "script") == [{"type": "application/ld+json"}]


def test_the_joining_link_is_not_there(client):
    session = make_session(joining_url="https://meet.example/secret", joining_note="Passcode lantern")

    page = page_of(client, session.workshop).content.decode()

    assert "secret" not in page
    assert "lantern" not in page


def test_queries_do_not_grow_with_sessions(client, django_assert_num_queries):
    workshop = make_workshop()
    make_session(workshop=workshop)
    with django_assert_num_queries(9):
        page_of(client, workshop)

    for days in (40, 50):
        session = make_session(workshop=workshop, starts_in=timedelta(days=days))
        session.parts.create(title="All", starts_at=session.starts_at, ends_at=session.ends_at)
    with django_assert_num_queries(9):
        page_of(client, workshop)
