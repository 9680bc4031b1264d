"""Bookings through the real services, for tests about money."""

import uuid
from datetime import timedelta

from django.utils import timezone

from attendees.models import Booking, Payment
from attendees.services.booking import Attendee, Billing, Booker, Terms, book_places
from attendees.services.payments import record_payment
from tests.factories import make_session
from workshops.models import DiscountCode, TicketType, VatRate

BILLING = Billing(
    name="Leeds and York NHS Trust",
    address="1 Park Row\nLeeds LS1 5HN",
    purchase_order="PO-4471",
    accounts_email="ap@trust.example",
)


def ticket_of(session):
    return TicketType.objects.select_related("session__workshop", "vat_rate").get(session=session)


def book(session=None, *, quantity=1, email="priya@example.org", ticket=None, unnamed=False, **terms):
    """A booking as the page makes it: of several places the first is named, the rest are not."""
    ticket = ticket or ticket_of(session or make_session())
    first = Attendee() if unnamed else Attendee(name="Priya Nair", email=email)
    return book_places(
        ticket=ticket,
        booker=Booker(name="Priya Nair", email=email),
        attendees=[first, *[Attendee()] * (quantity - 1)],
        consented_at=timezone.now(),
        form_key=uuid.uuid4(),
        by="booker",
        terms=Terms(**terms),
    )


def invoice(session=None, **options):
    """A booking on invoice."""
    return book(session or make_session(price_pence=9500), billing=BILLING, **options)


def pay(booking):
    """Let the open payment of a booking arrive, as a webhook reports it."""
    payment = booking.payments.filter(state__in=["pending", "open"]).get()
    record_payment(payment_id=payment.pk, intent_id=f"pi_{uuid.uuid4().hex}", by="stripe")
    booking.refresh_from_db()
    return Payment.objects.get(pk=payment.pk)


def paid(session=None, **options):
    """A booking that was paid for by card."""
    booking = book(session or make_session(price_pence=9500), **options)
    pay(booking)
    return Booking.objects.get(pk=booking.pk)


def make_discount(code="SPRING20", **fields):
    return DiscountCode.objects.create(code=code, **{"percent": 20} | fields)


def make_vat_rate(**fields):
    return VatRate.objects.create(**{"name": "Standard rate", "basis_points": 2000, "is_default": True} | fields)


def other_date(session, *, price_pence=None, **fields):
    """Another session of the same workshop, a month later."""
    price = session.ticket_types.first().price_pence if price_pence is None else price_pence
    return make_session(workshop=session.workshop, price_pence=price, starts_in=timedelta(days=60), **fields)


def counters(session):
    """Seats and quota taken, each beside the live places they must equal."""
    session.refresh_from_db()
    ticket = session.ticket_types.first()
    live = session.places.live().count()
    return (session.places_taken, ticket.places_taken, live)
