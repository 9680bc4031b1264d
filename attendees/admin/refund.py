"""Refunds: to look at, to send again once one has failed, and to note that the money went back in another way."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display

from attendees.admin.money import amount
from attendees.enums import PaymentMethod, RefundState
from attendees.models import Refund
from attendees.services.refunding import retry_refund, settle_refund_by_hand
from workshops.admin.actions import Step, row_or_404, run_each
from workshops.admin.base import ReadOnlyAdmin, actor
from workshops.admin.labels import STATES
from workshops.foundation.money import exact_amount


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ("booking", "amount", "shown_state", "reason", "shown_way", "created_at", "settled_at")
    list_filter = ("state", "is_outside", "payment__method")
    list_select_related = ("payment__booking",)
    search_fields = ("payment__booking__reference", "stripe_id", "reason")
    search_help_text = "Booking reference, reason, or Stripe's id"
    ordering = ("-pk",)
    actions = ("send_again",)
    actions_detail = ("send_again_one", "returned_one")
    steps_to = {"send_again_one": RefundState.PENDING, "returned_one": RefundState.SUCCEEDED}
    shows_changes = True
    readonly_fields = ("amount", "booking", "shown_way")
    fields = (
        "booking",
        "payment",
        "state",
        "amount",
        "reason",
        "shown_way",
        "stripe_id",
        "error",
        "created_at",
        "settled_at",
    )
    amount = staticmethod(amount)

    @display(description="Booking", ordering="payment__booking__reference")
    def booking(self, refund: Refund) -> str:
        return refund.payment.booking.reference

    @display(description="State", ordering="state", label=STATES)
    def shown_state(self, refund: Refund) -> str:
        return refund.get_state_display()

    @display(description="How", ordering="payment__method")
    def shown_way(self, refund: Refund) -> str:
        if refund.payment.method == PaymentMethod.BANK:
            return "Bank transfer, sent by hand"
        return "Made in Stripe’s dashboard" if refund.is_outside else "To the card, by Stripe"

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        """Nothing is sent again that Stripe does not send, nor settled that Stripe has under way."""
        shown = super().get_actions_detail(request, object_id)
        refund = self.get_object(request, str(object_id))
        closed = _closed_steps(refund) if refund else set()
        return [step for step in shown if not step.action_name.endswith(tuple(closed))]

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

    @action(description="Returned another way", url_path="returned", permissions=["act"], icon="account_balance")
    def returned_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        refund = row_or_404(self, request, object_id)
        money = exact_amount(refund.amount_pence)
        return Step(
            admin=self,
            row=refund,
            title=f"Note that {money} was returned",
            facts=[
                f"You have given {money} back for booking {refund.payment.booking.reference}, such as by bank transfer.",
                "Nothing is sent from here. The refund counts as done from now on.",
            ],
            button="It was returned",
            done="Noted as returned",
            act=lambda reason: settle_refund_by_hand(refund_id=refund.pk, by=actor(request), reason=reason),
            asks_reason=True,
        ).answer(request)


def _closed_steps(refund: Refund) -> set[str]:
    is_card = refund.payment.method == PaymentMethod.CARD
    if refund.is_outside:
        return {"_send_again_one", "_returned_one"}
    if not is_card:
        return {"_send_again_one"}
    return {"_returned_one"} if refund.state == RefundState.PENDING else set()
