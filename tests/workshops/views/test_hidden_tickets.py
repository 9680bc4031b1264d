"""A ticket with a code is told of nowhere: every public page, feed and file is searched for its name and its price."""

import pytest
from django.core.cache import caches
from django.test import Client

from tests.factories import make_presenter, make_provider, make_session, make_user, make_workshop
from tests.workshops.admin.clients import client_of
from tests.workshops.reading import links_of, text_of
from workshops.models import Notice, TicketType

pytestmark = pytest.mark.django_db

PATHS = [
    "/",
    "/workshops/",
    "/workshops/?price=paid",
    "/workshops/?price=free",
    "/workshops/?q=endings",
    "/workshops/endings/",
    "/presenters/ruth/",
    "/help/",
    "/calendar.ics",
    "/workshops/endings/calendar.ics",
    "/sessions/{session}/calendar.ics",
    "/sitemap.xml",
]
TRACES = ["Board and staff", "12.34", "1234", "LANTERN", "I sit on the board", "board.example"]


def hide_a_ticket(session):
    TicketType.objects.create(
        session=session,
        name="Board and staff",
        price_pence=1234,
        code="LANTERN-12",
        declaration="I sit on the board.",
        email_domains="board.example",
        position=0,
    )


@pytest.fixture
def session():
    make_provider(vat_number="GB123456789")
    workshop = make_workshop(slug="endings", title="Endings", presenters=[make_presenter(slug="ruth")])
    Notice.objects.create(title="News", body="Endings is on.", workshop=workshop, state="published")
    return make_session(workshop=workshop, price_pence=9500)


def read(client, path, session):
    caches["pages"].clear()
    response = client.get(path.format(session=session.pk))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", ["visitor", "attendee"])
@pytest.mark.parametrize("path", PATHS)
def test_no_page_tells_of_a_hidden_ticket(path, who, session):
    hide_a_ticket(session)
    client = Client() if who == "visitor" else client_of(make_user())

    page = read(client, path, session)

    assert [trace for trace in TRACES if trace in page] == []


@pytest.mark.parametrize("path", PATHS)
def test_no_page_changes_a_letter_for_a_hidden_ticket(path, session, client):
    """Not even that there is one may be seen."""
    before = read(client, path, session)

    hide_a_ticket(session)

    assert read(client, path, session) == before


@pytest.mark.parametrize("path", PATHS)
def test_no_page_tells_of_the_tickets_of_a_session_by_invitation(path, session, client):
    session.ticket_types.all().delete()
    hide_a_ticket(session)

    page = read(client, path.replace("?price=paid", "").replace("?price=free", ""), session)

    assert [trace for trace in TRACES if trace in page] == []


def test_the_traces_that_are_searched_for_stand_there_once_the_ticket_is_not_hidden(session, client):
    """Or the tests above would find nothing whatever the pages said."""
    hide_a_ticket(session)
    TicketType.objects.filter(name="Board and staff").update(code="")

    page = read(client, "/workshops/endings/", session)

    assert ["Board and staff" in page, "12.34" in page] == [True, True]


def test_a_session_by_invitation_leads_to_the_form_where_a_code_is_typed(session, client):
    session.ticket_types.all().delete()
    hide_a_ticket(session)

    response = client.get("/workshops/endings/")

    text = text_of(response)
    assert "Book with a code on" in text
    assert "Booking is by invitation. If you were given a code, enter it when you book." in text
    assert ("Price" in text, "Seats" in text, "Sold out" in text) == (False, False, False)
    assert links_of(response).count(f"/sessions/{session.pk}/book/") == 1


def test_a_session_by_invitation_stands_in_the_programme_without_a_price(session, client):
    session.ticket_types.all().delete()
    hide_a_ticket(session)

    assert "By invitation" in text_of(client.get("/"))
