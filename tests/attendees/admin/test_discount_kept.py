"""A code whose places were all given back counts no use, and bookings still name it."""

import pytest

from tests.factories_money import make_discount, paid
from tests.factories_reports import release, session_on
from tests.workshops.admin.clients import organiser_client
from workshops.models import DiscountCode

pytestmark = pytest.mark.django_db


def test_code_that_a_released_place_names_is_not_deleted():
    code = make_discount()
    booking = paid(session_on("2099-09-10"), discount_code=code.code)
    release(booking.places.get(), "2026-05-01")
    DiscountCode.objects.update(uses=0)

    response = organiser_client().post(f"/admin/workshops/discountcode/{code.pk}/delete/", {"post": "yes"})

    assert (response.status_code, DiscountCode.objects.count()) == (403, 1)
