"""Sending what stands in the outbox: each message once, none lost.

A message is claimed by one conditional UPDATE, sent outside any transaction, and then marked. A worker that dies
between the two leaves the state "being sent": a back end that can send twice without harm sends it again; for any
other it becomes "perhaps sent", and an organiser decides (docs/adr/0004-email-outbox.md).
"""

import logging
import smtplib
from datetime import timedelta
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from attendees.enums import MessageState
from attendees.models import Document, OutboxMessage
from attendees.services.overtaken import is_overtaken
from workshops.foundation.budget import SWEEP_SECONDS, within
from workshops.foundation.claims import lapsed
from workshops.foundation.errors import MoveRefusedError
from workshops.foundation.queueing import queue_task
from workshops.queries import current_provider
from workshops.services.transitions import transition

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
GRACE = timedelta(seconds=20)
BATCH = 200
WIPED = {"text": "", "html": ""}
GONE = "This message held a sign-in code or link, and its text is wiped. Ask the person to request a new code."


class TextWipedError(MoveRefusedError):
    """A secret message whose text is gone."""


def deliver_message(*, message_id: int) -> bool:
    """Send one queued message now; False when it was not ours to send, or has to wait."""
    now = timezone.now()
    waiting = OutboxMessage.objects.filter(pk=message_id, state=MessageState.QUEUED, due_at__lte=now)
    if not waiting.update(state=MessageState.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return False
    message = OutboxMessage.objects.get(pk=message_id)
    if is_overtaken(message):
        return _withdraw(message)
    connection = get_connection()
    try:
        email = _email(message)
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return _try_later(message, error)
    try:
        return _send(message, email, connection)
    finally:
        connection.close()


def _withdraw(message: OutboxMessage) -> bool:
    """It was never sent, so nobody misses the record of it; without it the same may be said again when it is due."""
    OutboxMessage.objects.filter(pk=message.pk, state=MessageState.SENDING).delete()
    return False


def _send(message: OutboxMessage, email: EmailMultiAlternatives, connection: Any) -> bool:
    """From here on a failure may hide a success: only a clear answer of the mail server is believed."""
    try:
        connection.send_messages([email])
    except smtplib.SMTPRecipientsRefused as error:
        return _give_up(message, error)
    except smtplib.SMTPResponseException as error:
        return _try_later(message, error) if 400 <= error.smtp_code < 500 else _give_up(message, error)
    except (OSError, smtplib.SMTPException) as error:
        return _try_later(message, error) if _repeatable(connection) else _mark(message, MessageState.UNSURE, error)
    return _mark(message, MessageState.SENT)


def _email(message: OutboxMessage) -> EmailMultiAlternatives:
    stamp = message.created_at.strftime("%Y%m%dT%H%M%S")
    domain = urlsplit(settings.SITE_URL).hostname or "localhost"
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=formataddr((current_provider().name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[message.to],
        headers={
            "Message-ID": f"<{stamp}.{message.kind}.{message.message_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        email.attach(*_attached(attachment))
    return email


def _attached(attachment: dict[str, Any]) -> tuple[str, str | bytes, str]:
    """Name, content and media type. Of a document the stored PDF: raises OSError where it cannot be read."""
    if "document" not in attachment:
        return attachment["name"], attachment["text"], attachment["media_type"]
    document = Document.objects.get(pk=attachment["document"])
    with document.pdf.open("rb") as file:
        return attachment["name"], file.read(), "application/pdf"


def _repeatable(connection: Any) -> bool:
    return bool(getattr(connection, "idempotent", False))


def _mark(message: OutboxMessage, state: MessageState, error: Exception | None = None) -> bool:
    """End the sending, well or not; a secret text goes with it."""
    changes: dict[str, Any] = {"state": state, "error": str(error or "")[:300]}
    if state == MessageState.SENT:
        changes["sent_at"] = timezone.now()
    if message.secret:
        changes |= WIPED
    OutboxMessage.objects.filter(pk=message.pk, state=MessageState.SENDING).update(**changes)
    return state == MessageState.SENT


def _try_later(message: OutboxMessage, error: Exception) -> bool:
    """Queue it again after a pause that doubles: 1, 2, 4 … minutes."""
    if message.attempts >= MOST_ATTEMPTS:
        return _give_up(message, error)
    pause = timedelta(minutes=2 ** (message.attempts - 1))
    mine = OutboxMessage.objects.filter(pk=message.pk, state=MessageState.SENDING)
    mine.update(state=MessageState.QUEUED, due_at=timezone.now() + pause, error=str(error)[:300])
    return False


def _give_up(message: OutboxMessage, error: Exception) -> bool:
    logger.error("Message %s could not be sent: %s", message.pk, _kind(error))
    return _mark(message, MessageState.FAILED, error)


def _kind(error: Exception) -> str:
    """The error's class and the mail server's code. Its words stay out of the log: they often name the person."""
    code = getattr(error, "smtp_code", "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    return f"{type(error).__name__} {code}".rstrip()


def send_left_behind(*, seconds: float = SWEEP_SECONDS) -> int:
    """Send messages that no worker took up, and settle those a dead worker left; how many were looked at.

    Begins no message after `seconds`: Celery's time limit in the middle of one would leave it perhaps sent.
    """
    now = timezone.now()
    _settle_interrupted()
    left = OutboxMessage.objects.filter(state=MessageState.QUEUED, due_at__lte=now - GRACE).order_by("due_at")
    looked_at = 0
    for key in within(seconds, list(left.values_list("pk", flat=True)[:BATCH])):
        deliver_message(message_id=key)
        looked_at += 1
    return looked_at


def _settle_interrupted() -> None:
    dead = OutboxMessage.objects.filter(state=MessageState.SENDING, claimed_at__lt=lapsed(timezone.now()))
    if _repeatable(get_connection()):
        dead.update(state=MessageState.QUEUED, due_at=timezone.now() - 2 * GRACE)
    else:
        unsure = {"state": MessageState.UNSURE, "error": "The worker stopped while this was being sent."}
        dead.filter(secret=True).update(**unsure, **WIPED)
        dead.filter(secret=False).update(**unsure)


def resend_message(*, message_id: int, by: str) -> OutboxMessage:
    """Queue a failed message, or one that was perhaps sent, once more. Locks it.

    Raises MoveRefusedError for one that is queued or was sent, TextWipedError for a secret one whose text is gone.
    """
    from attendees.tasks import send_message

    with transaction.atomic():
        message = OutboxMessage.objects.select_for_update().get(pk=message_id)
        if message.secret and not message.text:
            raise TextWipedError(GONE)
        message.due_at, message.attempts = timezone.now(), 0
        transition(message, to=MessageState.QUEUED, by=by, save=("due_at", "attempts"))
        queue_task(send_message, message.pk)
    return message
