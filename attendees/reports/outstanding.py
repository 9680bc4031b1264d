"""Invoices that are not paid, or not in full."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from attendees.enums import BookingState, DocumentKind, Settlement
from attendees.models import Booking, Document
from attendees.reports.period import LONDON
from attendees.reports.table import Cell, Column, Kind, Table
from attendees.services.balances import balances_of

# An invoice is written once the booking is approved, or the offer accepted.
NOT_INVOICED = (BookingState.REQUESTED, BookingState.OFFERED, BookingState.DECLINED)
COLUMNS = (
    Column("Booking"),
    Column("Invoice"),
    Column("Billed to"),
    Column("Purchase order"),
    Column("Due", Kind.DAY),
    Column("Days overdue", Kind.NUMBER),
    Column("Outstanding", Kind.MONEY),
)
NOTE = (
    "As things stand today, the longest overdue first. Outstanding is what is owed for the places of a booking now, less what "
    "was paid and has not gone back."
)


def outstanding_invoices() -> Table:
    """Every booking on invoice for which something is still to be paid. Five queries."""
    invoice = Document.objects.filter(booking=OuterRef("pk"), kind=DocumentKind.INVOICE).order_by("-sequence")
    bookings = (
        Booking.objects.filter(settlement=Settlement.INVOICE)
        .exclude(state__in=NOT_INVOICED)
        .select_related("billing")
        .annotate(invoice=Subquery(invoice.values("number")[:1]))
    )
    found = list(bookings.order_by("billing__due_at", "pk"))
    balances = balances_of(found)
    owing = [booking for booking in found if balances[booking.pk].outstanding]
    return Table(
        title="Outstanding invoices",
        columns=COLUMNS,
        rows=[_row(booking, balances[booking.pk].outstanding) for booking in owing],
        notes=(NOTE,),
        booking_ids=[booking.pk for booking in owing],
        summed=("Outstanding",),
    )


def _row(booking: Any, outstanding: int) -> tuple[Cell, ...]:
    billing = getattr(booking, "billing", None)
    due = billing and timezone.localdate(billing.due_at, LONDON)
    return (
        booking.reference,
        booking.invoice or "",
        billing.name if billing else booking.booker_name,
        billing.purchase_order if billing else "",
        due,
        _overdue(due),
        outstanding,
    )


def _overdue(due: date | None) -> int:
    return max(0, (timezone.localdate(timezone=LONDON) - due).days) if due else 0
