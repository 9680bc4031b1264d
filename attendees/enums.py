"""Choices and the tables of allowed moves of who comes."""

from django.db.models import TextChoices


class BookingState(TextChoices):
    HELD = "held", "Held until paid"
    CONFIRMED = "confirmed", "Confirmed"
    EXPIRED = "expired", "Expired"
    CANCELLED = "cancelled", "Cancelled"


class PlaceState(TextChoices):
    HELD = "held", "Held"
    CONFIRMED = "confirmed", "Confirmed"
    RELEASED = "released", "Released"


LIVE_PLACES = (PlaceState.HELD, PlaceState.CONFIRMED)


class PaymentMethod(TextChoices):
    CARD = "card", "Card, by Stripe"


class PaymentState(TextChoices):
    PENDING = "pending", "Not started"
    OPEN = "open", "At the checkout"
    PAID = "paid", "Paid"
    LAPSED = "lapsed", "Lapsed"


class RefundState(TextChoices):
    PENDING = "pending", "To be sent"
    SUCCEEDED = "succeeded", "Refunded"
    FAILED = "failed", "Failed"


class MessageState(TextChoices):
    QUEUED = "queued", "Queued"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    UNSURE = "unsure", "Perhaps sent"


class Decision(TextChoices):
    FULL = "full", "Attended in full"
    PART = "part", "Attended in part"
    ABSENT = "absent", "Absent"
    REVIEW = "review", "To review"


class EventState(TextChoices):
    NEW = "new", "To be worked off"
    DONE = "done", "Worked off"
    FAILED = "failed", "Failed"


BOOKING_MOVES = {
    BookingState.HELD: frozenset({BookingState.CONFIRMED, BookingState.EXPIRED, BookingState.CANCELLED}),
    BookingState.CONFIRMED: frozenset({BookingState.CANCELLED}),
    # A payment that arrives after the hold ran out still gets a seat if there is one.
    BookingState.EXPIRED: frozenset({BookingState.CONFIRMED}),
    BookingState.CANCELLED: frozenset[str](),
}
PLACE_MOVES = {
    PlaceState.HELD: frozenset({PlaceState.CONFIRMED, PlaceState.RELEASED}),
    PlaceState.CONFIRMED: frozenset({PlaceState.RELEASED}),
    PlaceState.RELEASED: frozenset({PlaceState.CONFIRMED}),
}
PAYMENT_MOVES = {
    PaymentState.PENDING: frozenset({PaymentState.OPEN, PaymentState.PAID, PaymentState.LAPSED}),
    PaymentState.OPEN: frozenset({PaymentState.PAID, PaymentState.LAPSED}),
    PaymentState.LAPSED: frozenset({PaymentState.PAID}),
    PaymentState.PAID: frozenset[str](),
}
REFUND_MOVES = {
    RefundState.PENDING: frozenset({RefundState.SUCCEEDED, RefundState.FAILED}),
    RefundState.FAILED: frozenset({RefundState.PENDING, RefundState.SUCCEEDED}),
    RefundState.SUCCEEDED: frozenset({RefundState.FAILED}),
}
MESSAGE_MOVES = {
    MessageState.QUEUED: frozenset({MessageState.SENDING, MessageState.FAILED}),
    MessageState.SENDING: frozenset({MessageState.SENT, MessageState.QUEUED, MessageState.FAILED, MessageState.UNSURE}),
    MessageState.SENT: frozenset[str](),
    MessageState.FAILED: frozenset({MessageState.QUEUED}),
    MessageState.UNSURE: frozenset({MessageState.QUEUED, MessageState.SENT}),
}
