"""The waiting list's page."""

import pytest

from attendees.models import OutboxMessage, WaitingListEntry
from attendees.services.waiting import join_waiting_list
from tests.factories import make_booking, make_session, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_session():
    session = make_session(capacity=1)
    make_booking(session=session, email="seated@example.org")
    return session


def join(client, session, email="tom@example.org"):
    return client.post(f"/sessions/{session.pk}/wait/", {"name": "Tom", "email": email}, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_it_works(client, full_session):
    answer = join(client, full_session)

    full_session.refresh_from_db()
    assert (full_session.waiting_count, WaitingListEntry.objects.get().email) == (1, "tom@example.org")
    assert answer.redirect_chain == [(full_session.workshop.get_absolute_url(), 302)]
    assert "You are on the waiting list for" in answer.content.decode()


def sent():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", "to"))


def test_guest_with_a_place_sees_what_a_new_one_sees_and_gets_the_link(client, full_session):
    first = join(client, full_session)

    second = join(client, full_session, email="seated@example.org")

    full_session.refresh_from_db()
    assert (second.redirect_chain, told(second)) == (first.redirect_chain, told(first))
    assert (full_session.waiting_count, WaitingListEntry.objects.count()) == (1, 1)
    assert sent() == [("waiting_joined", "tom@example.org"), ("booking_link", "seated@example.org")]


def test_guest_who_waits_already_sees_what_a_new_one_sees_and_gets_nothing_more(client, full_session):
    first = join(client, full_session)

    second = join(client, full_session)

    full_session.refresh_from_db()
    assert (second.redirect_chain, told(second)) == (first.redirect_chain, told(first))
    assert (full_session.waiting_count, WaitingListEntry.objects.count()) == (1, 1)
    assert sent() == [("waiting_joined", "tom@example.org")]


def test_signed_in_person_with_a_place_is_told_so(client, full_session):
    client.force_login(make_user("seated@example.org"))

    answer = join(client, full_session)

    assert answer.status_code == 422
    assert "This email address has a place on this session already." in answer.content.decode()
    assert sent() == []


def test_signed_in_person_who_waits_already_is_told_so(client, full_session):
    user = make_user("tom@example.org")
    join_waiting_list(session=full_session, name="Tom", email=user.email)
    client.force_login(user)

    answer = join(client, full_session)

    assert answer.status_code == 422
    assert "You are on this waiting list already." in answer.content.decode()


def test_bad_address_is_refused_and_kept(client, full_session):
    answer = join(client, full_session, email="tom")

    assert (answer.status_code, answer.context["form"]["email"].value()) == (422, "tom")
    assert WaitingListEntry.objects.count() == 0


def test_session_with_seats_left_is_refused(client):
    answer = join(client, make_session())

    assert answer.status_code == 422
    assert "There are seats left" in answer.content.decode()


def test_page_is_not_kept_by_caches(client, full_session):
    assert "no-store" in client.get(f"/sessions/{full_session.pk}/wait/")["Cache-Control"]


def test_too_many_tries_from_one_address_are_slowed_down(client, full_session):
    path = f"/sessions/{full_session.pk}/wait/"

    looks = [client.get(path).status_code for _ in range(21)]
    tries = [client.post(path, {"name": "Tom", "email": "tom"}).status_code for _ in range(21)]
    elsewhere = client.post(path, {"name": "Tom", "email": "tom"}, REMOTE_ADDR="198.51.100.7").status_code

    assert (looks, tries, elsewhere) == ([200] * 21, [422] * 20 + [429], 422)


def test_form_is_not_shown_where_nobody_can_wait(client):
    page = client.get(f"/sessions/{make_session().pk}/wait/").content.decode()

    assert ("There are seats left" in page, 'name="email"' in page) == (True, False)
