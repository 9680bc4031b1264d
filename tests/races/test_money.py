"""Paying, cancelling and running out of time at the same moment: no deadlock, and the books balance."""

from functools import partial

import pytest

from attendees.enums import BookingState, PaymentState, RefundState
from attendees.models import Refund
from attendees.services.checkouts import start_checkout
from attendees.services.payments import end_hold, record_payment, refresh_payment
from attendees.services.refunding import carry_out_refund
from attendees.services.releasing import cancel_booking, expire_booking
from tests.races.books import imbalances, kept_pence, moves, seats
from tests.races.together import RUNS, kinds, later, run_together

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]


def pay(booking):
    payment = booking.payments.get()
    return partial(record_payment, payment_id=payment.pk, intent_id=f"pi_{payment.pk}", by="stripe")


def cancel(booking):
    return partial(cancel_booking, booking_id=booking.pk, by="booker")


def expire(booking):
    return partial(expire_booking, booking_id=booking.pk, by="sweep")


def state(booking):
    booking.refresh_from_db()
    return booking.state


def test_payment_meets_cancellation(held_booking):
    bookings = [held_booking() for _ in range(RUNS)]

    outcomes = [run_together(pay(booking), later(cancel(booking), run)) for run, booking in enumerate(bookings)]

    assert [kinds(pair) for pair in outcomes] == [{"NoneType": 1, "Booking": 1}] * RUNS
    assert {state(booking) for booking in bookings} == {BookingState.CANCELLED}
    assert {booking.payments.get().state for booking in bookings} == {PaymentState.PAID}
    assert [(kept_pence(booking), seats(booking.session)) for booking in bookings] == [(0, (0, 0))] * RUNS
    assert imbalances() == []


def test_payment_meets_the_end_of_its_hold(held_booking):
    bookings = [held_booking() for _ in range(RUNS)]

    outcomes = [run_together(pay(booking), later(expire(booking), run)) for run, booking in enumerate(bookings)]

    assert [kinds(pair) for pair in outcomes] == [{"NoneType": 1, "Booking": 1}] * RUNS
    assert {state(booking) for booking in bookings} == {BookingState.CONFIRMED}
    assert [(kept_pence(booking), seats(booking.session)) for booking in bookings] == [(9500, (1, 1))] * RUNS
    assert imbalances() == []


def test_somebody_else_waits_for_the_seat_while_it_is_paid(held_booking, send_form):
    """The hold ends, the money comes, and another form asks for the one seat, all at once."""
    bookings = [held_booking() for _ in range(RUNS)]

    outcomes = [
        run_together(
            later(pay(booking), run),
            expire(booking),
            later(partial(send_form, booking.session.ticket_types.get(), "rival@example.org"), run // 5),
        )
        for run, booking in enumerate(bookings)
    ]

    rivals = [kinds([third]) for *_, third in outcomes]
    assert [kinds(pair) for *pair, _ in outcomes] == [{"NoneType": 1, "Booking": 1}] * RUNS
    assert all(rival in ({"Booking": 1}, {"SoldOutError": 1}) for rival in rivals)
    assert [seats(booking.session) for booking in bookings] == [(1, 1)] * RUNS
    assert [kept_pence(booking) for booking in bookings] == [0 if "Booking" in rival else 9500 for rival in rivals]
    assert imbalances() == []


def test_sweep_ends_the_hold_in_the_second_of_payment(at_checkout, stripe):
    """The sweep closes the checkout at Stripe while the booker presses Pay and the webhook arrives."""
    bookings = [at_checkout() for _ in range(RUNS)]
    outcomes = []
    for run, booking in enumerate(bookings):
        payment = booking.payments.get()
        outcomes.append(
            run_together(
                later(partial(stripe.pay, payment.checkout_id), run),
                partial(end_hold, booking_id=booking.pk),
                later(partial(refresh_payment, payment_id=payment.pk), run),
            )
        )
        refresh_payment(payment_id=payment.pk)

    was_paid = [
        stripe._call().fetch("checkout.session", b.payments.get().checkout_id)["payment_status"] for b in bookings
    ]
    assert [swept for _, swept, _ in outcomes] == [None] * RUNS
    assert [kept_pence(booking) for booking in bookings] == [9500 if paid == "paid" else 0 for paid in was_paid]
    assert imbalances() == []


def test_cancelling_twice_gives_the_money_back_once(held_booking):
    bookings = [held_booking() for _ in range(RUNS)]
    for booking in bookings:
        pay(booking)()

    outcomes = [run_together(*[cancel(booking)] * 2) for booking in bookings]

    assert [kinds(pair) for pair in outcomes] == [{"Booking": 2}] * RUNS
    assert [moves(booking, "cancelled") for booking in bookings] == [1] * RUNS
    assert (Refund.objects.count(), imbalances()) == (RUNS, [])


def test_refund_is_sent_once_by_two_workers(at_checkout, stripe):
    bookings = [at_checkout() for _ in range(RUNS // 4)]
    for booking in bookings:
        payment = booking.payments.get()
        stripe.pay(payment.checkout_id)
        refresh_payment(payment_id=payment.pk)
        cancel(booking)()
    refunds = list(Refund.objects.all())
    sent_before = len(stripe.events("refund.created"))

    outcomes = [run_together(*[partial(carry_out_refund, refund_id=refund.pk)] * 2) for refund in refunds]

    assert outcomes == [[None, None]] * len(bookings)
    assert [moves(refund, RefundState.SUCCEEDED) for refund in refunds] == [1] * len(bookings)
    assert len(stripe.events("refund.created")) - sent_before == len(bookings)


def test_two_clicks_on_pay_lead_to_one_checkout(held_booking, stripe):
    bookings = [held_booking() for _ in range(RUNS // 4)]

    outcomes = [
        run_together(*[partial(start_checkout, payment_id=booking.payments.get().pk)] * 2) for booking in bookings
    ]

    assert [set(pair) for pair in outcomes] == [{booking.payments.get().checkout_url} for booking in bookings]
