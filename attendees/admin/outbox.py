"""Messages: what was sent, what failed, and sending it again."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from unfold.decorators import action, display

from attendees.admin.filters import NEEDS_SOMEONE, AttentionFilter
from attendees.admin.kinds import KindFilter, kind_label
from attendees.enums import MessageState
from attendees.models import OutboxMessage
from attendees.services.outbox import resend_message
from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import STATES

SENT_ONCE = (
    "A message that was sent cannot be sent again from here, so that nobody gets it twice. "
    "If someone has lost theirs, open the booking and use “Send link again”."
)
HIDDEN = "Not shown: it holds a sign-in code or a private link."


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    list_display = ("subject", "to", "shown_state", "shown_kind", "made", "sent")
    list_filter = (AttentionFilter, "state", KindFilter)
    search_fields = ("to", "subject")
    ordering = ("-pk",)
    list_before_template = "admin/lectern/outbox_attention.html"
    actions = ("send_again",)
    actions_detail = ("send_again_one",)
    steps_to = {"send_again_one": MessageState.QUEUED}
    shows_changes = True
    readonly_fields = ("shown_kind", "shown_text", "shown_html", "shown_attachments")
    fieldsets = (
        (None, {"fields": ("to", "subject", "shown_kind", "state", "error"), "description": SENT_ONCE}),
        ("When (UK time)", {"fields": ("created_at", "due_at", "sent_at", "attempts")}),
        ("What it says", {"fields": ("shown_text", "shown_attachments", "shown_html")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("text", "html", "attachments")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        waiting = OutboxMessage.objects.filter(state__in=NEEDS_SOMEONE).count()
        return super().changelist_view(request, (extra_context or {}) | {"needs_attention": waiting})

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, message: OutboxMessage) -> str:
        return message.get_state_display()

    @display(description="Kind", ordering="kind")
    def shown_kind(self, message: OutboxMessage) -> str:
        return kind_label(message.kind)

    @display(description="Made", ordering="created_at")
    def made(self, message: OutboxMessage) -> str | None:
        return _moment(message.created_at)

    @display(description="Sent", ordering="sent_at")
    def sent(self, message: OutboxMessage) -> str | None:
        return _moment(message.sent_at)

    @display(description="Text")
    def shown_text(self, message: OutboxMessage) -> str:
        return _plain(message, message.text)

    @display(description="HTML, as source")
    def shown_html(self, message: OutboxMessage) -> str:
        return _plain(message, message.html)

    @display(description="Attachments")
    def shown_attachments(self, message: OutboxMessage) -> str:
        return ", ".join(attachment["name"] for attachment in message.attachments) or "None"

    @action(description="Send again", permissions=["act"])
    def send_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: resend_message(message_id=pk, by=actor(request)), done="Queued again")

    @action(description="Send again", url_path="send-again", permissions=["act"], icon="forward_to_inbox")
    def send_again_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        message = row_or_404(self, request, object_id)
        facts = [f"It goes to {message.to}."]
        if message.state == MessageState.UNSURE:
            facts.append("It may have arrived the first time: then it arrives twice.")
        return Step(
            admin=self,
            row=message,
            title=f"Send “{message.subject}” again",
            facts=facts,
            button="Send again",
            done="Queued again",
            act=lambda _: resend_message(message_id=message.pk, by=actor(request)),
        ).answer(request)


def _moment(at: datetime | None) -> str | None:
    """A day and time that stay on one line."""
    if at is None:
        return None
    return format_html('<span class="lectern-date">{}</span>', date_format(localtime(at), "j M, H:i"))


def _plain(message: OutboxMessage, text: str) -> str:
    if message.secret:
        return HIDDEN
    return format_html('<pre class="lectern-text">{}</pre>', text) if text else "None"
