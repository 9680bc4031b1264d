"""What Stripe and our records tell differently: to look at, and to settle once someone has decided."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display

from attendees.enums import DiscrepancyState
from attendees.models import Discrepancy
from attendees.services.discrepancies import settle_discrepancy
from workshops.admin.actions import ListStep, Step, row_or_404
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import FIELDS, STATES

LABELS = FIELDS | {"subject": "Id", "found_at": "Found", "settled_at": "Settled"}
WHAT_IT_DOES = "Settling moves no money and changes no booking. It says that you have looked and done what is needed."


@admin.register(Discrepancy)
class DiscrepancyAdmin(ReadOnlyAdmin):
    list_display = ("kind", "detail", "shown_state", "booking", "found_at", "settled_at")
    list_filter = ("state", "kind")
    list_select_related = ("payment__booking",)
    search_fields = ("subject", "detail", "payment__booking__reference")
    search_help_text = "Booking reference, an id of Stripe's, or words of the description"
    ordering = ("-pk",)
    actions = ("settle",)
    actions_detail = ("settle_one",)
    steps_to = {"settle_one": DiscrepancyState.SETTLED}
    shows_changes = True
    readonly_fields = ("booking",)
    fields = ("kind", "state", "detail", "booking", "payment", "subject", "found_at", "settled_at")

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{"labels": LABELS} | kwargs)

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, row: Discrepancy) -> str:
        return row.get_state_display()

    @display(description="Booking", ordering="payment__booking__reference")
    def booking(self, row: Discrepancy) -> str:
        return row.payment.booking.reference if row.payment else ""

    @action(description="Settle", permissions=["act"])
    def settle(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return ListStep(
            admin=self,
            rows=queryset,
            name="settle",
            title="Settle these discrepancies",
            facts=[*queryset.values_list("detail", flat=True)[:20], WHAT_IT_DOES],
            button="Settle",
            done="Settled",
            act=lambda pk, reason: settle_discrepancy(discrepancy_id=pk, by=actor(request), reason=reason),
        ).answer(request)

    @action(description="Settle", url_path="settle", permissions=["act"], icon="check")
    def settle_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = row_or_404(self, request, object_id)
        return Step(
            admin=self,
            row=row,
            title="Settle this discrepancy",
            facts=[row.detail, WHAT_IT_DOES],
            button="Settle",
            done="Settled",
            act=lambda reason: settle_discrepancy(discrepancy_id=row.pk, by=actor(request), reason=reason),
            asks_reason=True,
        ).answer(request)
