"""Email as a record: written with the change it tells of, sent after the commit, kept."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q

from attendees.enums import MESSAGE_MOVES, MessageState
from workshops.models.constraints import one_of


class OutboxMessage(models.Model):
    """One message to one address. `key` (kind and object) makes a repeat impossible.

    A message marked `secret` holds a sign-in code or a password link: organisers never see its text,
    and the text is wiped however its sending ends. Personal data: to, subject, text, html.
    """

    MOVES = MESSAGE_MOVES

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=MessageState.choices, default=MessageState.QUEUED)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True, help_text="Each with file name, media type and text.")
    secret = models.BooleanField(default=False)
    message_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "message"
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("state", MessageState, name="message_state"),
            CheckConstraint(condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False), name="message_sent_at"),
            CheckConstraint(
                condition=~Q(state=MessageState.SENDING) | Q(claimed_at__isnull=False), name="message_claimed_at"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="message_waiting",
                condition=Q(state__in=[MessageState.QUEUED, MessageState.SENDING]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"
