"""Who comes: people, their bookings and payments, what was sent to them, and whether they came."""

from attendees.models.attendance import Attendance
from attendees.models.booking import Booking, Place
from attendees.models.outbox import OutboxMessage
from attendees.models.payment import Payment, Refund, StripeEvent
from attendees.models.user import User
from attendees.models.waiting import WaitingListEntry

__all__ = [
    "Attendance",
    "Booking",
    "OutboxMessage",
    "Payment",
    "Place",
    "Refund",
    "StripeEvent",
    "User",
    "WaitingListEntry",
]
