"""Invoices for which something is still to be paid, found with one question and summed by the one equation."""

from collections.abc import Iterable

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from attendees.enums import BookingState, PaymentState, Settlement
from attendees.models import Booking, Dispute, Payment, Refund
from attendees.services.balances import balances_of

# An invoice is written once the booking is approved, or the offer accepted.
NOT_INVOICED = (BookingState.REQUESTED, BookingState.OFFERED, BookingState.DECLINED)


def is_invoiced(booking: Booking) -> bool:
    """Whether an invoice was written for the booking, so that money may arrive by bank."""
    return booking.settlement == Settlement.INVOICE and booking.state not in NOT_INVOICED


def outstanding_of(bookings: Iterable[Booking]) -> dict[int, int]:
    """What is still to be paid of each invoiced booking, in pence, by its id. The same queries for any number."""
    invoiced = [booking for booking in bookings if is_invoiced(booking)]
    return {pk: balance.outstanding for pk, balance in balances_of(invoiced).items()} if invoiced else {}


def unpaid_invoices() -> dict[int, int]:
    """Every booking on invoice that is not paid in full: what is outstanding in pence, by its id."""
    return {pk: pence for pk, pence in outstanding_of(_perhaps_unpaid()).items() if pence}


def overdue_invoices(now: object) -> dict[int, int]:
    """Those of them that were due before `now`."""
    found = outstanding_of(_perhaps_unpaid().filter(billing__due_at__lt=now))
    return {pk: pence for pk, pence in found.items() if pence}


def _perhaps_unpaid() -> QuerySet[Booking]:
    """Leaves out what is plainly paid, so that old invoices are not read. Money that went back may leave a debt: kept in."""
    paid = Payment.objects.filter(booking=OuterRef("pk"), state=PaymentState.PAID).order_by().values("booking")
    arrived = Coalesce(Subquery(paid.annotate(sum=Sum("amount_pence")).values("sum")), 0, output_field=IntegerField())
    gave_back = Exists(Refund.objects.filter(payment__booking=OuterRef("pk")))
    disputed = Exists(Dispute.objects.filter(payment__booking=OuterRef("pk")))
    rows = Booking.objects.filter(settlement=Settlement.INVOICE).exclude(state__in=NOT_INVOICED)
    rows = rows.annotate(arrived=arrived).filter(total_pence__gt=F("waived_pence"))
    return rows.filter(Q(total_pence__gt=F("waived_pence") + F("arrived")) | gave_back | disputed)
