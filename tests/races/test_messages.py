"""Messages and waiting lists: several workers at one message, one person twice in one queue."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from attendees.emails.compose import store_message
from attendees.enums import MessageState
from attendees.models import OutboxMessage, WaitingListEntry
from attendees.services.outbox import deliver_message, resend_message, send_left_behind
from attendees.services.waiting import join_waiting_list, leave_waiting_list
from tests.factories import make_booking, make_session
from tests.races.books import moves
from tests.races.inbox import running_inbox
from tests.races.together import FEW, kinds, run_together

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def inbox(settings):
    """Messages go to a real mail server."""
    with running_inbox() as inbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", inbox.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield inbox


def a_message(number, **fields):
    address = f"person{number}@example.org"
    return store_message(kind="note", key=f"note:{number}", to=address, subject="Hello", text="Good day", **fields)


def everyone(count):
    return [f"person{number}@example.org" for number in range(count)]


def full_session():
    return make_booking(session=make_session(capacity=1)).session


def test_four_workers_send_a_message_once(inbox):
    messages = [a_message(number) for number in range(FEW)]

    outcomes = [run_together(*[partial(deliver_message, message_id=each.pk)] * 4) for each in messages]

    assert [sorted(four) for four in outcomes] == [[False, False, False, True]] * FEW
    assert inbox.recipients == everyone(FEW)
    assert set(OutboxMessage.objects.values_list("state", "attempts")) == {(MessageState.SENT, 1)}


def test_two_sweeps_and_a_worker_send_each_message_once(inbox):
    long_ago = timezone.now() - timedelta(minutes=1)
    messages = [a_message(number, due_at=long_ago) for number in range(FEW)]

    outcomes = run_together(
        send_left_behind,
        send_left_behind,
        lambda: [deliver_message(message_id=each.pk) for each in reversed(messages)],
    )

    assert kinds(outcomes) == {"int": 2, "list": 1}
    assert sorted(inbox.recipients) == sorted(everyone(FEW))


def test_same_key_at_once_is_stored_once():
    outcomes = [run_together(*[partial(a_message, number)] * 3) for number in range(FEW)]

    assert [len({message.pk for message in three}) for three in outcomes] == [1] * FEW
    assert OutboxMessage.objects.count() == FEW


def test_two_organisers_send_a_failed_message_again_once():
    messages = [a_message(number) for number in range(FEW)]
    OutboxMessage.objects.update(state=MessageState.FAILED)

    outcomes = [run_together(*[partial(resend_message, message_id=each.pk, by="user:1")] * 2) for each in messages]

    assert [kinds(pair) for pair in outcomes] == [{"OutboxMessage": 1, "MoveRefusedError": 1}] * FEW
    assert [moves(each, MessageState.QUEUED) for each in messages] == [1] * FEW


def test_same_address_waits_once():
    sessions = [full_session() for _ in range(FEW)]
    join = partial(join_waiting_list, name="Priya Nair", email="priya@example.org")

    outcomes = [run_together(*[partial(join, session=session)] * 3) for session in sessions]

    assert [kinds(three) for three in outcomes] == [{"WaitingListEntry": 1, "AlreadyThereError": 2}] * FEW
    assert WaitingListEntry.objects.count() == FEW
    assert [reread(session).waiting_count for session in sessions] == [1] * FEW


def test_leaving_twice_is_counted_once():
    entries = [
        join_waiting_list(session=full_session(), name="Priya Nair", email="priya@example.org") for _ in range(FEW)
    ]

    outcomes = [run_together(*[partial(leave_waiting_list, entry_id=entry.pk)] * 2) for entry in entries]

    assert [sorted(pair) for pair in outcomes] == [[False, True]] * FEW
    assert [reread(entry.session).waiting_count for entry in entries] == [0] * FEW


def reread(session):
    session.refresh_from_db()
    return session
