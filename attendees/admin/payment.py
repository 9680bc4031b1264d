"""Payments, to look at."""

from django.contrib import admin
from unfold.decorators import display

from attendees.admin.money import amount
from attendees.models import Payment
from workshops.admin.base import ReadOnlyAdmin
from workshops.admin.labels import STATES


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ("booking", "amount", "shown_state", "method", "note", "created_at", "paid_at")
    list_filter = ("state", "method")
    list_select_related = ("booking",)
    search_fields = ("booking__reference", "booking__booker_email", "note", "checkout_id", "intent_id")
    search_help_text = "Booking reference, email, reference of a transfer, or an id of Stripe’s"
    ordering = ("-pk",)
    shows_changes = True
    readonly_fields = ("amount",)
    fields = (
        "booking",
        "method",
        "state",
        "amount",
        "note",
        "checkout_id",
        "checkout_expires_at",
        "intent_id",
        "looked_at",
        "created_at",
        "paid_at",
    )
    amount = staticmethod(amount)

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, payment: Payment) -> str:
        return payment.get_state_display()
