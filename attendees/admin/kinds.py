"""What kinds of message are called in lists."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from attendees.models import OutboxMessage

KINDS = {
    "account": "Account",
    "address_proof": "Address to confirm",
    "attendance_answered": "Query about attendance answered",
    "attendance_queried": "Query about attendance",
    "booking_cancelled": "Booking cancelled",
    "booking_confirmed": "Booking confirmed",
    "booking_link": "Booking link",
    "certificate_ready": "Certificate ready",
    "credit_note_issued": "Credit note",
    "difference_due": "Difference to pay for a move",
    "follow_up": "What happens next, after a session",
    "hold_expired": "Seat released unpaid",
    "invoice_issued": "Invoice",
    "invoice_reminder": "Invoice reminder",
    "late_payment_refunded": "Late payment refunded",
    "move_lapsed": "Move not paid for",
    "name_declined": "Name on a certificate declined",
    "naming_reminder": "Reminder to name places",
    "offer_lapsed": "Offer ended unanswered",
    "organiser_message": "Written by an organiser",
    "place_cancelled": "Place cancelled, to its attendee",
    "place_confirmed": "Place confirmed, to its attendee",
    "place_handed_over": "Place handed over",
    "place_link": "Place link",
    "place_moved": "Place moved",
    "places_cancelled": "Places given back",
    "reminder": "Reminder",
    "request_approved": "Request approved",
    "request_declined": "Request declined",
    "request_received": "Request received",
    "seats_offered": "Seats offered",
    "session_cancelled": "Session cancelled",
    "session_changed": "Session changed",
    "waiting_ended": "Waiting list ended",
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
