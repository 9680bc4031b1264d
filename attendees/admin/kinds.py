"""What kinds of message are called in lists."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from attendees.models import OutboxMessage

KINDS = {
    "account": "Account",
    "booking_cancelled": "Booking cancelled",
    "booking_confirmed": "Booking confirmed",
    "booking_link": "Booking link",
    "certificate_ready": "Certificate ready",
    "hold_expired": "Seat released unpaid",
    "late_payment_refunded": "Late payment refunded",
    "offer_lapsed": "Offer ended unanswered",
    "seats_offered": "Seats offered",
    "session_cancelled": "Session cancelled",
    "waiting_joined": "Waiting list joined",
}


def kind_label(kind: str) -> str:
    """The words for a kind; one that has none yet is at least readable."""
    return KINDS.get(kind) or kind.replace("_", " ").capitalize()


class KindFilter(SimpleListFilter):
    """Messages of one kind."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(KINDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        return queryset.filter(kind=self.value()) if self.value() else queryset
