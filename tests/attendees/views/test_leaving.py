"""Leaving a waiting list."""

import pytest

from attendees.links import leave_link
from attendees.models import OutboxMessage
from attendees.services.waiting import join_waiting_list
from tests.factories import make_booking, make_session, make_user

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
