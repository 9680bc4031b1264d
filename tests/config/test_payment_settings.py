"""Which address may speak as Stripe, and where people are sent to pay."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.payments import checkout_origin, refuse_stand_in


@pytest.mark.parametrize("base", ["", "https://api.stripe.com"])
def test_stripe_itself_is_accepted(base):
    refuse_stand_in(base)

    assert checkout_origin(base) == "https://checkout.stripe.com"


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:12111", "https://api.stripe.com@evil.example", "http://api.stripe.com"]
)
def test_stand_in_is_refused(base):
    with pytest.raises(ImproperlyConfigured, match="not Stripe's own address"):
        refuse_stand_in(base)


def test_sandbox_shows_its_own_payment_page():
    assert checkout_origin("http://127.0.0.1:12111") == "http://127.0.0.1:12111"
