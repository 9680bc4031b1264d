"""A made-up year of money, row by row: what a test of the reports says is all there is."""

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

from attendees.enums import BookingState, DisputeState, PaymentState, PlaceState, RefundState
from attendees.models import BillingDetails, Booking, Dispute, Payment, Place, Refund
from tests.factories import make_session
from workshops.models import TicketType

LONDON = ZoneInfo("Europe/London")
_numbers = itertools.count(1)


def at(text):
    """ "2026-05-03" (noon) or "2026-05-03 23:30", by the clocks of London."""
    moment = datetime.fromisoformat(text if " " in text else f"{text} 12:00")
    return moment.replace(tzinfo=LONDON)


def session_on(text, *, title="Endings", price_pence=10000, workshop=None, **fields):
    """A session of a workshop with this title, with one ticket at this price."""
    from tests.factories import make_workshop

    workshop = workshop or make_workshop(title=title)
    return make_session(workshop=workshop, starts_at=at(f"{text} 09:30"), price_pence=price_pence, **fields)


def ticket_of(session, name="Standard", price_pence=10000):
    return TicketType.objects.get_or_create(session=session, name=name, defaults={"price_pence": price_pence})[0]


def make_order(session, *prices, made="2026-04-10", **fields):
    """A confirmed booking of one place for each price, on the session's first ticket type."""
    now = at(made)
    defaults = {
        "booker_name": "Edith Employer",
        "booker_email": f"edith{next(_numbers)}@trust.example",
        "total_pence": sum(prices),
        "consented_at": now,
        "state": BookingState.CONFIRMED,
        "confirmed_at": now,
    }
    booking = Booking.objects.create(session=session, **defaults | fields)
    Booking.objects.filter(pk=booking.pk).update(created_at=now)
    for price in prices:
        add_place(booking, price)
    return booking


def add_place(booking, price, *, ticket=None, **fields):
    """One more place, on `ticket` or on the first ticket type of the booking's session."""
    ticket = ticket or booking.session.ticket_types.first()
    defaults = {"state": PlaceState.CONFIRMED, "list_pence": price + fields.get("discount_pence", 0)}
    return Place.objects.create(
        booking=booking, session=ticket.session, ticket_type=ticket, price_pence=price, **defaults | fields
    )


def release(place, on, *, kept=0):
    place.state, place.released_at, place.kept_pence = PlaceState.RELEASED, at(on), kept
    place.save()
    return place


def move(place, on, *, ticket, price):
    """The place moved: a new one takes over on another session."""
    new = add_place(place.booking, price, ticket=ticket, replaces=place)
    release(place, on)
    return new


def pay(booking, pence, on, *, method="card", **fields):
    defaults = {"state": PaymentState.PAID, "paid_at": at(on)}
    return Payment.objects.create(booking=booking, amount_pence=pence, method=method, **defaults | fields)


def refund(payment, pence, on=None, *, asked=None, **fields):
    """Money that went back; without a day it still has to."""
    state = {"state": RefundState.SUCCEEDED, "settled_at": at(on)} if on else {"state": RefundState.PENDING}
    row = Refund.objects.create(payment=payment, amount_pence=pence, **{"reason": "Cancelled."} | state | fields)
    Refund.objects.filter(pk=row.pk).update(created_at=at(asked or on or "2026-04-10"))
    return row


def lose(payment, pence, on, *, opened=None):
    """A dispute that was lost."""
    return Dispute.objects.create(
        payment=payment,
        stripe_id=f"dp_{next(_numbers)}",
        state=DisputeState.LOST,
        amount_pence=pence,
        reason="fraudulent",
        opened_at=at(opened or on),
        closed_at=at(on),
    )


def bill(booking, *, due="2026-06-01", **fields):
    """The billing details of a booking on invoice."""
    booking.settlement = "invoice"
    booking.save()
    defaults = {"name": "Leeds NHS Trust", "address": "1 Park Row", "purchase_order": "PO-4471"}
    return BillingDetails.objects.create(booking=booking, due_at=at(due), **defaults | fields)
