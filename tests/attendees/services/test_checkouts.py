"""Opening and closing checkouts: nobody can pay for what is no longer theirs, and nobody is stuck unable to pay."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PaymentState, RefundState
from attendees.errors import PaymentMismatchError, PaymentUnavailableError
from attendees.models import OutboxMessage, Payment, Refund, StripeEvent
from attendees.services.checkouts import start_checkout
from attendees.services.outside import refresh_refund
from attendees.services.payments import apply_checkout, close_checkout, end_hold, refresh_payment
from attendees.services.refunding import carry_out_refund, retry_refund
from attendees.services.releasing import cancel_booking, expire_booking
from attendees.services.stripe_events import work_off
from attendees.services.sweeping import end_overdue_holds, finish_payment_work
from tests.factories import make_booking, make_provider, make_session
from workshops.foundation.errors import MoveRefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(stripe):
    """A held booking of £95 with a payment that nobody has started."""
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    Payment.objects.create(booking=booking, amount_pence=9500)
    return booking


def start(booking):
    return start_checkout(payment_id=booking.payments.first().pk)


def at_stripe(stripe, payment):
    return stripe._call().fetch("checkout.session", payment.checkout_id)


def age(**fields):
    past = timezone.now() - timedelta(minutes=10)
    Payment.objects.update(created_at=past)
    Refund.objects.update(created_at=past)
    StripeEvent.objects.update(received_at=past)


def state(booking):
    booking.refresh_from_db()
    return booking.state


def test_cancelling_closes_the_checkout_at_stripe(booking, stripe):
    start(booking)
    payment = booking.payments.get()

    cancel_booking(booking_id=booking.pk, by="booker")
    close_checkout(payment_id=payment.pk)

    payment.refresh_from_db()
    assert (at_stripe(stripe, payment)["status"], payment.closed_at is not None) == ("expired", True)


def test_closing_twice_asks_stripe_once(booking, settings):
    start(booking)
    payment = booking.payments.get()
    cancel_booking(booking_id=booking.pk, by="booker")
    close_checkout(payment_id=payment.pk)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    close_checkout(payment_id=payment.pk)


def test_closing_waits_while_stripe_is_silent(booking, settings):
    start(booking)
    cancel_booking(booking_id=booking.pk, by="booker")
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(PaymentUnavailableError):
        close_checkout(payment_id=booking.payments.get().pk)

    assert booking.payments.get().closed_at is None


def test_payment_after_cancelling_is_refunded_although_its_event_was_lost(booking, stripe):
    start(booking)
    cancel_booking(booking_id=booking.pk, by="booker")
    stripe.pay(booking.payments.get().checkout_id)
    age()

    finish_payment_work()

    payment = booking.payments.get()
    assert (payment.state, Refund.objects.get().amount_pence) == (PaymentState.PAID, 9500)


def test_checkout_made_while_the_booking_was_cancelled_is_closed(booking, stripe):
    payment = booking.payments.get()
    start(booking)
    Payment.objects.update(state=PaymentState.PENDING, checkout_id=None, checkout_url="")
    cancel_booking(booking_id=booking.pk, by="booker")

    close_checkout(payment_id=payment.pk)

    payment.refresh_from_db()
    assert at_stripe(stripe, payment)["status"] == "expired"


def test_cancelled_booking_has_nothing_to_pay(booking):
    cancel_booking(booking_id=booking.pk, by="booker")

    with pytest.raises(PaymentUnavailableError, match="nothing to pay"):
        start(booking)


def test_checkout_of_another_sum_confirms_nothing(booking, stripe):
    start(booking)
    stripe.pay(booking.payments.get().checkout_id)
    Payment.objects.update(amount_pence=12000)

    with pytest.raises(PaymentMismatchError, match="9500 gbp, but 12000 gbp"):
        refresh_payment(payment_id=booking.payments.get().pk)

    assert state(booking) == BookingState.HELD


def test_foreign_checkout_with_our_reference_confirms_nothing(booking, stripe):
    """Somebody pays £1 at another checkout of the same account, and puts our booking's reference on it."""
    from attendees.payments.gateway import client

    made = client().v1.checkout.sessions.create(
        params={
            "mode": "payment",
            "line_items": [
                {"quantity": 1, "price_data": {"currency": "gbp", "unit_amount": 100, "product_data": {"name": "Gift"}}}
            ],
            "client_reference_id": booking.reference,
            "success_url": "https://example.org/",
        }
    )
    stripe.pay(made.id)
    event = StripeEvent.objects.create(event_id="evt_1", kind="checkout.session.completed", object_id=made.id)

    work_off(event_id=event.pk)

    event.refresh_from_db()
    assert (state(booking), event.state, "not asked for by us" in event.error) == (BookingState.HELD, "failed", True)


def test_paying_some_minutes_after_an_outage_works(booking, stripe):
    """The order was frozen for an earlier minute: Stripe would refuse it as too short."""
    stripe.plan_fault("drop", calls=4)
    with pytest.raises(PaymentUnavailableError):
        start(booking)
    stripe.clear_faults()
    first = booking.payments.get()
    first.order["expires_at"] -= 120
    first.save()

    assert start(booking).startswith(stripe.url)
    assert [payment.state for payment in booking.payments.order_by("pk")] == [PaymentState.LAPSED, PaymentState.OPEN]


def test_address_that_stripe_refuses_is_left_for_its_page(stripe):
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD, email="priya@localhost")
    Payment.objects.create(booking=booking, amount_pence=9500)

    address = start(booking)

    open_one = booking.payments.get(state=PaymentState.OPEN)
    assert (address, open_one.order["email"]) == (open_one.checkout_url, "")


def test_starting_from_a_lapsed_try_leads_to_its_successor(booking, stripe):
    stripe.plan_fault("error", when="after", calls=2)
    first = booking.payments.get()
    with pytest.raises(PaymentUnavailableError):
        start_checkout(payment_id=first.pk)
    stripe.clear_faults()

    assert start_checkout(payment_id=first.pk) == booking.payments.get(state=PaymentState.OPEN).checkout_url


def test_what_is_asked_stays_the_same_whatever_is_corrected_meanwhile(booking, stripe):
    start(booking)
    first = booking.payments.get()
    Payment.objects.update(state=PaymentState.PENDING, checkout_id=None, checkout_url="")
    workshop = booking.session.workshop
    workshop.title = "A corrected title"
    workshop.save()

    start(booking)

    assert booking.payments.get().checkout_id == first.checkout_id


def test_two_paid_tries_confirm_once_and_the_second_goes_back(booking, stripe):
    start(booking)
    first = booking.payments.get()
    Payment.objects.filter(pk=first.pk).update(state=PaymentState.LAPSED)
    second = Payment.objects.create(booking=booking, amount_pence=9500)
    start_checkout(payment_id=second.pk)
    second.refresh_from_db()
    for payment in (first, second):
        stripe.pay(payment.checkout_id)

    refresh_payment(payment_id=second.pk)
    close_checkout(payment_id=first.pk)

    refund = Refund.objects.get()
    assert (state(booking), refund.payment, refund.amount_pence) == (BookingState.CONFIRMED, first, 9500)
    assert OutboxMessage.objects.filter(kind="late_payment_refunded").count() == 1


def test_end_of_a_lapsed_try_does_not_end_the_hold(booking, stripe):
    start(booking)
    first = booking.payments.get()
    Payment.objects.filter(pk=first.pk).update(state=PaymentState.LAPSED)
    start_checkout(payment_id=Payment.objects.create(booking=booking, amount_pence=9500).pk)

    close_checkout(payment_id=first.pk)

    assert state(booking) == BookingState.HELD


def test_long_hold_keeps_its_checkout_as_long(stripe):
    make_provider(hold_minutes=120)
    until = timezone.now() + timedelta(minutes=120)
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD, hold_ends_at=until)
    Payment.objects.create(booking=booking, amount_pence=9500)

    start(booking)

    assert abs(booking.payments.get().checkout_expires_at - until) < timedelta(seconds=2)


def test_never_started_payment_is_closed_without_asking_stripe(booking, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    expire_booking(booking_id=booking.pk, by="sweep")

    close_checkout(payment_id=booking.payments.get().pk)

    assert booking.payments.get().closed_at is not None


@pytest.fixture
def refund(booking, stripe):
    start(booking)
    stripe.pay(booking.payments.get().checkout_id)
    refresh_payment(payment_id=booking.payments.get().pk)
    cancel_booking(booking_id=booking.pk, by="booker")
    refund = Refund.objects.get()
    carry_out_refund(refund_id=refund.pk)
    refund.refresh_from_db()
    return refund


def test_refund_that_the_bank_sends_back_fails(refund, stripe):
    stripe.fail_refund(refund.stripe_id)

    refresh_refund(stripe_id=refund.stripe_id)

    refund.refresh_from_db()
    assert refund.state == RefundState.FAILED


def test_event_of_a_failed_refund_is_heard(refund, stripe):
    stripe.fail_refund(refund.stripe_id)
    event = StripeEvent.objects.create(event_id="evt_1", kind="refund.failed", object_id=refund.stripe_id)

    work_off(event_id=event.pk)

    refund.refresh_from_db()
    assert refund.state == RefundState.FAILED


def test_failed_refund_can_be_sent_again(refund, stripe):
    stripe.fail_refund(refund.stripe_id)
    refresh_refund(stripe_id=refund.stripe_id)
    first = refund.stripe_id

    retry_refund(refund_id=refund.pk, by="user:1")
    carry_out_refund(refund_id=refund.pk)

    refund.refresh_from_db()
    assert (refund.state, refund.stripe_id != first) == (RefundState.SUCCEEDED, True)


def test_refund_that_succeeded_cannot_be_sent_again(refund):
    with pytest.raises(MoveRefusedError):
        retry_refund(refund_id=refund.pk, by="user:1")


def test_foreign_refund_is_none_of_ours(stripe):
    refresh_refund(stripe_id="re_unknown")

    assert Refund.objects.count() == 0


def test_one_broken_row_does_not_keep_the_others_waiting(booking, stripe):
    start(booking)
    stripe.pay(booking.payments.get().checkout_id)
    Payment.objects.create(booking=make_booking(), amount_pence=100, state="lapsed", order={"nonsense": True})
    StripeEvent.objects.create(event_id="evt_1", kind="payment_intent.succeeded", object_id="pi_of_another_account")
    age()

    finish_payment_work()

    assert state(booking) == BookingState.CONFIRMED


def test_event_that_never_works_is_given_up(stripe):
    event = StripeEvent.objects.create(
        event_id="evt_1", kind="checkout.session.completed", object_id="cs_1", attempts=20
    )

    finish_payment_work()

    event.refresh_from_db()
    assert (event.state, event.error) == ("failed", "Given up after 20 attempts.")


def test_oldest_holds_end_first(stripe, monkeypatch):
    from attendees.services import sweeping

    monkeypatch.setattr(sweeping, "BATCH", 1)
    past = timezone.now() - timedelta(minutes=5)
    old, new = (
        make_booking(
            session=make_session(price_pence=9500), state=BookingState.HELD, hold_ends_at=past + timedelta(minutes=n)
        )
        for n in range(2)
    )

    end_overdue_holds()

    assert [state(old), state(new)] == [BookingState.EXPIRED, BookingState.HELD]


def test_expired_booking_stays_as_it_is_when_cancelled(booking):
    expire_booking(booking_id=booking.pk, by="sweep")

    cancel_booking(booking_id=booking.pk, by="user:1", refund=True)

    assert state(booking) == BookingState.EXPIRED


def test_ending_a_hold_after_a_new_try_closes_both(booking, stripe):
    start(booking)
    first = booking.payments.get()
    Payment.objects.filter(pk=first.pk).update(state=PaymentState.LAPSED)
    start_checkout(payment_id=Payment.objects.create(booking=booking, amount_pence=9500).pk)

    end_hold(booking_id=booking.pk)
    age()
    finish_payment_work()

    assert {at_stripe(stripe, payment)["status"] for payment in booking.payments.all()} == {"expired"}
    assert state(booking) == BookingState.EXPIRED


def test_open_checkout_changes_nothing(booking):
    from attendees.payments.gateway import fetch_checkout

    start(booking)
    payment = booking.payments.get()

    apply_checkout(payment_id=payment.pk, checkout=fetch_checkout(payment.checkout_id), by="sweep")

    assert state(booking) == BookingState.HELD
