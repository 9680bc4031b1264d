"""What an example of the machine begins with, and how its time is moved."""

from datetime import timedelta

from django.db.models import DateTimeField, F

from attendees import models as attendees
from tests.factories import make_provider, make_session, make_workshop
from tests.stripe_sandbox import checkout
from workshops.enums import InvoiceRelease
from workshops.models import DiscountCode, Session, TicketType

NAMES = ("ann", "ben", "cat", "dan", "eve", "fay", "gus", "hal", "ida", "jon")
PEOPLE = tuple(f"{name}@example.org" for name in NAMES)
CODES = ("TEN", "OFF", "ALL")
# Odd pence, so that roundings show.
SESSIONS = ({"capacity": 4, "pence": 9501}, {"capacity": 2, "pence": 12000}, {"capacity": 6, "pence": 6099})
DATED = (
    *(Session, TicketType, DiscountCode),
    *(attendees.Booking, attendees.BillingDetails, attendees.Place, attendees.Payment, attendees.Refund),
    *(attendees.Dispute, attendees.StripeEvent, attendees.WaitingListEntry, attendees.Document),
    attendees.OutboxMessage,
)


def set_the_scene(*, vat: bool, releases: bool) -> None:
    """A provider, and one workshop on three dates with few seats, four ticket types each, and three codes."""
    make_provider(
        vat_number="GB 123 4567 89" if vat else "",
        invoice_release=InvoiceRelease.RELEASE if releases else InvoiceRelease.KEEP,
        cancellation_days=14,
        partial_days=5,
        partial_percent=50,
        move_days=3,
    )
    workshop = make_workshop()
    for number, date in enumerate(SESSIONS):
        _make_date(workshop, days=20 + 10 * number, **date)
    DiscountCode.objects.create(code="TEN", percent=15, max_uses=3)
    DiscountCode.objects.create(code="OFF", amount_pence=4000)
    DiscountCode.objects.create(code="ALL", percent=100, max_uses=2)


def _make_date(workshop, *, days, capacity, pence):
    session = make_session(workshop=workshop, starts_in=timedelta(days=days), capacity=capacity, price_pence=pence)
    kinds = (
        {"name": "Member", "price_pence": pence - 1502, "quota": 2},
        {"name": "To be approved", "price_pence": pence, "needs_approval": True},
        {"name": "Free", "price_pence": 0, "quota": 2},
    )
    for position, kind in enumerate(kinds, 2):
        TicketType.objects.create(session=session, position=position, **kind)


def move_time(stripe, delta):
    """Let `delta` pass, here and at Stripe: every moment that is written down moves back by so much, the clocks stay."""
    for model in DATED:
        fields = [field.name for field in model._meta.get_fields() if isinstance(field, DateTimeField)]
        model.objects.update(**{name: F(name) - delta for name in fields})
    stripe.world.store.run(
        "UPDATE objects SET body = json_set(body, '$.expires_at', json_extract(body, '$.expires_at') - ?)"
        " WHERE kind = 'checkout.session'",
        (int(delta.total_seconds()),),
    )
    checkout.expire_due(stripe._call())


def forget_everything(stripe):
    """An empty sandbox, for an example of its own."""
    for table in ("objects", "deliveries", "idempotency"):
        stripe.world.store.run(f"DELETE FROM {table}")  # noqa: S608  (our own names)
    stripe.clear_faults()
