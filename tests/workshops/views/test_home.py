"""The first page."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import make_past_session, make_presenter, make_provider, make_session, make_workshop
from tests.workshops.reading import elements_of, links_of, text_of, titles_of
from workshops.models import Notice, TicketType

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def make_notice(**fields):
    return Notice.objects.create(**{"title": "News", "body": "One.\n\nTwo.", "state": "published"} | fields)


def test_it_works(client):
    make_provider(strapline="CPD for listeners")

    response = client.get("/")

    assert response.status_code == 200
    assert "CPD for listeners" in text_of(response)
    assert elements_of(response, "title") == [{}]


def test_an_entry_says_everything_in_one_line(client):
    workshop = make_workshop(title="Endings", kind="webinar", presenters=[make_presenter(name="Ruth Calder")])
    starts_at = datetime(2099, 1, 29, 9, 30, tzinfo=LONDON)
    make_session(workshop=workshop, starts_at=starts_at, price_pence=9500, places_taken=17)

    text = text_of(client.get("/"))

    assert (
        "January 2099 Thu 29 Endings Ruth Calder, webinar 9:30am to 4:15pm Online 5½ hours CPD £95 3 seats left" in text
    )


def test_another_zone_is_named(client):
    starts_at = datetime(2099, 1, 29, 9, 0, tzinfo=ZoneInfo("America/New_York"))
    make_session(starts_at=starts_at, time_zone="America/New_York")

    assert "9am to 3:45pm EST" in text_of(client.get("/"))


def test_sessions_stand_under_their_months_in_order(client):
    for month, title in ((3, "March one"), (1, "January one"), (1, "January two")):
        starts_at = datetime(2099, month, 10 if title != "January two" else 20, 9, 30, tzinfo=LONDON)
        make_session(workshop=make_workshop(title=title), starts_at=starts_at)

    response = client.get("/")

    assert titles_of(response) == ["January one", "January two", "March one"]
    assert [h["id"] for h in elements_of(response, "h3") if h.get("class") == "month"] == ["m-2099-01", "m-2099-03"]


def test_drafts_past_and_cancelled_sessions_are_not_there(client):
    make_session(state="draft")
    make_session(state="cancelled")
    make_past_session()
    make_session(workshop=make_workshop(state="draft", published_at=None))

    assert titles_of(client.get("/")) == []


def test_nothing_on_says_so_and_leads_on(client):
    response = client.get("/")

    assert "No session has a date at present." in text_of(response)
    assert "/workshops/" in links_of(response)
    assert "/calendar.ics" not in links_of(response)


def test_a_notice_has_its_paragraphs_and_link(client):
    make_notice(title="A survey", link_text="Answer it", link_url="https://survey.example/")

    response = client.get("/")

    assert "Notice A survey One. Two. Answer it" in text_of(response)
    assert "https://survey.example/" in links_of(response)


def test_two_notices_at_most_stand_there(client):
    for position in (1, 2, 3):
        make_notice(title=f"Number {position}.", position=position)

    text = text_of(client.get("/"))

    assert [f"Number {position}." in text for position in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft"},
        {"state": "withdrawn"},
        {"shown_from": timezone.now() + timedelta(days=1)},
        {"shown_until": timezone.now() - timedelta(days=1)},
    ],
)
def test_a_notice_that_is_not_current_is_not_there(client, fields):
    make_notice(**fields)

    assert "News" not in text_of(client.get("/"))


def test_hostile_words_stay_words(client):
    hostile = "<script>alert(1)</script>"
    make_session(workshop=make_workshop(title=hostile, presenters=[make_presenter(name=hostile)]))
    make_notice(title=hostile, body=f"*{hostile}*", link_url="/x/", link_text=hostile)

    response = client.get("/")

    assert elements_of(response, "script") == []
    assert text_of(response).count(hostile) == 5


def test_queries_do_not_grow_with_sessions(client, django_assert_num_queries):
    make_notice()
    make_session()
    with django_assert_num_queries(8):
        client.get("/")

    for days in (40, 50):
        session = make_session(starts_in=timedelta(days=days))
        TicketType.objects.create(session=session, name="Trainee")
    with django_assert_num_queries(8):
        client.get("/")
