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
    return store_message(
        kind=kind,
        key=f"{kind}:{key}",
        to=to,
        **render_email(kind, context),
        attachments=[asdict(attachment) for attachment in attachments],
        due_at=due_at or timezone.now(),
    )


def render_email(kind: str, context: Mapping[str, Any]) -> dict[str, str]:
    """Subject, text and HTML of a kind of message, from its three templates."""
    shown = {"provider": current_provider(), "site_url": settings.SITE_URL, **context}
    return {
        "subject": render_to_string(f"emails/{kind}_subject.txt", shown),
        "text": render_to_string(f"emails/{kind}.txt", shown),
        "html": render_to_string(f"emails/{kind}.html", shown),
    }


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


def drawn_up(*, kind: str, key: str, to: str, context: Mapping[str, Any]) -> OutboxMessage:
    """A message as `queue_email` would write it, not written yet: one of many that go into the outbox together."""
    parts = render_email(kind, context)
    return OutboxMessage(
        kind=kind,
        key=f"{kind}:{key}",
        to=to,
        subject=" ".join(parts["subject"].split())[:250],
        text=parts["text"].strip() + "\n",
        html=parts["html"],
        due_at=timezone.now(),
    )


def store_messages(messages: Sequence[OutboxMessage]) -> int:
    """Write messages to the outbox in one statement, each once for its key, and queue their sending; how many were new.

    In the caller's transaction, and in as many queries for hundreds as for one.
    """
    from attendees.tasks import send_message

    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
    mine = OutboxMessage.objects.filter(message_id__in=[message.message_id for message in messages])
    new = list(mine.order_by("pk").values_list("pk", flat=True))
    for pk in new:
        queue_task(send_message, pk)
    return len(new)
