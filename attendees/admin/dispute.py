"""Disputes, to look at: they are answered in Stripe's dashboard."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from unfold.decorators import display

from attendees.admin.money import amount
from attendees.models import Dispute
from workshops.admin.base import ReadOnlyAdmin
from workshops.admin.labels import FIELDS, STATES

LABELS = FIELDS | {
    "stripe_id": "Stripe dispute",
    "answer_by": "Answer by",
    "opened_at": "Opened",
    "closed_at": "Decided",
}


@admin.register(Dispute)
class DisputeAdmin(ReadOnlyAdmin):
    list_display = ("booking", "amount", "shown_state", "shown_reason", "answer_by", "opened_at", "closed_at")
    list_filter = ("state",)
    list_select_related = ("payment__booking",)
    search_fields = ("payment__booking__reference", "payment__booking__booker_email", "stripe_id")
    search_help_text = "Booking reference, email, or Stripe's id"
    ordering = ("-pk",)
    shows_changes = True
    readonly_fields = ("booking", "amount", "shown_reason", "at_stripe")
    fields = (
        "booking",
        "payment",
        "state",
        "amount",
        "shown_reason",
        "answer_by",
        "at_stripe",
        "stripe_id",
        "opened_at",
        "closed_at",
    )
    amount = staticmethod(amount)

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{"labels": LABELS} | kwargs)

    @display(description="Booking", ordering="payment__booking__reference")
    def booking(self, dispute: Dispute) -> str:
        return dispute.payment.booking.reference

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, dispute: Dispute) -> str:
        return dispute.get_state_display()

    @display(description="Reason", ordering="reason")
    def shown_reason(self, dispute: Dispute) -> str:
        return dispute.reason.replace("_", " ").capitalize()

    @display(description="Answer it at")
    def at_stripe(self, dispute: Dispute) -> str:
        return f"dashboard.stripe.com/disputes/{dispute.stripe_id}"
