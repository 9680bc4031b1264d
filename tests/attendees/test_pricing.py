"""Prices to the penny: discount first, then the VAT within what remains, each place rounded by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendees.pricing import Quote, discount_on, half_up, percent_of, place_price, vat_within
from workshops.models import DiscountCode, VatRate

STANDARD = VatRate(name="Standard", basis_points=2000)
PRICES = st.integers(0, 1_000_000)


@pytest.mark.parametrize(
    ("gross", "basis_points", "vat"),
    [
        (12000, 2000, 2000),
        (9500, 2000, 1583),  # 1583.33
        (9501, 2000, 1584),  # 1583.5 goes up
        (10500, 500, 500),
        (9500, 0, 0),
        (9500, None, 0),
        (0, 2000, 0),
        (11750, 1750, 1750),
    ],
)
def test_vat_is_the_part_within_the_price(gross, basis_points, vat):
    assert vat_within(gross, basis_points) == vat


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"), [(1, 2, 1), (1, 3, 0), (2, 3, 1), (5, 2, 3), (0, 7, 0)]
)
def test_halves_round_up(numerator, denominator, rounded):
    assert half_up(numerator, denominator) == rounded


@pytest.mark.parametrize(
    ("code", "price", "off"),
    [
        (DiscountCode(percent=20), 9500, 1900),
        (DiscountCode(percent=15), 333, 50),  # 49.95
        (DiscountCode(percent=100), 9500, 9500),
        (DiscountCode(amount_pence=1000), 9500, 1000),
        (DiscountCode(amount_pence=99999), 9500, 9500),
        (DiscountCode(amount_pence=9471), 9500, 9500),  # 29p is less than a card takes
        (DiscountCode(amount_pence=9470), 9500, 9470),
        (DiscountCode(percent=50), 0, 0),
        (None, 9500, 0),
    ],
)
def test_discount_never_leaves_less_than_a_card_takes(code, price, off):
    assert discount_on(price, code) == off


def test_place_of_a_registered_provider_holds_vat_of_the_discounted_price():
    price = place_price(12000, discount=DiscountCode(percent=50), vat_rate=STANDARD)

    assert (price.list_pence, price.discount_pence, price.price_pence) == (12000, 6000, 6000)
    assert (price.vat_pence, price.net_pence, price.vat_basis_points) == (1000, 5000, 2000)


def test_place_without_registration_holds_none():
    price = place_price(12000)

    assert (price.vat_pence, price.net_pence, price.vat_basis_points) == (0, 12000, None)


def test_quote_shows_vat_at_nought_percent_too():
    zero = place_price(12000, vat_rate=VatRate(name="Zero", basis_points=0))

    assert (Quote(places=[zero]).has_vat, Quote(places=[place_price(12000)]).has_vat) == (True, False)


@given(price=PRICES, percent=st.integers(1, 100), rate=st.integers(0, 5000), places=st.integers(1, 12))
def test_sums_are_the_sums_of_places(price, percent, rate, places):
    one = place_price(price, discount=DiscountCode(percent=percent), vat_rate=VatRate(basis_points=rate))
    quote = Quote(places=[one] * places)

    assert quote.total_pence == places * one.price_pence
    assert quote.vat_pence == places * one.vat_pence
    assert quote.net_pence + quote.vat_pence + quote.discount_pence == quote.list_pence


@given(price=PRICES, percent=st.integers(0, 100))
def test_shares_of_a_price_leave_no_penny_over(price, percent):
    back = percent_of(price, percent)

    assert 0 <= back <= price
    assert percent_of(price, 100) == price
    assert abs(back * 100 - price * percent) <= 50


@given(price=PRICES, rate=st.integers(0, 5000))
def test_net_and_vat_are_within_half_a_penny_of_the_rate(price, rate):
    vat = vat_within(price, rate)

    assert abs(vat * (10_000 + rate) - price * rate) * 2 <= 10_000 + rate
