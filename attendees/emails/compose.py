"""Renders a message from its three templates and puts it into the outbox, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from attendees.models import OutboxMessage
from workshops.foundation.queueing import queue_task
from workshops.queries import current_provider


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A text file that goes with a message."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DocumentAttachment:
    """The stored PDF of an invoice or a credit note, by the id of its row. Its bytes are read when it is sent."""

    name: str
    document: int


def queue_email(
    *,
    kind: str,
    key: str,
    to: str,
    context: Mapping[str, Any],
    attachments: Sequence[Attachment | DocumentAttachment] = (),
    due_at: datetime | None = None,
) -> OutboxMessage:
    """Write one message to the outbox; the same kind and key a second time gives the first message back.

    Templates: emails/<kind>_subject.txt, .txt and .html. A task sends it after the commit; one that has a `due_at` is
    left to the sweep until then.
    """
    shown = {"provider": current_provider(), "site_url": settings.SITE_URL, **context}
    return store_message(
        kind=kind,
        key=f"{kind}:{key}",
        to=to,
        subject=render_to_string(f"emails/{kind}_subject.txt", shown),
        text=render_to_string(f"emails/{kind}.txt", shown),
        html=render_to_string(f"emails/{kind}.html", shown),
        attachments=[asdict(attachment) for attachment in attachments],
        due_at=due_at or timezone.now(),
    )


def store_message(
    *, kind: str, key: str, to: str, subject: str, text: str, html: str = "", **fields: Any
) -> OutboxMessage:
    """Write a finished message to the outbox, once for each `key`, and queue its sending."""
    from attendees.tasks import send_message

    message, is_new = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "subject": " ".join(subject.split())[:250],
            "text": text.strip() + "\n",
            "html": html,
            "due_at": timezone.now(),
            **fields,
        },
    )
    if is_new:
        queue_task(send_message, message.pk)
    return message
