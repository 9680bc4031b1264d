"""The waiting list."""

import pytest

from attendees.errors import AlreadyThereError, WaitingRefusedError
from attendees.models import OutboxMessage, WaitingListEntry
from attendees.services.waiting import join_waiting_list, leave_waiting_list
from tests.factories import make_booking, make_session
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db


def full_session(**fields):
    session = make_session(capacity=1, **fields)
    make_booking(session=session, email="seated@example.org")
    return session


def test_joining_counts_and_confirms_by_email():
    session = full_session()

    entry = join_waiting_list(session=session, name="Tom", email="Tom@Example.org")

    session.refresh_from_db()
    assert (entry.email, session.waiting_count) == ("tom@example.org", 1)
    assert OutboxMessage.objects.get().kind == "waiting_joined"


def test_joining_twice_is_refused_and_counted_once():
    session = full_session()
    join_waiting_list(session=session, name="Tom", email="tom@example.org")

    with pytest.raises(AlreadyThereError, match="already"):
        join_waiting_list(session=session, name="Tom", email="tom@example.org")

    session.refresh_from_db()
    assert (session.waiting_count, WaitingListEntry.objects.count()) == (1, 1)


def test_joining_with_seats_left_is_refused():
    with pytest.raises(WaitingRefusedError, match="seats left"):
        join_waiting_list(session=make_session(), name="Tom", email="tom@example.org")


def test_joining_with_a_place_is_refused():
    with pytest.raises(AlreadyThereError, match="has a place"):
        join_waiting_list(session=full_session(), name="Sam", email="seated@example.org")


def test_joining_a_cancelled_session_is_refused():
    with pytest.raises(WaitingRefusedError, match="cancelled"):
        join_waiting_list(session=full_session(state=SessionState.CANCELLED), name="Tom", email="tom@example.org")


def test_leaving_counts_once():
    session = full_session()
    entry = join_waiting_list(session=session, name="Tom", email="tom@example.org")

    assert [leave_waiting_list(entry_id=entry.pk), leave_waiting_list(entry_id=entry.pk)] == [True, False]

    session.refresh_from_db()
    assert session.waiting_count == 0


def test_one_may_join_again_after_leaving():
    session = full_session()
    leave_waiting_list(entry_id=join_waiting_list(session=session, name="Tom", email="tom@example.org").pk)

    join_waiting_list(session=session, name="Tom", email="tom@example.org")

    session.refresh_from_db()
    assert session.waiting_count == 1
