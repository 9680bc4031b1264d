"""Refunds, to look at."""

from django.contrib import admin
from unfold.decorators import display

from attendees.admin.money import amount
from attendees.models import Refund
from workshops.admin.base import ReadOnlyAdmin
from workshops.admin.labels import STATES


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ("booking", "amount", "shown_state", "reason", "created_at", "settled_at")
    list_filter = ("state",)
    list_select_related = ("payment__booking",)
    search_fields = ("payment__booking__reference", "stripe_id", "reason")
    search_help_text = "Booking reference, reason, or Stripe's id"
    ordering = ("-pk",)
    shows_changes = True
    readonly_fields = ("amount", "booking")
    fields = ("booking", "payment", "state", "amount", "reason", "stripe_id", "error", "created_at", "settled_at")
    amount = staticmethod(amount)

    @display(description="Booking", ordering="payment__booking__reference")
    def booking(self, refund: Refund) -> str:
        return refund.payment.booking.reference

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, refund: Refund) -> str:
        return refund.get_state_display()
