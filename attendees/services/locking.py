"""Locks are always taken in one order, each kind by ascending id, so that nobody waits in a circle.

The order: booking, payment, session, ticket type, discount code, waiting-list entry, number series (docs/bookings.md).
"""

from collections.abc import Iterable

from attendees.models import Booking, Payment
from workshops.models import Session, TicketType


def lock_booking(booking_id: int) -> Booking:
    """The booking anew and locked, with its session read. Call it inside a transaction, before any later lock."""
    return (
        Booking.objects.select_for_update(of=("self",), no_key=True)
        .select_related("session__workshop", "user")
        .get(pk=booking_id)
    )


def lock_payment(payment_id: int) -> Payment:
    """The payment anew, with its booking and itself locked, in that order. Call it inside a transaction."""
    booking_id = Payment.objects.values_list("booking_id", flat=True).get(pk=payment_id)
    booking = lock_booking(booking_id)
    payment = Payment.objects.select_for_update(of=("self",), no_key=True).get(pk=payment_id)
    payment.booking = booking
    return payment


def lock_sessions(session_ids: Iterable[int]) -> dict[int, Session]:
    """These sessions anew and locked, by id, the lowest first. Call it after bookings and payments are locked."""
    rows = Session.objects.select_for_update(of=("self",), no_key=True).select_related("workshop")
    return {session.pk: session for session in rows.filter(pk__in=set(session_ids)).order_by("pk")}


def lock_tickets(ticket_ids: Iterable[int]) -> None:
    """Lock these ticket types, the lowest first. Call it after their sessions are locked."""
    rows = TicketType.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=set(ticket_ids))
    list(rows.order_by("pk").values_list("pk", flat=True))
