"""Card payments against the sandbox: whatever comes in whatever order, nobody pays for nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PaymentState, PlaceState, RefundState
from attendees.errors import PaymentUnavailableError
from attendees.models import OutboxMessage, Payment, Refund
from attendees.services.checkouts import start_checkout
from attendees.services.payments import end_hold, record_payment, refresh_payment
from attendees.services.refunding import carry_out_refund
from attendees.services.releasing import cancel_booking, expire_booking
from tests.factories import make_booking, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(stripe):
    """A held booking of £95 whose checkout is open."""
    booking = make_booking(session=make_session(price_pence=9500, capacity=1), state=BookingState.HELD)
    payment = Payment.objects.create(booking=booking, amount_pence=9500)
    start_checkout(payment_id=payment.pk)
    return booking


def reread(booking):
    booking.refresh_from_db()
    booking.session.refresh_from_db()
    return booking


def checkout_of(booking):
    return booking.payments.get().checkout_id


def messages():
    return sorted(OutboxMessage.objects.values_list("kind", flat=True))


def test_checkout_asks_for_the_right_money(held, stripe):
    payment = held.payments.get()

    session = stripe._call().fetch("checkout.session", payment.checkout_id)
    assert (session["amount_total"], session["currency"]) == (9500, "gbp")
    assert (session["client_reference_id"], session["customer_email"]) == (held.reference, held.booker_email)
    assert (payment.state, payment.checkout_url) == (PaymentState.OPEN, session["url"])


def test_starting_twice_leads_to_the_same_page(held):
    payment = held.payments.get()

    assert start_checkout(payment_id=payment.pk) == payment.checkout_url


def test_checkout_lost_before_it_was_written_down_is_the_same_one(held, stripe):
    """We died after Stripe's answer: the stored idempotency key finds it again."""
    payment = held.payments.get()
    Payment.objects.update(state=PaymentState.PENDING, checkout_id=None, checkout_url="")

    assert start_checkout(payment_id=payment.pk) == payment.checkout_url


def test_unreachable_stripe_keeps_the_seat(stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    payment = Payment.objects.create(booking=booking, amount_pence=9500)

    with pytest.raises(PaymentUnavailableError, match="still held"):
        start_checkout(payment_id=payment.pk)

    assert (reread(booking).state, booking.session.places_taken) == (BookingState.HELD, 1)


def test_missing_keys_say_so(settings):
    settings.STRIPE_SECRET_KEY = ""
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    payment = Payment.objects.create(booking=booking, amount_pence=9500)

    with pytest.raises(PaymentUnavailableError, match="not set up"):
        start_checkout(payment_id=payment.pk)


def test_failure_at_stripes_end_is_not_replayed_for_ever(stripe):
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    payment = Payment.objects.create(booking=booking, amount_pence=9500)
    stripe.plan_fault("error", when="after", calls=2)

    with pytest.raises(PaymentUnavailableError):
        start_checkout(payment_id=payment.pk)
    stripe.clear_faults()

    assert start_checkout(payment_id=payment.pk).startswith(stripe.url)


def test_confirmed_booking_has_nothing_to_pay(stripe):
    booking = make_booking(session=make_session(price_pence=9500))
    payment = Payment.objects.create(booking=booking, amount_pence=9500)

    with pytest.raises(PaymentUnavailableError, match="nothing to pay"):
        start_checkout(payment_id=payment.pk)


def test_payment_confirms_the_booking(held, stripe):
    stripe.pay(checkout_of(held))

    refresh_payment(payment_id=held.payments.get().pk)

    payment = held.payments.get()
    assert (reread(held).state, held.places.get().state, payment.state) == (
        BookingState.CONFIRMED,
        PlaceState.CONFIRMED,
        PaymentState.PAID,
    )
    assert payment.intent_id.startswith("pi_")
    assert messages() == ["booking_confirmed"]


def test_payment_seen_twice_confirms_once(held, stripe):
    stripe.pay(checkout_of(held))
    payment = held.payments.get()

    refresh_payment(payment_id=payment.pk)
    refresh_payment(payment_id=payment.pk)
    record_payment(payment_id=payment.pk, intent_id="pi_other", by="stripe")

    assert (messages(), Refund.objects.count()) == (["booking_confirmed"], 0)


def test_unpaid_checkout_changes_nothing(held):
    refresh_payment(payment_id=held.payments.get().pk)

    assert reread(held).state == BookingState.HELD


def test_hold_that_runs_out_closes_the_checkout_and_frees_the_seat(held, stripe):
    end_hold(booking_id=held.pk)

    assert (reread(held).state, held.session.places_taken) == (BookingState.EXPIRED, 0)
    assert stripe._call().fetch("checkout.session", checkout_of(held))["status"] == "expired"
    assert messages() == ["hold_expired"]


def test_hold_that_was_paid_in_its_last_second_is_confirmed(held, stripe):
    stripe.pay(checkout_of(held))

    end_hold(booking_id=held.pk)

    assert (reread(held).state, held.session.places_taken) == (BookingState.CONFIRMED, 1)


def test_hold_without_a_checkout_just_ends(stripe):
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    Payment.objects.create(booking=booking, amount_pence=9500)

    end_hold(booking_id=booking.pk)

    assert reread(booking).state == BookingState.EXPIRED


def test_hold_waits_while_stripe_is_silent(held, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(PaymentUnavailableError):
        end_hold(booking_id=held.pk)

    assert reread(held).state == BookingState.HELD


def test_hold_does_not_wait_for_ever(held, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    Payment.objects.update(checkout_expires_at=timezone.now() - timedelta(hours=1))

    end_hold(booking_id=held.pk)

    assert (reread(held).state, held.session.places_taken) == (BookingState.EXPIRED, 0)


def test_late_payment_gets_a_seat_while_there_is_one(held, stripe):
    expire_booking(booking_id=held.pk, by="sweep")
    stripe.pay(checkout_of(held))

    refresh_payment(payment_id=held.payments.get().pk)

    assert (reread(held).state, held.session.places_taken, Refund.objects.count()) == (BookingState.CONFIRMED, 1, 0)
    assert messages() == ["booking_confirmed", "hold_expired"]


def test_late_payment_goes_back_in_full_when_the_seat_is_gone(held, stripe):
    expire_booking(booking_id=held.pk, by="sweep")
    make_booking(session=held.session)
    stripe.pay(checkout_of(held))

    refresh_payment(payment_id=held.payments.get().pk)
    carry_out_refund(refund_id=Refund.objects.get().pk)

    refund = Refund.objects.get()
    assert (reread(held).state, held.session.places_taken) == (BookingState.EXPIRED, 1)
    assert (refund.amount_pence, refund.state) == (9500, RefundState.SUCCEEDED)
    assert messages() == ["hold_expired", "late_payment_refunded"]


def test_late_payment_goes_back_when_the_person_has_booked_again(held, stripe):
    expire_booking(booking_id=held.pk, by="sweep")
    held.session.capacity = 5
    held.session.save()
    make_booking(session=held.session, email=held.booker_email)
    stripe.pay(checkout_of(held))

    refresh_payment(payment_id=held.payments.get().pk)

    assert (reread(held).state, Refund.objects.get().amount_pence) == (BookingState.EXPIRED, 9500)


def test_payment_for_a_cancelled_booking_goes_back(held, stripe):
    stripe.pay(checkout_of(held))
    cancel_booking(booking_id=held.pk, by="booker")

    refresh_payment(payment_id=held.payments.get().pk)

    assert (reread(held).state, Refund.objects.get().amount_pence) == (BookingState.CANCELLED, 9500)


def test_refund_is_sent_once(held, stripe):
    stripe.pay(checkout_of(held))
    refresh_payment(payment_id=held.payments.get().pk)
    cancel_booking(booking_id=held.pk, by="booker")
    refund = Refund.objects.get()

    carry_out_refund(refund_id=refund.pk)
    Refund.objects.update(state=RefundState.PENDING, stripe_id=None, settled_at=None)
    carry_out_refund(refund_id=refund.pk)

    made = [
        event
        for event in stripe.events("refund.created")
        if event["data"]["object"]["payment_intent"] == refund.payment.intent_id
    ]
    assert (len(made), Refund.objects.get().state) == (1, RefundState.SUCCEEDED)


def test_refund_that_stripe_refuses_fails_and_says_why(held, stripe):
    stripe.pay(checkout_of(held))
    refresh_payment(payment_id=held.payments.get().pk)
    stripe.refund(held.payments.get().intent_id)
    cancel_booking(booking_id=held.pk, by="booker")

    carry_out_refund(refund_id=Refund.objects.get().pk)

    refund = Refund.objects.get()
    assert (refund.state, bool(refund.error)) == (RefundState.FAILED, True)


def test_refund_waits_while_stripe_is_silent(held, stripe, settings):
    stripe.pay(checkout_of(held))
    refresh_payment(payment_id=held.payments.get().pk)
    cancel_booking(booking_id=held.pk, by="booker")
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(PaymentUnavailableError):
        carry_out_refund(refund_id=Refund.objects.get().pk)

    assert Refund.objects.get().state == RefundState.PENDING
