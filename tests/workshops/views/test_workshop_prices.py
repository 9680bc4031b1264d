"""What a workshop's page says of prices, quotas and seats."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories import make_provider, make_session
from tests.workshops.reading import links_of, text_of
from workshops.models import TicketType
from workshops.services.seats import take_quota

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def page_of(client, workshop):
    return client.get(workshop.get_absolute_url())


def test_a_ticket_that_is_sold_out_says_so_beside_those_that_are_left(client):
    session = make_session(price_pence=9500)
    TicketType.objects.create(session=session, name="Trainee", price_pence=4000, position=2, quota=1, places_taken=1)

    text = text_of(page_of(client, session.workshop))

    assert "Price Standard £95 Trainee £40, sold out Seats 20 left of 20 Book a place" in text


def test_a_session_whose_tickets_are_all_gone_leads_to_its_waiting_list(client):
    session = make_session(price_pence=9500)
    session.ticket_types.update(quota=2, places_taken=2)

    response = page_of(client, session.workshop)

    assert "Price £95 Seats Sold out Join the waiting list" in text_of(response)
    assert f"/sessions/{session.pk}/wait/" in links_of(response)


def test_an_early_price_and_approval_are_said_beside_the_price(client):
    turn = datetime(2099, 1, 4, tzinfo=LONDON)
    session = make_session(starts_at=datetime(2099, 1, 29, 9, 30, tzinfo=LONDON), price_pence=8500)
    session.ticket_types.update(sale_closes_at=turn, needs_approval=True)
    TicketType.objects.create(
        session=session, name="Late", price_pence=9500, position=2, sale_opens_at=turn, needs_approval=True
    )

    text = text_of(page_of(client, session.workshop))

    assert "Price £85 until 3 January, then £95 Booking needs approval Seats" in text


@pytest.mark.parametrize(("number", "words"), [("GB123456789", "Price £114 incl. VAT Seats"), ("", "Price £114 Seats")])
def test_prices_are_said_to_include_vat_where_the_provider_is_registered(client, number, words):
    make_provider(vat_number=number)
    session = make_session(price_pence=11400)

    assert words in text_of(page_of(client, session.workshop))


def test_a_quota_that_falls_by_one_shows_on_the_very_next_page(client):
    session = make_session()
    session.ticket_types.update(quota=5)
    page_of(client, session.workshop)

    take_quota(ticket_id=session.ticket_types.get().pk, quantity=1)

    assert "4 left of 20" in text_of(page_of(client, session.workshop))
