"""The organisers' pages about who comes."""

from attendees.admin import (
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
