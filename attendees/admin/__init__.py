"""The organisers' pages about who comes."""

from attendees.admin import booking, group, outbox, payment, refund, stripe_event, user, waiting

__all__ = ["booking", "group", "outbox", "payment", "refund", "stripe_event", "user", "waiting"]
