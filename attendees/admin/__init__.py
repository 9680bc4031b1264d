"""The organisers' pages about who comes."""

from attendees.admin import (
    attendance_query,
    booking,
    discrepancy,
    dispute,
    document,
    group,
    outbox,
    payment,
    place,
    refund,
    stripe_event,
    user,
    waiting,
)

__all__ = [
    "attendance_query",
    "booking",
    "discrepancy",
    "dispute",
    "document",
    "group",
    "outbox",
    "payment",
    "place",
    "refund",
    "stripe_event",
    "user",
    "waiting",
]
