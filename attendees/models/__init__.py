"""Who comes: people, their bookings and payments, what was sent to them, and whether they came."""

from attendees.models.attendance import Attendance
from attendees.models.booking import BillingDetails, Booking
from attendees.models.document import Document, NumberSeries
from attendees.models.evidence import (
    AccessNeed,
    AttendanceFile,
    AttendanceQuery,
    CheckIn,
    ColumnChoice,
    IdentityDecision,
    Stay,
)
from attendees.models.outbox import OutboxMessage
from attendees.models.payment import Payment, Refund
from attendees.models.place import Place, PlaceChange
from attendees.models.stripe import Discrepancy, Dispute, StripeEvent
from attendees.models.user import User
from attendees.models.waiting import WaitingListEntry

__all__ = [
    "AccessNeed",
    "Attendance",
    "AttendanceFile",
    "AttendanceQuery",
    "BillingDetails",
    "Booking",
    "CheckIn",
    "ColumnChoice",
    "Discrepancy",
    "Dispute",
    "Document",
    "IdentityDecision",
    "NumberSeries",
    "OutboxMessage",
    "Payment",
    "Place",
    "PlaceChange",
    "Refund",
    "Stay",
    "StripeEvent",
    "User",
    "WaitingListEntry",
]
