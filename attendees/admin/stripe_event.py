"""What Stripe told us, to look at."""

from django.contrib import admin
from unfold.decorators import display

from attendees.models import StripeEvent
from workshops.admin.base import ReadOnlyAdmin
from workshops.admin.labels import STATES


@admin.register(StripeEvent)
class StripeEventAdmin(ReadOnlyAdmin):
    list_display = ("event_id", "kind", "shown_state", "attempts", "received_at", "done_at")
    list_filter = ("state", "kind")
    search_fields = ("event_id", "object_id")
    ordering = ("-pk",)
    fields = ("event_id", "kind", "object_id", "state", "attempts", "error", "received_at", "done_at")

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, event: StripeEvent) -> str:
        return event.get_state_display()
