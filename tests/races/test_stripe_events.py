"""Stripe's webhook, doubled and from two sides at once."""

from functools import partial

import pytest

from attendees.enums import EventState, PaymentState
from attendees.models import OutboxMessage, StripeEvent
from attendees.payments import gateway
from attendees.services.payments import refresh_payment
from attendees.services.stripe_events import receive_event, work_off
from tests.races.books import imbalances, moves
from tests.races.together import FEW, run_together

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]

COMPLETED, SUCCEEDED = "checkout.session.completed", "payment_intent.succeeded"


@pytest.fixture
def paid(at_checkout, stripe):
    """`paid()` makes a booking that was just paid at Stripe, and its events by type; nothing has told us yet."""

    def make():
        known = {event["id"] for event in stripe.events()}
        booking = at_checkout()
        stripe.pay(booking.payments.get().checkout_id)
        return booking, {event["type"]: event["id"] for event in stripe.events() if event["id"] not in known}

    return make


def deliver(stripe, event_id):
    """The webhook and the task that follows it; whether the event was new."""
    is_new = receive_event(happening=gateway.read_event(*stripe.signed(event_id)))
    work_off(event_id=StripeEvent.objects.get(event_id=event_id).pk)
    return is_new


def results(booking):
    """How often the payment and the booking were settled, and how many confirmations stand in the outbox."""
    payment = booking.payments.get()
    sent = OutboxMessage.objects.filter(kind="booking_confirmed", to=booking.booker_email).count()
    return payment.state, moves(payment, "paid"), moves(booking, "confirmed"), sent


def test_same_event_twice_confirms_once(paid, stripe):
    made = [paid() for _ in range(FEW)]

    outcomes = [run_together(*[partial(deliver, stripe, kinds[COMPLETED])] * 2) for _, kinds in made]

    assert [sorted(pair) for pair in outcomes] == [[False, True]] * FEW
    assert [results(booking) for booking, _ in made] == [(PaymentState.PAID, 1, 1, 1)] * FEW
    assert (StripeEvent.objects.count(), imbalances()) == (FEW, [])


def test_two_events_of_one_payment_confirm_once(paid, stripe):
    made = [paid() for _ in range(FEW)]

    outcomes = [
        run_together(*[partial(deliver, stripe, kinds[kind]) for kind in (COMPLETED, SUCCEEDED)]) for _, kinds in made
    ]

    assert outcomes == [[True, True]] * FEW
    assert [results(booking) for booking, _ in made] == [(PaymentState.PAID, 1, 1, 1)] * FEW
    assert (StripeEvent.objects.filter(state=EventState.DONE).count(), imbalances()) == (2 * FEW, [])


def test_booker_who_comes_back_meets_the_event(paid, stripe):
    """The page after paying asks Stripe as well, and so does the sweep."""
    made = [paid() for _ in range(FEW)]

    outcomes = [
        run_together(
            partial(deliver, stripe, kinds[COMPLETED]),
            *[partial(refresh_payment, payment_id=booking.payments.get().pk)] * 2,
        )
        for booking, kinds in made
    ]

    assert outcomes == [[True, None, None]] * FEW
    assert [results(booking) for booking, _ in made] == [(PaymentState.PAID, 1, 1, 1)] * FEW
