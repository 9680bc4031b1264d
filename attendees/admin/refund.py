"""Refunds: to look at, and to send again once one has failed."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display

from attendees.admin.money import amount
from attendees.enums import RefundState
from attendees.models import Refund
from attendees.services.refunding import retry_refund
from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import STATES
from workshops.foundation.money import exact_amount


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ("booking", "amount", "shown_state", "reason", "created_at", "settled_at")
    list_filter = ("state",)
    list_select_related = ("payment__booking",)
    search_fields = ("payment__booking__reference", "stripe_id", "reason")
    search_help_text = "Booking reference, reason, or Stripe's id"
    ordering = ("-pk",)
    actions = ("send_again",)
    actions_detail = ("send_again_one",)
    steps_to = {"send_again_one": RefundState.PENDING}
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

    @action(description="Send again", permissions=["act"])
    def send_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        run_each(request, queryset, lambda pk: retry_refund(refund_id=pk, by=actor(request)), done="Queued again")

    @action(description="Send again", url_path="send-again", permissions=["act"], icon="undo")
    def send_again_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        refund = row_or_404(self, request, object_id)
        money = exact_amount(refund.amount_pence)
        facts = [f"{money} goes back to the card that paid for booking {refund.payment.booking.reference}."]
        if refund.error:
            facts.append(f"Last time Stripe said: {refund.error}")
        return Step(
            admin=self,
            row=refund,
            title=f"Send the refund of {money} again",
            facts=facts,
            button="Send again",
            done="Queued again",
            act=lambda _: retry_refund(refund_id=refund.pk, by=actor(request)),
        ).answer(request)
