import json
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendees.documents.content import Buyer, DocumentContent, Line, RateTotal
from attendees.pricing import place_price, vat_within
from tests.attendees.documents.samples import make_content, make_credit_note, make_long, make_plain, make_receipt
from workshops.models import VatRate

RATES = (None, 0, 500, 1750, 2000, 5000)


@st.composite
def lines(draw):
    """Equal places at one of the rates, each rounded by itself."""
    rate, quantity = draw(st.sampled_from(RATES)), draw(st.integers(1, 40))
    vat_rate = None if rate is None else VatRate(basis_points=rate)
    price = place_price(draw(st.integers(0, 1_000_000)), vat_rate=vat_rate)
    return Line(
        title="Places",
        quantity=quantity,
        vat_basis_points=price.vat_basis_points,
        gross_pence=quantity * price.price_pence,
        vat_pence=quantity * price.vat_pence,
    )


contents = st.lists(lines(), min_size=1, max_size=8).map(lambda found: make_content(lines=tuple(found)))


@given(contents)
def test_totals_are_the_sums_of_the_lines(content):
    assert content.gross_pence == sum(line.gross_pence for line in content.lines)
    assert content.vat_pence == sum(line.vat_pence for line in content.lines)
    assert content.net_pence + content.vat_pence == content.gross_pence


@given(contents)
def test_vat_lies_within_the_gross_of_each_line_and_of_all(content):
    assert 0 <= content.vat_pence <= content.gross_pence
    assert [line for line in content.lines if not 0 <= line.vat_pence <= line.gross_pence] == []


@given(contents)
def test_rates_together_hold_all_vat_and_all_that_was_charged_with_it(content):
    with_vat = [line for line in content.lines if line.vat_basis_points is not None]

    assert sum(rate.vat_pence for rate in content.rates) == content.vat_pence
    assert sum(rate.net_pence for rate in content.rates) == sum(line.net_pence for line in with_vat)
    assert content.has_vat == bool(with_vat) == bool(content.rates)


@given(contents)
def test_price_of_one_place_times_their_number_is_the_net_of_the_line(content):
    assert [line.each_pence * line.quantity for line in content.lines] == [line.net_pence for line in content.lines]


@given(contents)
def test_vat_of_a_line_is_less_than_a_penny_a_place_from_that_of_its_sum(content):
    off = [line for line in content.lines if abs(_at_once(line) - line.vat_pence) > line.quantity]

    assert off == []


def _at_once(line):
    return vat_within(line.gross_pence, line.vat_basis_points)


@given(contents)
def test_content_through_json_comes_back_equal(content):
    assert DocumentContent.from_json(json.loads(json.dumps(content.as_json()))) == content


@pytest.mark.parametrize("make", [make_content, make_plain, make_receipt, make_credit_note])
def test_each_kind_through_json_comes_back_equal(make):
    assert DocumentContent.from_json(json.loads(json.dumps(make().as_json()))) == make()


def test_unknown_name_is_refused():
    with pytest.raises(TypeError):
        DocumentContent.from_json(make_content().as_json() | {"colour": "green"})


def test_rates_are_told_apart_the_highest_first():
    assert make_long(6).rates == (
        RateTotal(basis_points=2000, net_pence=10500, vat_pence=2100),
        RateTotal(basis_points=500, net_pence=24000, vat_pence=1200),
        RateTotal(basis_points=0, net_pence=37800, vat_pence=0),
    )


def test_seller_registered_at_nought_percent_shows_vat():
    line = Line(title="x", vat_basis_points=0, gross_pence=100)

    assert (make_content(lines=(line,)).has_vat, make_plain().has_vat) == (True, False)


def test_sum_of_nothing_countable_has_no_price_for_one():
    content = make_receipt(lines=(Line(title="x", gross_pence=100),))

    assert (content.lines[0].each_pence, content.has_places) == (None, False)


@pytest.mark.parametrize("vat_pence", [-1, 101])
def test_line_that_cannot_hold_its_vat_is_refused(vat_pence):
    with pytest.raises(ValueError, match="100 pence cannot hold"):
        Line(title="x", gross_pence=100, vat_pence=vat_pence)


def test_texts_are_brought_to_one_form():
    buyer = Buyer(name=" Zoe\u0308 \u202e", address=("1  Park\tSquare", "Leeds"))

    assert (buyer.name, buyer.address) == ("Zoë", ("1 Park Square", "Leeds"))


def test_content_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        make_content().number = "INV-00013"
