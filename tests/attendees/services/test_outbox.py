"""The outbox: each message once, none lost."""

import asyncio
import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.db import IntegrityError, transaction
from django.utils import timezone

from attendees.emails.compose import store_message
from attendees.enums import MessageState
from attendees.models import OutboxMessage
from attendees.services.outbox import MOST_ATTEMPTS, TextWipedError, deliver_message, resend_message, send_left_behind
from tests.factories import make_provider
from workshops.foundation.errors import MoveRefusedError

pytestmark = pytest.mark.django_db


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    """A real SMTP server that answers DATA as it is told to."""

    def __init__(self):
        self.answer, self.received, self.pause_s, self.refuses_people = "250 OK", [], 0, False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 (aiosmtpd's name)
        if self.refuses_people:
            return f"550 No {address} here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        if self.answer == "hang up":
            session.peer = None
            server.transport.close()
            return "250 OK"
        await asyncio.sleep(self.pause_s)
        if self.answer.startswith("250"):
            self.received.append(envelope.content)
        return self.answer


@pytest.fixture
def mail_server(settings):
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield handler
    controller.stop()


@pytest.fixture
def folder(mail_folder, settings):
    settings.EMAIL_BACKEND = "attendees.emails.folder.FolderBackend"
    return mail_folder


def a_message(**fields):
    defaults = {"kind": "note", "key": "note:1", "to": "priya@example.org", "subject": "Hello", "text": "Good day"}
    return store_message(**defaults | fields)


def state(message):
    message.refresh_from_db()
    return message.state


def test_message_is_sent_once(mail_server):
    message = a_message()

    assert [deliver_message(message_id=message.pk), deliver_message(message_id=message.pk)] == [True, False]

    assert (len(mail_server.received), state(message)) == (1, MessageState.SENT)


def test_same_key_is_stored_once():
    assert a_message().pk == a_message(subject="Another").pk
    assert OutboxMessage.objects.get().subject == "Hello"


def test_message_has_text_html_and_attachment(mail_server):
    ics = {"name": "invitation.ics", "media_type": "text/calendar", "text": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}
    message = a_message(html="<p>Good day</p>", attachments=[ics])

    deliver_message(message_id=message.pk)

    email = message_from_bytes(mail_server.received[0], policy=policy.default)
    kinds = [part.get_content_type() for part in email.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    assert (email["To"], email["Subject"], str(message.message_id) in email["Message-ID"]) == (
        "priya@example.org",
        "Hello",
        True,
    )


def test_line_breaks_cannot_enter_the_subject():
    assert a_message(subject="Hello\nBcc: all@example.org").subject == "Hello Bcc: all@example.org"


def test_refused_message_fails_and_says_why(mail_server):
    mail_server.answer = "550 No such person"
    message = a_message()

    assert deliver_message(message_id=message.pk) is False

    assert state(message) == MessageState.FAILED
    assert "No such person" in message.error


def test_busy_server_is_tried_again_later(mail_server):
    mail_server.answer = "451 Busy"
    message = a_message()

    deliver_message(message_id=message.pk)

    assert (state(message), message.attempts) == (MessageState.QUEUED, 1)
    assert message.due_at > timezone.now() + timedelta(seconds=50)


def test_unreachable_server_is_tried_again_later(mail_server, settings):
    settings.EMAIL_PORT = 9
    message = a_message()

    deliver_message(message_id=message.pk)

    assert state(message) == MessageState.QUEUED


def test_after_many_attempts_it_fails(mail_server, settings):
    settings.EMAIL_PORT = 9
    message = a_message()
    OutboxMessage.objects.update(attempts=MOST_ATTEMPTS - 1)

    deliver_message(message_id=message.pk)

    assert state(message) == MessageState.FAILED


def test_lost_connection_in_the_middle_is_not_guessed_at(mail_server):
    mail_server.answer = "hang up"
    message = a_message()

    deliver_message(message_id=message.pk)

    assert state(message) == MessageState.UNSURE


def test_interrupted_message_becomes_unsure_with_smtp(mail_server):
    message = a_message()
    OutboxMessage.objects.update(state=MessageState.SENDING, claimed_at=timezone.now() - timedelta(minutes=5))

    send_left_behind()

    assert (state(message), mail_server.received) == (MessageState.UNSURE, [])


def test_interrupted_message_is_sent_again_where_twice_is_once(folder):
    message = a_message()
    deliver_message(message_id=message.pk)
    OutboxMessage.objects.update(
        state=MessageState.SENDING, sent_at=None, claimed_at=timezone.now() - timedelta(minutes=5)
    )

    send_left_behind()

    assert (state(message), len(list(folder.glob("*.eml")))) == (MessageState.SENT, 1)


def test_message_in_a_living_workers_hands_is_left_alone(folder):
    message = a_message()
    OutboxMessage.objects.update(state=MessageState.SENDING, claimed_at=timezone.now())

    send_left_behind()

    assert state(message) == MessageState.SENDING


def test_sweep_sends_what_was_left_behind(folder):
    message = a_message()
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(minutes=1))

    assert send_left_behind() == 1

    assert (state(message), len(list(folder.glob("*.eml")))) == (MessageState.SENT, 1)


def test_sweep_leaves_fresh_messages_to_the_worker(folder):
    a_message()

    assert send_left_behind() == 0


def test_sweep_stops_when_its_time_is_up_and_leaves_the_rest_queued(mail_server):
    mail_server.pause_s = 0.3
    long_ago = timezone.now() - timedelta(minutes=1)
    first, second = (a_message(key=f"note:{hour}", due_at=long_ago + timedelta(seconds=hour)) for hour in range(2))

    looked_at = send_left_behind(seconds=0.2)

    assert (looked_at, state(first), state(second)) == (1, MessageState.SENT, MessageState.QUEUED)


def test_next_sweep_sends_what_the_last_one_left(folder):
    message = a_message(due_at=timezone.now() - timedelta(minutes=1))

    assert [send_left_behind(seconds=0), send_left_behind()] == [0, 1]

    assert state(message) == MessageState.SENT


def a_secret(**fields):
    return a_message(secret=True, html="<p>Code 123456</p>", text="Code 123456", **fields)


def words(message):
    message.refresh_from_db()
    return (message.state, message.text, message.html)


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ("250 OK", MessageState.SENT),
        ("550 No such person", MessageState.FAILED),
        ("hang up", MessageState.UNSURE),
    ],
)
def test_secret_text_is_wiped_however_it_ends(mail_server, answer, end):
    mail_server.answer = answer
    message = a_secret()

    deliver_message(message_id=message.pk)

    assert words(message) == (end, "", "")


def test_secret_text_is_kept_while_it_is_tried_again(mail_server):
    mail_server.answer = "451 Busy"
    message = a_secret()

    deliver_message(message_id=message.pk)

    assert words(message) == (MessageState.QUEUED, "Code 123456\n", "<p>Code 123456</p>")


def test_secret_text_is_wiped_when_a_worker_died_with_it(mail_server):
    open_one, secret = a_message(), a_secret(key="code:1")
    OutboxMessage.objects.update(state=MessageState.SENDING, claimed_at=timezone.now() - timedelta(minutes=5))

    send_left_behind()

    assert words(secret) == (MessageState.UNSURE, "", "")
    assert words(open_one) == (MessageState.UNSURE, "Good day\n", "")


def test_wiped_secret_cannot_be_sent_again(mail_server):
    mail_server.answer = "550 No such person"
    message = a_secret()
    deliver_message(message_id=message.pk)

    with pytest.raises(TextWipedError, match="Ask the person to request a new code"):
        resend_message(message_id=message.pk, by="user:1")

    assert state(message) == MessageState.FAILED


def logged(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "attendees.services.outbox"]


def test_refused_person_is_not_named_in_the_log(mail_server, caplog):
    mail_server.refuses_people = True
    message = a_message()

    deliver_message(message_id=message.pk)

    assert logged(caplog) == [f"Message {message.pk} could not be sent: SMTPRecipientsRefused 550"]
    message.refresh_from_db()
    assert "priya@example.org" in message.error


def test_refused_content_is_logged_by_its_code_alone(mail_server, caplog):
    mail_server.answer = "554 priya@example.org is blocked"
    message = a_message()

    deliver_message(message_id=message.pk)

    assert logged(caplog) == [f"Message {message.pk} could not be sent: SMTPDataError 554"]


def test_unreachable_server_is_logged_by_the_kind_of_error(mail_server, settings, caplog):
    settings.EMAIL_PORT = 9
    message = a_message()
    OutboxMessage.objects.update(attempts=MOST_ATTEMPTS - 1)

    deliver_message(message_id=message.pk)

    assert logged(caplog) == [f"Message {message.pk} could not be sent: ConnectionRefusedError"]


def test_failed_message_can_be_sent_again(mail_server):
    message = a_message()
    OutboxMessage.objects.update(state=MessageState.FAILED)

    resend_message(message_id=message.pk, by="user:1")
    deliver_message(message_id=message.pk)

    assert (state(message), len(mail_server.received)) == (MessageState.SENT, 1)


def test_sent_message_cannot_be_sent_again(mail_server):
    message = a_message()
    deliver_message(message_id=message.pk)

    with pytest.raises(MoveRefusedError):
        resend_message(message_id=message.pk, by="user:1")

    assert len(mail_server.received) == 1


def test_sent_without_a_time_is_refused_by_the_database():
    a_message()

    with pytest.raises(IntegrityError, match="message_sent_at"), transaction.atomic():
        OutboxMessage.objects.update(state=MessageState.SENT)


def test_message_comes_from_the_provider(mail_server, settings):
    settings.DEFAULT_FROM_EMAIL = "Lectern <bookings@alder.example>"
    make_provider(name="Alder Training")

    deliver_message(message_id=a_message().pk)

    email = message_from_bytes(mail_server.received[0], policy=policy.default)
    assert email["From"] == "Alder Training <bookings@alder.example>"
