"""Every movement of money within a period, and the places it belongs to. Four queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from attendees.enums import DisputeState, PaymentState, PlaceState, RefundState
from attendees.models import Booking, Dispute, Payment, Place, Refund
from attendees.reports.allocation import Movement, PlaceFacts, Share, allocate
from attendees.reports.period import Period

PLACE_FIELDS = (
    "booking_id",
    "id",
    "session_id",
    "ticket_type_id",
    "price_pence",
    "kept_pence",
    "state",
    "released_at",
    "replaces_id",
    "session__workshop__title",
    "session__starts_at",
    "session__time_zone",
    "ticket_type__name",
)


@dataclass(frozen=True)
class Offer:
    """What a place is on: workshop, local start of the session, name of the ticket type."""

    workshop: str
    starts: datetime
    ticket: str


@dataclass(frozen=True)
class Ledger:
    """Shares of what moved within the period, and the offers of their places by the place's id."""

    shares: list[Share]
    offers: dict[int, Offer]


def read_ledger(period: Period) -> Ledger:
    """What moved within `period`.

    Earlier and later movements of the same bookings are read too: they settle what a payment still had to pay for.
    """
    bookings = _touched(period)
    places, offers = _places(bookings)
    movements = defaultdict(list)
    for movement in _movements(bookings):
        movements[movement.booking_id].append(movement)
    shares = [share for booking, moved in movements.items() for share in allocate(places[booking], moved)]
    return Ledger([share for share in shares if period.holds(share.movement.moved_at)], offers)


def _touched(period: Period) -> QuerySet:
    """Ids of bookings whose money moved within the period."""
    paid = Payment.objects.filter(period.within("paid_at"), state=PaymentState.PAID)
    returned = Refund.objects.filter(period.within("settled_at"), state=RefundState.SUCCEEDED)
    lost = Dispute.objects.filter(period.within("closed_at"), state=DisputeState.LOST)
    found = Booking.objects.filter(
        Q(pk__in=paid.values("booking_id"))
        | Q(pk__in=returned.values("payment__booking_id"))
        | Q(pk__in=lost.values("payment__booking_id"))
    )
    return found.order_by().values("pk")


def _places(bookings: QuerySet) -> tuple[dict[int, list[PlaceFacts]], dict[int, Offer]]:
    places: dict[int, list[PlaceFacts]] = defaultdict(list)
    offers = {}
    rows = Place.objects.filter(booking__in=bookings).order_by("pk").values_list(*PLACE_FIELDS)
    for booking, pk, session, ticket, price, kept, state, released, replaces, title, starts, zone, name in rows:
        places[booking].append(
            PlaceFacts(
                id=pk,
                session_id=session,
                ticket_id=ticket,
                price_pence=price,
                kept_pence=kept,
                is_released=state == PlaceState.RELEASED,
                released_at=released if state == PlaceState.RELEASED else None,
                replaces_id=replaces,
            )
        )
        offers[pk] = Offer(title, starts.astimezone(ZoneInfo(zone)), name)
    return places, offers


def _movements(bookings: QuerySet) -> Iterator[Movement]:
    """Payments that arrived, refunds that went back and disputes that were lost."""
    paid = Payment.objects.filter(booking__in=bookings, state=PaymentState.PAID)
    returned = Refund.objects.filter(payment__booking__in=bookings, state=RefundState.SUCCEEDED)
    lost = Dispute.objects.filter(payment__booking__in=bookings, state=DisputeState.LOST)
    yield from _read(paid, "booking_id", "method", "paid_at", "paid_at", comes_in=True)
    theirs = ("payment__booking_id", "payment__method")
    yield from _read(returned, *theirs, "created_at", "settled_at", comes_in=False)
    yield from _read(lost, *theirs, "closed_at", "closed_at", comes_in=False)


def _read(rows: QuerySet, *fields: str, comes_in: bool) -> Iterator[Movement]:
    found: Iterable[tuple[int, str, datetime, datetime, int]] = rows.order_by("pk").values_list(*fields, "amount_pence")
    for booking, method, decided, moved, pence in found:
        yield Movement(
            booking_id=booking,
            amount_pence=pence,
            comes_in=comes_in,
            method=method,
            decided_at=decided,
            moved_at=moved,
        )
