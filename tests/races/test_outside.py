"""Refunds and disputes from Stripe's side, met by two workers, by cancellations, and by our own refunds under way."""

from functools import partial

import pytest

from attendees.enums import BookingState, DisputeState
from attendees.models import Discrepancy, Dispute, Refund
from attendees.services.disputes import refresh_dispute
from attendees.services.outside import refresh_refund, take_over_refunds
from attendees.services.places import cancel_places
from attendees.services.reconciling import reconcile
from attendees.services.refunding import carry_out_refund
from attendees.services.releasing import cancel_booking
from tests.attendees.conftest import fresh_stripe
from tests.factories_payments import make_checkout, make_paid, refunds_of, sums
from tests.races.books import moves
from tests.races.together import FEW, kinds, run_together
from tests.sandbox.conftest import new_session

__all__ = ["fresh_stripe"]

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]


def test_refund_from_outside_is_taken_over_once_by_three_workers(stripe):
    bookings = [make_paid(stripe) for _ in range(FEW)]
    made = [stripe.refund(booking.intent, amount=4000)["id"] for booking in bookings]

    outcomes = [run_together(*[partial(refresh_refund, stripe_id=found)] * 3) for found in made]

    assert outcomes == [[None] * 3] * FEW
    assert [refunds_of(booking) for booking in bookings] == [[(4000, "succeeded", True)]] * FEW
    assert [sums(booking) for booking in bookings] == [(5500, 9500, 4000, 4000)] * FEW
    assert Discrepancy.objects.count() == FEW


def test_refund_from_outside_meets_a_cancellation(stripe):
    """Whoever comes first, the price goes back once."""
    bookings = [make_paid(stripe) for _ in range(FEW)]
    made = [stripe.refund(booking.intent)["id"] for booking in bookings]

    outcomes = [
        run_together(
            partial(refresh_refund, stripe_id=found), partial(cancel_booking, booking_id=booking.pk, by="booker")
        )
        for booking, found in zip(bookings, made, strict=True)
    ]

    assert [kinds(pair) for pair in outcomes] == [{"NoneType": 1, "Booking": 1}] * FEW
    rows = [refunds_of(booking) for booking in bookings]
    assert [[(pence, state) for pence, state, _ in row] for row in rows] == [[(9500, "succeeded")]] * FEW
    assert {sums(booking)[:3] for booking in bookings} == {(0, 9500, 9500)}


def test_refund_from_outside_meets_our_own_under_way(stripe):
    """Of two places one is cancelled; the same sum is refunded in the dashboard while ours is being sent."""
    bookings = [make_paid(stripe, places=2) for _ in range(FEW)]
    for booking in bookings:
        cancel_places(booking_id=booking.pk, place_ids=[booking.places.first().pk], by="booker")
    made = [stripe.refund(booking.intent, amount=9500)["id"] for booking in bookings]

    outcomes = [
        run_together(
            partial(refresh_refund, stripe_id=found),
            partial(carry_out_refund, refund_id=Refund.objects.get(payment=booking.payment).pk),
        )
        for booking, found in zip(bookings, made, strict=True)
    ]
    for booking in bookings:
        take_over_refunds(intent_id=booking.intent)

    assert outcomes == [[None, None]] * FEW
    for booking in bookings:
        at_stripe = stripe._call().fetch("payment_intent", booking.intent)["latest_charge"]
        gone = stripe._call().fetch("charge", at_stripe)["amount_refunded"]
        assert sums(booking)[2] == gone == sum(pence for pence, *_ in refunds_of(booking))


def test_dispute_is_lost_once_by_two_workers_and_a_cancellation(stripe):
    bookings = [make_paid(stripe) for _ in range(FEW)]
    made = [stripe.dispute(booking.intent)["id"] for booking in bookings]
    for found in made:
        stripe.close_dispute(found, outcome="lost")

    outcomes = [
        run_together(
            *[partial(refresh_dispute, stripe_id=found)] * 2,
            partial(cancel_booking, booking_id=booking.pk, by="booker"),
        )
        for booking, found in zip(bookings, made, strict=True)
    ]

    assert [kinds(trio) for trio in outcomes] == [{"Dispute": 1, "NoneType": 1, "Booking": 1}] * FEW
    assert Dispute.objects.filter(state=DisputeState.LOST).count() == FEW
    assert {sums(booking)[:3] for booking in bookings} == {(0, 9500, 9500)}


def test_two_comparisons_at_once_repair_and_list_once(fresh_stripe):
    missed = [make_checkout() for _ in range(FEW // 2)]
    intents = [fresh_stripe.pay(booking.payment.checkout_id)["payment_intent"] for booking in missed]
    for intent in intents:
        fresh_stripe.refund(intent, amount=1000)
    strangers = [fresh_stripe.pay(new_session(fresh_stripe)["id"])["id"] for _ in range(FEW // 2)]

    outcomes = run_together(reconcile, reconcile)

    assert kinds(outcomes) == {"Reconciliation": 2}
    for booking in missed:
        booking.refresh_from_db()
        assert (booking.state, moves(booking, "confirmed")) == (BookingState.CONFIRMED, 1)
        assert (refunds_of(booking), sums(booking)) == ([(1000, "succeeded", True)], (8500, 9500, 1000, 1000))
    assert sorted(Discrepancy.objects.filter(kind="unknown_payment").values_list("subject", flat=True)) == sorted(
        strangers
    )
