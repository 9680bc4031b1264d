"""Bookings with money of the sandbox behind them."""

from attendees.enums import BookingState, PaymentState, RefundState
from attendees.models import Payment, Place, Refund, StripeEvent
from attendees.services.balances import balance_of
from attendees.services.checkouts import start_checkout
from attendees.services.payments import refresh_payment
from attendees.services.stripe_events import work_off
from tests.factories import make_booking, make_session
from workshops.models import Session, TicketType


def make_places(booking, quantity):
    """So many more places for a booking that has one, of the same ticket, with seats and total to match."""
    first = booking.places.get()
    for number in range(quantity):
        Place.objects.create(
            booking=booking,
            session=first.session,
            ticket_type=first.ticket_type,
            state=first.state,
            list_pence=first.list_pence,
            price_pence=first.price_pence,
            attendee_name=f"Guest {number}",
            attendee_email=f"guest{number}.{booking.pk}@example.org",
        )
    booking.total_pence = first.price_pence * (quantity + 1)
    booking.save()
    for counted in (Session.objects.filter(pk=first.session_id), TicketType.objects.filter(pk=first.ticket_type_id)):
        counted.update(places_taken=quantity + 1)


def make_checkout(*, places=1, price_pence=9500, **fields):
    """A held booking whose checkout is open at the sandbox; its payment as `.payment`."""
    booking = make_booking(session=make_session(price_pence=price_pence), state=BookingState.HELD, **fields)
    if places > 1:
        make_places(booking, places - 1)
    booking.payment = Payment.objects.create(booking=booking, amount_pence=price_pence * places)
    start_checkout(payment_id=booking.payment.pk)
    booking.payment.refresh_from_db()
    return booking


def make_paid(stripe, **fields):
    """The same, paid and confirmed; the payer's intent as `.intent`."""
    booking = make_checkout(**fields)
    booking.intent = stripe.pay(booking.payment.checkout_id)["payment_intent"]
    refresh_payment(payment_id=booking.payment.pk)
    booking.refresh_from_db()
    booking.payment.refresh_from_db()
    return booking


def make_bank_paid(**fields):
    """A confirmed booking that a bank transfer has paid."""
    booking = make_booking(session=make_session(price_pence=9500), settlement="invoice")
    now = booking.created_at
    booking.payment = Payment.objects.create(
        **{"booking": booking, "amount_pence": 9500, "method": "bank", "state": PaymentState.PAID, "paid_at": now}
        | fields
    )
    return booking


def deliver(kind, object_id):
    """Work off one event of this kind about an object at Stripe."""
    number = StripeEvent.objects.count()
    event = StripeEvent.objects.create(event_id=f"evt_{kind}_{number}", kind=kind, object_id=object_id)
    work_off(event_id=event.pk)
    event.refresh_from_db()
    return event


def refunds_of(booking):
    """Each refund in a line: pence, state, from outside."""
    rows = Refund.objects.filter(payment__booking=booking).order_by("pk")
    return [(row.amount_pence, RefundState(row.state).value, row.is_outside) for row in rows]


def sums(booking):
    """owed, taken, given, waived of a booking as it is now; excess and outstanding must be nought."""
    booking.refresh_from_db()
    balance = balance_of(booking)
    assert (balance.excess, balance.outstanding) == (0, 0)
    return balance.owed, balance.taken, balance.given, booking.waived_pence
