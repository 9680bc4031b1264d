"""Every row that the rules of the machine are about, read once after each step.

Plain SQL and plain values: it runs after every step, and what it finds is worked out apart from the code under test.
"""

from collections import defaultdict
from collections.abc import Iterable
from types import SimpleNamespace

from django.db import connection

from attendees.enums import LIVE_PLACES, DisputeState, PaymentState, PlaceState, RefundState
from attendees.models import (
    Booking,
    Dispute,
    Document,
    NumberSeries,
    OutboxMessage,
    Payment,
    Place,
    Refund,
    WaitingListEntry,
)
from workshops.models import DiscountCode, Session, TicketType

UNDER_WAY = (PaymentState.PENDING, PaymentState.OPEN)
TABLES = {
    "sessions": Session,
    "tickets": TicketType,
    "discounts": DiscountCode,
    "bookings": Booking,
    "places": Place,
    "payments": Payment,
    "refunds": Refund,
    "disputes": Dispute,
    "documents": Document,
    "series": NumberSeries,
    "entries": WaitingListEntry,
}


class Books:
    """The rows of each table in the order in which they were made, tied to each other."""

    def __init__(self) -> None:
        for name, model in TABLES.items():
            setattr(self, name, read(model))
        self.messages = {row.key for row in read(OutboxMessage)}
        self.booking, self.session, self.payment, self.place = (
            {row.id: row for row in rows} for rows in (self.bookings, self.sessions, self.payments, self.places)
        )
        self.places_of = grouped(self.places, "booking_id")
        self.payments_of = grouped(self.payments, "booking_id")
        self.refunds_of = grouped(self.refunds, "payment_id")
        self.disputes_of = grouped(self.disputes, "payment_id")
        self.documents_of = grouped(self.documents, "booking_id")

    def live(self, booking):
        return [place for place in self.places_of[booking.id] if place.state in LIVE_PLACES]

    def under_way(self, booking):
        return [payment for payment in self.payments_of[booking.id] if payment.state in UNDER_WAY]

    def paid(self, booking):
        return [payment for payment in self.payments_of[booking.id] if payment.state == PaymentState.PAID]

    def total(self, booking):
        """What its places come to: live ones that wait for nothing, and what is kept of the others."""
        places = self.places_of[booking.id]
        return sum(place.price_pence for place in places if is_owed(place)) + sum(place.kept_pence for place in places)

    def owed(self, booking):
        return max(0, self.total(booking) - booking.waived_pence)

    def kept(self, booking):
        """What came in for it less what went back or is promised."""
        return sum(payment.amount_pence - self.gone(payment) for payment in self.paid(booking))

    def gone(self, payment):
        refunds = [row for row in self.refunds_of[payment.id] if is_promise(row)]
        lost = [row for row in self.disputes_of[payment.id] if row.state == DisputeState.LOST]
        return min(payment.amount_pence, sum(row.amount_pence for row in [*refunds, *lost]))

    def rows(self):
        """Everything as plain values, to see whether anything changed."""
        return {name: [vars(row) for row in getattr(self, name)] for name in TABLES}


def read(model) -> list[SimpleNamespace]:
    """All rows of a table as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")  # noqa: S608  (our own name)
        names = [column[0] for column in cursor.description]
        return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def is_moving(place) -> bool:
    """Whether a place is the new one of a move that waits for its difference."""
    return place.state == PlaceState.HELD and place.hold_ends_at is not None


def is_owed(place) -> bool:
    return place.state in LIVE_PLACES and not is_moving(place)


def is_promise(refund) -> bool:
    """A refund that failed is still promised, unless it was made in Stripe's dashboard."""
    return not (refund.is_outside and refund.state == RefundState.FAILED)


def grouped(rows: Iterable, name: str) -> dict:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
