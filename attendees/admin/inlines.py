"""What hangs on a booking, to look at."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.decorators import display

from attendees.admin.money import amount
from attendees.models import Payment, Place
from workshops.admin.base import OrganiserInline
from workshops.foundation.money import exact_amount, spoken_price


class ReadOnlyInline(OrganiserInline, TabularInline):
    """Rows that services own, on the page of the row they belong to."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class PlaceInline(ReadOnlyInline):
    model = Place
    fields = ("attendee_name", "attendee_email", "ticket_type", "price", "state", "declaration")
    readonly_fields = ("price",)
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("ticket_type")

    @display(description="Price")
    def price(self, place: Place) -> str:
        return spoken_price(place.price_pence)


class PaymentInline(ReadOnlyInline):
    model = Payment
    fields = ("method", "amount", "state", "paid_at", "refunds")
    readonly_fields = ("amount", "refunds")
    hide_title = True
    amount = staticmethod(amount)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("booking").prefetch_related("refunds")

    @display(description="Refunds")
    def refunds(self, payment: Any) -> str:
        given = [
            f"{exact_amount(refund.amount_pence)} {refund.get_state_display()}" for refund in payment.refunds.all()
        ]
        return "; ".join(given) or "None"
