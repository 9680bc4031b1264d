"""What organisers are told about Stripe's settings, and that bookers never meet an error page for it."""

import pytest
from django.core.cache import cache

from attendees.enums import BookingState
from attendees.errors import PaymentUnavailableError
from attendees.models import Payment
from attendees.payments import gateway, health, refusals
from attendees.payments.health import stripe_trouble
from attendees.services.checkouts import start_checkout
from tests.factories import make_booking, make_session

WRONG_KEYS = [
    "sk_live_of_somebody",
    "pk_test_public",
    "nonsense",
    "  ",
    " with spaces ",
    "sk_test_\nbroken",
    "sk_live_ключ",
]


@pytest.fixture
def held(db):
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    return Payment.objects.create(booking=booking, amount_pence=9500)


def calls(stripe):
    """How often Stripe was asked since the faults were planned: each call uses one up."""
    return 50 - sum(fault["calls"] for fault in stripe.state()["faults"])


def test_good_settings_are_no_trouble(stripe):
    assert stripe_trouble() == ""


def test_missing_key_is_told(settings):
    settings.STRIPE_SECRET_KEY = ""

    assert stripe_trouble() == health.NO_KEY


@pytest.mark.parametrize("secret", ["", "  "])
def test_missing_webhook_secret_is_told(stripe, settings, secret):
    settings.STRIPE_WEBHOOK_SECRET = secret

    assert stripe_trouble() == health.NO_SECRET


@pytest.mark.parametrize("key", ["sk_live_of_somebody", "pk_test_public", "nonsense"])
def test_key_that_stripe_refuses_is_told(stripe, settings, key):
    settings.STRIPE_SECRET_KEY = key

    assert stripe_trouble() == health.KEY_REFUSED


def test_answer_is_kept_for_a_while(stripe):
    stripe_trouble()
    stripe.plan_fault("hang", calls=50)

    stripe_trouble()

    assert calls(stripe) == 0


def test_answer_kept_for_one_key_says_nothing_of_another(stripe, settings):
    settings.STRIPE_SECRET_KEY = "nonsense"
    stripe_trouble()
    settings.STRIPE_SECRET_KEY = stripe.api_key

    assert stripe_trouble() == ""


def test_refusal_met_while_booking_is_told_at_once(stripe, settings, held):
    stripe_trouble()
    settings.STRIPE_SECRET_KEY = "nonsense"
    refusals.note(refusals.FINE)

    with pytest.raises(PaymentUnavailableError):
        start_checkout(payment_id=held.pk)

    assert stripe_trouble() == health.KEY_REFUSED


def test_right_that_the_key_lacks_is_told(stripe):
    stripe.plan_fault("forbidden", match="POST /v1/refunds")

    with pytest.raises(PaymentUnavailableError):
        gateway.send_refund(intent_id="pi_1", amount_pence=100, key="k", row=1)

    assert stripe_trouble() == health.KEY_NARROW


def test_silent_stripe_is_no_trouble_and_is_not_asked_at_each_look(stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    assert (stripe_trouble(), refusals.noted()) == ("", refusals.SILENT)


def test_cache_that_is_down_does_not_spoil_the_answer(stripe, settings, held, monkeypatch):
    settings.STRIPE_SECRET_KEY = "nonsense"
    monkeypatch.setattr(type(cache._connections["default"]), "set", lambda *_: 1 / 0)

    with pytest.raises(PaymentUnavailableError, match="cannot be reached"):
        start_checkout(payment_id=held.pk)


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_wrong_key_gives_bookers_a_sentence_and_keeps_their_seat(stripe, settings, held, key):
    settings.STRIPE_SECRET_KEY = key

    with pytest.raises(PaymentUnavailableError, match="Your seat is still held"):
        start_checkout(payment_id=held.pk)

    held.booking.refresh_from_db()
    assert (held.booking.state, held.booking.session.places_taken) == (BookingState.HELD, 1)
