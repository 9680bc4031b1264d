"""Leaving a waiting list."""

import pytest

from attendees.links import leave_link
from attendees.models import OutboxMessage
from attendees.services.offers import accept_offer
from attendees.services.waiting import join_waiting_list
from tests.factories import make_booking, make_session, make_user
from tests.factories_waiting import make_offer, make_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    session = make_session(capacity=1)
    make_booking(session=session)
    return join_waiting_list(session=session, name="Tom", email="tom@example.org")


def waiting(entry):
    entry.session.refresh_from_db()
    return entry.session.waiting_count


def test_it_works_by_the_link_in_the_email(client, entry):
    link = leave_link(entry)
    asked = client.get(link)
    before = waiting(entry)

    client.post(link)

    assert link in OutboxMessage.objects.get().text
    assert (asked.status_code, before, waiting(entry)) == (200, 1, 0)


def test_leaving_twice_counts_once(client, entry):
    for _ in range(2):
        client.post(leave_link(entry))

    assert waiting(entry) == 0
    assert "You have left this waiting list" in client.get(leave_link(entry)).content.decode()


def test_owner_leaves_by_account(client, entry):
    entry.user = make_user()
    entry.save()
    client.force_login(entry.user)

    client.post(f"/waiting/{entry.pk}/leave/")

    assert waiting(entry) == 0


@pytest.mark.parametrize("key", ["", "wrong"])
def test_a_stranger_finds_nothing(client, entry, key):
    assert client.post(f"/waiting/{entry.pk}/leave/?key={key}").status_code == 404
    assert waiting(entry) == 1


def test_key_of_one_entry_does_not_open_another(client, entry):
    other = join_waiting_list(session=entry.session, name="Sam", email="sam@example.org")

    assert client.post(leave_link(entry).replace(f"/{entry.pk}/", f"/{other.pk}/")).status_code == 404


def test_another_attendee_finds_nothing(client, entry):
    client.force_login(make_user())

    assert client.get(f"/waiting/{entry.pk}/leave/").status_code == 404


def test_page_tells_the_number_on_the_list(client, entry):
    behind = make_waiting(entry.session)

    pages = [client.get(leave_link(waits)).content.decode() for waits in (entry, behind)]

    assert ("You are next." in pages[0], "You are number 2 on the list." in pages[1]) == (True, True)


def test_leaving_with_an_offer_says_what_is_given_up_and_gives_it_up(client):
    booking = make_offer(quantity=2)
    link = leave_link(booking.waiting_entry)

    asked = client.get(link).content.decode()
    client.post(link)

    booking.refresh_from_db()
    assert ("We keep 2 seats for you until" in asked, booking.state) == (True, "cancelled")


def test_link_of_someone_who_took_the_seats_says_so(client):
    booking = make_offer()
    accept_offer(booking_id=booking.pk, by="booker")
    link = leave_link(booking.waiting_entry)

    client.post(link)

    booking.refresh_from_db()
    assert (booking.state, "You have your seat" in client.get(link).content.decode()) == ("confirmed", True)
