"""Choices and the tables of allowed moves of who comes."""

from django.db.models import TextChoices


class BookingState(TextChoices):
    REQUESTED = "requested", "To be approved"
    OFFERED = "offered", "Offered"
    HELD = "held", "Held until paid"
    CONFIRMED = "confirmed", "Confirmed"
    EXPIRED = "expired", "Expired"
    CANCELLED = "cancelled", "Cancelled"
    DECLINED = "declined", "Declined"


# Bookings whose places take a seat.
LIVE_BOOKINGS = (BookingState.REQUESTED, BookingState.OFFERED, BookingState.HELD, BookingState.CONFIRMED)


class Settlement(TextChoices):
    CARD = "card", "By card"
    INVOICE = "invoice", "By invoice"


class PlaceState(TextChoices):
    HELD = "held", "Held"
    CONFIRMED = "confirmed", "Confirmed"
    RELEASED = "released", "Released"


LIVE_PLACES = (PlaceState.HELD, PlaceState.CONFIRMED)


class PaymentMethod(TextChoices):
    CARD = "card", "Card, by Stripe"
    BANK = "bank", "Bank transfer"


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


class MessageGroup(TextChoices):
    EVERYONE = "everyone", "Everyone with a place"
    ABSENT = "absent", "Those who have not been seen yet"
    UNNAMED = "unnamed", "Bookers of places without a name"
    WAITING = "waiting", "Those on the waiting list"


class Decision(TextChoices):
    FULL = "full", "Attended in full"
    PART = "part", "Attended in part"
    ABSENT = "absent", "Absent"
    REVIEW = "review", "To review"


class StaySource(TextChoices):
    REPORT = "report", "Report file"
    CODE = "code", "Check-in code"
    SCAN = "scan", "Scan at the door"
    JOINED = "joined", "Joining page"
    ORGANISER = "organiser", "Organiser"


class FileState(TextChoices):
    READ = "read", "To be applied"
    APPLIED = "applied", "Applied"
    DISCARDED = "discarded", "Discarded"


class QueryState(TextChoices):
    OPEN = "open", "To be answered"
    ANSWERED = "answered", "Answered"


class EventState(TextChoices):
    NEW = "new", "To be worked off"
    DONE = "done", "Worked off"
    FAILED = "failed", "Failed"


class WaitingState(TextChoices):
    WAITING = "waiting", "Waiting"
    OFFERED = "offered", "Offered seats"
    BOOKED = "booked", "Booked"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Offer lapsed"
    LEFT = "left", "Left"


STILL_WAITING = (WaitingState.WAITING, WaitingState.OFFERED)


class ChangeKind(TextChoices):
    NAMED = "named", "Named"
    RENAMED = "renamed", "Name corrected"
    HANDED_OVER = "handed_over", "Handed over"
    MOVED = "moved", "Moved"
    CANCELLED = "cancelled", "Cancelled"


class DocumentKind(TextChoices):
    INVOICE = "invoice", "Invoice"
    RECEIPT = "receipt", "Receipt"
    CREDIT_NOTE = "credit_note", "Credit note"


class DisputeState(TextChoices):
    OPEN = "open", "To be answered"
    WON = "won", "Won"
    LOST = "lost", "Lost"


class DiscrepancyKind(TextChoices):
    UNKNOWN_PAYMENT = "unknown_payment", "Paid at Stripe, unknown here"
    OTHER_SUM = "other_sum", "Another sum than was asked for"
    NOT_AT_STRIPE = "not_at_stripe", "Paid here, unknown at Stripe"
    UNKNOWN_REFUND = "unknown_refund", "Refunded at Stripe beyond what we know"
    OTHER = "other", "Something else"


class DiscrepancyState(TextChoices):
    OPEN = "open", "To be looked at"
    SETTLED = "settled", "Settled"


BOOKING_MOVES = {
    BookingState.REQUESTED: frozenset(
        {BookingState.HELD, BookingState.CONFIRMED, BookingState.DECLINED, BookingState.CANCELLED}
    ),
    BookingState.OFFERED: frozenset(
        {BookingState.HELD, BookingState.CONFIRMED, BookingState.CANCELLED, BookingState.EXPIRED}
    ),
    BookingState.HELD: frozenset({BookingState.CONFIRMED, BookingState.EXPIRED, BookingState.CANCELLED}),
    BookingState.CONFIRMED: frozenset({BookingState.CANCELLED}),
    # A payment that arrives after the hold ran out still gets a seat if there is one.
    BookingState.EXPIRED: frozenset({BookingState.CONFIRMED}),
    BookingState.CANCELLED: frozenset[str](),
    BookingState.DECLINED: frozenset[str](),
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
WAITING_MOVES = {
    WaitingState.WAITING: frozenset({WaitingState.OFFERED, WaitingState.LEFT, WaitingState.BOOKED}),
    WaitingState.OFFERED: frozenset(
        {WaitingState.BOOKED, WaitingState.DECLINED, WaitingState.LAPSED, WaitingState.LEFT, WaitingState.WAITING}
    ),
    WaitingState.BOOKED: frozenset[str](),
    WaitingState.DECLINED: frozenset[str](),
    WaitingState.LAPSED: frozenset[str](),
    WaitingState.LEFT: frozenset[str](),
}
DISPUTE_MOVES = {
    DisputeState.OPEN: frozenset({DisputeState.WON, DisputeState.LOST}),
    # Banks change their minds.
    DisputeState.WON: frozenset({DisputeState.LOST}),
    DisputeState.LOST: frozenset({DisputeState.WON}),
}
DISCREPANCY_MOVES = {
    DiscrepancyState.OPEN: frozenset({DiscrepancyState.SETTLED}),
    DiscrepancyState.SETTLED: frozenset({DiscrepancyState.OPEN}),
}
FILE_MOVES = {
    FileState.READ: frozenset({FileState.APPLIED, FileState.DISCARDED}),
    FileState.APPLIED: frozenset({FileState.DISCARDED}),
    FileState.DISCARDED: frozenset[str](),
}
QUERY_MOVES = {
    QueryState.OPEN: frozenset({QueryState.ANSWERED}),
    QueryState.ANSWERED: frozenset[str](),
}
