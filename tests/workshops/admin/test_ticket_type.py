"""Ticket types to choose from."""

import pytest

from tests.factories import make_session, make_workshop
from tests.workshops.admin.clients import organiser_client, staff_client
from workshops.enums import SessionState
from workshops.models import TicketType

pytestmark = pytest.mark.django_db
LIST = "/admin/workshops/tickettype/"
CHOICES = f"{LIST}autocomplete/"
ASKED = {"app_label": "workshops", "model_name": "discountcode", "field_name": "ticket_types"}


def choices(client, term=""):
    return client.get(CHOICES, ASKED | {"term": term})


def make_ticket(title="Endings", **fields):
    session = make_session(workshop=make_workshop(title=title), price_pence=7500)
    session.ticket_types.update(**fields)
    return session.ticket_types.select_related("session").get()


def test_choices_are_named_with_price_and_session():
    ticket = make_ticket(name="Trainee")
    start = ticket.session.local_start

    answer = choices(organiser_client()).json()

    assert answer["results"] == [
        {"id": str(ticket.pk), "text": f"Trainee, £75: Endings, {start.day} {start:%b %Y}"},
    ]


@pytest.mark.parametrize(("term", "found"), [("train", 1), ("endings", 1), ("shame", 0)])
def test_choices_are_found_by_name_and_workshop(term, found):
    make_ticket(name="Trainee")

    assert len(choices(organiser_client(), term).json()["results"]) == found


def test_choices_are_for_those_who_may_see_ticket_types():
    make_ticket()

    answers = [choices(client).status_code for client in (staff_client(), staff_client("workshops.view_tickettype"))]

    assert answers == [403, 200]


@pytest.mark.parametrize(("quota", "words"), [(12, "4 of 12"), (None, ">4<")])
def test_list_says_how_many_places_are_taken(quota, words):
    make_ticket(places_taken=4, quota=quota)

    assert words in organiser_client().get(LIST).content.decode()


@pytest.mark.parametrize(("state", "left"), [(SessionState.DRAFT, 0), (SessionState.SCHEDULED, 1)])
def test_ticket_types_are_deleted_with_a_draft_only(state, left):
    ticket = make_ticket()
    type(ticket.session).objects.update(state=state)

    organiser_client().post(f"{LIST}{ticket.pk}/delete/", {"post": "yes"})

    assert TicketType.objects.count() == left
