"""Bookings with what their documents need: VAT, discounts, several places, a billing address."""

from datetime import timedelta

from django.utils import timezone

from attendees.enums import BookingState, PaymentMethod, PaymentState, PlaceState, Settlement
from attendees.models import BillingDetails, Payment, Place
from attendees.pricing import place_price
from tests.factories import make_booking, make_provider, make_session, make_workshop
from workshops.models import DiscountCode, VatRate

BANK = "Alder Training Ltd\nSort code 12-34-56\nAccount 12345678"


def make_seller(*, vat=True, **fields):
    """A provider that takes invoices, registered for VAT or not."""
    words = {"address": "4 Mill Lane, York YO1 7AB", "bank_details": BANK}
    return make_provider(**words | {"vat_number": "GB 123 4567 89" if vat else ""} | fields)


def make_rate(basis_points=2000):
    name = f"Rate of {basis_points}"
    return VatRate.objects.get_or_create(name=name, defaults={"basis_points": basis_points})[0]


def make_code(code="TEAM10", *, percent=10, **fields):
    return DiscountCode.objects.create(code=code, percent=percent, **fields)


def make_ordered(*, places=1, price_pence=12000, basis_points=2000, discount=None, session=None, **fields):
    """A confirmed booking of so many equal places, each with its price, discount and VAT. No rate: not registered."""
    workshop = make_workshop(title="Endings: the last six sessions")
    session = session or make_session(price_pence=price_pence, workshop=workshop)
    rate = None if basis_points is None else make_rate(basis_points)
    booking = make_booking(session=session, **fields)
    booking.places.all().delete()
    price = place_price(price_pence, discount=discount, vat_rate=rate)
    for _ in range(places):
        make_ordered_place(booking, price, discount=discount)
    booking.total_pence = price.price_pence * places
    booking.save()
    return booking


def make_ordered_place(booking, price, *, discount=None, session=None, ticket=None, **fields):
    session = session or booking.session
    return Place.objects.create(
        **{
            "booking": booking,
            "session": session,
            "ticket_type": ticket or session.ticket_types.first(),
            "state": PlaceState.CONFIRMED,
            "list_pence": price.list_pence,
            "discount": discount,
            "discount_pence": price.discount_pence,
            "price_pence": price.price_pence,
            "vat_basis_points": price.vat_basis_points,
            "vat_pence": price.vat_pence,
        }
        | fields
    )


def make_billing(booking, **fields):
    """The booking goes on invoice, due in thirty days."""
    booking.settlement = Settlement.INVOICE
    booking.save()
    defaults = {
        "name": "Leeds Community NHS Trust",
        "address": "Finance Department\n1 Park Square\nLeeds LS1 2ES",
        "purchase_order": "PO-4471",
        "accounts_email": "ap@leeds.example",
        "due_at": timezone.now() + timedelta(days=30),
    }
    return BillingDetails.objects.create(booking=booking, **defaults | fields)


def make_invoiced(**fields):
    """A booking on invoice, held until it is due, before any document."""
    booking = make_ordered(**{"state": BookingState.HELD} | fields)
    make_billing(booking)
    return booking


def make_paid(booking, *, amount_pence=None, **fields):
    """A payment that arrived, by card where nothing else is said."""
    return Payment.objects.create(
        **{
            "booking": booking,
            "method": PaymentMethod.CARD,
            "state": PaymentState.PAID,
            "amount_pence": booking.total_pence if amount_pence is None else amount_pence,
            "paid_at": timezone.now(),
        }
        | fields
    )
