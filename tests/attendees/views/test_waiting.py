"""The waiting list's page."""

import pytest

from attendees.models import WaitingListEntry
from tests.factories import make_booking, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_session():
    session = make_session(capacity=1)
    make_booking(session=session, email="seated@example.org")
    return session


def join(client, session, email="tom@example.org"):
    return client.post(f"/sessions/{session.pk}/wait/", {"name": "Tom", "email": email}, follow=True)


def test_it_works(client, full_session):
    answer = join(client, full_session)

    full_session.refresh_from_db()
    assert (full_session.waiting_count, WaitingListEntry.objects.get().email) == (1, "tom@example.org")
    assert answer.redirect_chain == [(full_session.workshop.get_absolute_url(), 302)]
    assert "You are on the waiting list." in answer.content.decode()


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
