"""What discount codes gave away."""

from datetime import date

import pytest

from attendees.reports.discounts import discount_use
from attendees.reports.period import Period
from tests.factories_money import make_discount, paid
from tests.factories_reports import add_place, make_order, move, release, session_on, ticket_of
from workshops.models import DiscountCode

pytestmark = pytest.mark.django_db

APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))


def order(code, *prices, made="2026-04-10"):
    """A booking in which each place costs £100 less what the code took off."""
    booking = make_order(session_on("2026-09-10"), made=made)
    for price in prices:
        add_place(booking, price, discount=code, discount_pence=10000 - price)
    return booking


def rows(period=APRIL):
    return list(discount_use(period).rows)


def test_codes_say_how_many_places_they_were_used_on_and_what_that_cost():
    spring, college = (
        make_discount(description="Newsletter"),
        make_discount("COLLEGE", percent=None, amount_pence=1500),
    )
    order(spring, 8000, 8000)
    order(spring, 8000)
    order(college, 8500)

    assert rows() == [("COLLEGE", "", "£15", 1, 1500), ("SPRING20", "Newsletter", "20 %", 3, 6000)]
    assert discount_use(APRIL).totals == ("Total", None, None, 4, 7500)


def test_a_place_given_back_no_longer_counts():
    booking = order(make_discount(), 8000, 8000)
    release(booking.places.first(), "2026-04-12")

    assert [row[3:] for row in rows()] == [(1, 2000)]


def test_a_place_that_moved_counts_once():
    code = make_discount()
    booking = order(code, 8000)
    old = booking.places.get()
    new = move(old, "2026-05-12", ticket=ticket_of(session_on("2026-10-10")), price=8000)
    old.discount, new.discount, new.discount_pence, new.list_pence = None, code, 2000, 10000
    old.save()
    new.save()

    assert [row[3:] for row in rows()] == [(1, 2000)]


@pytest.mark.parametrize(
    ("made", "listed"), [("2026-03-31", 0), ("2026-04-01", 1), ("2026-04-30", 1), ("2026-05-01", 0)]
)
def test_a_code_counts_on_the_day_of_the_booking(made, listed):
    order(make_discount(), 8000, made=made)

    assert len(rows()) == listed


def test_places_agree_with_the_code_s_own_counter():
    paid(session_on("2099-09-10"), quantity=3, discount_code=make_discount().code)

    assert [row[3] for row in rows(Period())] == [DiscountCode.objects.get().uses] == [3]


def test_codes_that_nobody_used_and_places_without_one_are_left_out():
    make_discount()
    make_order(session_on("2026-09-10"), 10000)

    assert rows() == []


def test_discount_use_is_one_query_for_one_and_for_three(django_assert_num_queries):
    order(make_discount("A"), 8000)
    with django_assert_num_queries(1):
        rows()

    order(make_discount("B"), 8000)
    order(make_discount("C"), 8000)
    with django_assert_num_queries(1):
        assert len(rows()) == 3
