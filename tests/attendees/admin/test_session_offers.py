"""Seats that an organiser adds go to those who wait."""

import pytest

from tests.factories import make_booking, make_session
from tests.factories_waiting import counters, make_full_session, make_offer, make_waiting, states
from tests.workshops.admin.clients import form_data, organiser_client, said
from workshops.models import TicketType

pytestmark = pytest.mark.django_db


def save(session, **changes):
    client, page = organiser_client(), f"/admin/workshops/session/{session.pk}/change/"
    return said(client.post(page, form_data(client, page) | changes, follow=True))


def test_capacity_that_is_raised_is_offered_at_once():
    session = make_full_session()
    make_waiting(session)
    make_waiting(session, quantity=1)

    told = save(session, capacity="2")

    assert (states(session), counters(session)) == (["offered", "waiting"], ((2, 2), (2, 2)))
    assert "The first person on the waiting list whom the seats suit has an offer by email." in told


def test_capacity_for_several_tells_how_many():
    session = make_full_session()
    for _ in range(3):
        make_waiting(session)

    assert "3 people on the waiting list have an offer by email." in save(session, capacity="5")


def test_quota_that_is_raised_is_offered_at_once():
    session = make_session()
    TicketType.objects.filter(session=session).update(quota=1)
    make_booking(session=session)
    make_waiting(session)

    save(session, **{"ticket_types-0-quota": "2"})

    assert (states(session), counters(session)) == (["offered"], ((2, 2), (1, 1)))


def test_other_changes_offer_nothing():
    session = make_full_session()
    make_waiting(session)

    told = save(session, town="Leeds")

    assert (states(session), [words for words in told if "waiting list" in words]) == (["waiting"], [])


def test_offers_that_are_out_hold_the_capacity():
    session = make_offer().session
    make_booking(session=raised(session))

    save(session, capacity="1")

    assert (counters(session), session.capacity) == (((2, 2), (1, 1)), 2)


def raised(session):
    session.refresh_from_db()
    session.capacity = 2
    session.save()
    return session
