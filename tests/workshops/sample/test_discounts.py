"""The sample's discount codes."""

import pytest

from tests import factories
from workshops.models import DiscountCode
from workshops.sample.discounts import make_discount
from workshops.sample.reading import read_file, read_offers

pytestmark = pytest.mark.django_db
(LISTEN,) = read_file("discounts.toml")["discounts"]


def test_code_is_for_workshops_of_the_sample():
    assert set(LISTEN["workshops"]) <= {spec["slug"] for spec in read_offers()}


def test_make_discount_binds_the_code_to_its_workshops():
    bound = [factories.make_workshop(slug=slug) for slug in LISTEN["workshops"]]
    factories.make_workshop()

    assert make_discount(LISTEN) is True

    discount = DiscountCode.objects.get()
    assert (discount.code, discount.percent, discount.amount_pence, discount.max_uses) == ("LISTEN-10", 10, None, 60)
    assert set(discount.workshops.all()) == set(bound)
    discount.full_clean()


def test_make_discount_leaves_one_with_its_code_alone():
    theirs = DiscountCode.objects.create(code="LISTEN-10", percent=25)

    assert make_discount(LISTEN) is False

    assert list(DiscountCode.objects.values_list("pk", "percent")) == [(theirs.pk, 25)]
