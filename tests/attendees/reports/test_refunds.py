"""Refunds: when, why, how they stand, and who sent them."""

from datetime import date

import pytest

from attendees.reports.period import Period
from attendees.reports.refunds import refunds
from attendees.reports.takings import takings
from tests.factories_reports import lose, make_order, pay, refund, session_on

pytestmark = pytest.mark.django_db

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


@pytest.fixture
def payment():
    return pay(make_order(session_on("2026-09-10"), 10000, 10000), 20000, "2026-04-20")


def test_a_refund_is_listed_with_its_days_reason_and_state(payment):
    refund(payment, 10000, "2026-05-04", asked="2026-05-03", reason="A place was cancelled.")

    assert list(refunds(MAY).rows) == [
        (
            date(2026, 5, 3),
            date(2026, 5, 4),
            payment.booking.reference,
            10000,
            "Card, by Stripe",
            "Refunded",
            "This site",
            "A place was cancelled.",
        )
    ]
    assert list(refunds(MAY).booking_ids) == [payment.booking_id]


@pytest.mark.parametrize(
    ("period", "listed", "gone"), [(MAY, 1, "£0.00"), (JUNE, 1, "£100.00"), (Period(), 1, "£100.00")]
)
def test_a_refund_across_months_is_listed_in_both_and_went_back_in_one(payment, period, listed, gone):
    refund(payment, 10000, "2026-06-02", asked="2026-05-30")

    table = refunds(period)

    assert len(table.rows) == listed
    assert table.notes[0].startswith(f"{gone} went back in this period.")


@pytest.mark.parametrize(("state", "word"), [("pending", "To be sent"), ("failed", "Failed")])
def test_a_refund_that_has_not_gone_back_has_no_day_for_it(payment, state, word):
    refund(payment, 10000, "2026-05-04", state=state)

    (row,) = refunds(MAY).rows

    assert (row[1], row[5]) == (None, word)


def test_a_refund_made_in_stripe_s_dashboard_says_so(payment):
    refund(payment, 10000, "2026-05-04", is_outside=True)

    assert next(iter(refunds(MAY).rows))[6] == "Stripe’s dashboard"


def test_a_dispute_that_was_lost_is_listed_with_its_reason(payment):
    lose(payment, 20000, "2026-05-20", opened="2026-04-25")

    assert list(refunds(MAY).rows) == [
        (
            date(2026, 4, 25),
            date(2026, 5, 20),
            payment.booking.reference,
            20000,
            "Card, by Stripe",
            "Dispute lost",
            "The payer’s bank",
            "fraudulent",
        )
    ]


def test_refunds_stand_in_the_order_they_were_asked_for_and_are_added_up(payment):
    refund(payment, 3000, "2026-05-20", asked="2026-05-20")
    refund(payment, 2000, "2026-05-04", asked="2026-05-02")
    lose(payment, 1000, "2026-05-30", opened="2026-05-10")

    table = refunds(MAY)

    assert [row[3] for row in table.rows] == [2000, 1000, 3000]
    assert table.totals[3] == 6000


@pytest.mark.parametrize("period", [MAY, JUNE])
def test_what_went_back_is_what_the_takings_say(payment, period):
    refund(payment, 3000, "2026-06-02", asked="2026-05-30")
    refund(payment, 2000, "2026-05-04")
    refund(payment, 500)
    lose(payment, 1000, "2026-06-30")

    given = takings(period, by="method").totals[-2]

    assert refunds(period).notes[0].startswith(f"£{given // 100}.00 went back")


def test_refunds_outside_the_period_are_left_out(payment):
    refund(payment, 10000, "2026-06-02", asked="2026-06-01")

    assert list(refunds(MAY).rows) == []


def test_refunds_take_two_queries_for_one_and_for_three(payment, django_assert_num_queries):
    refund(payment, 1000, "2026-05-04")
    with django_assert_num_queries(2):
        refunds(MAY)

    refund(payment, 1000, "2026-05-04")
    lose(payment, 1000, "2026-05-04")
    with django_assert_num_queries(2):
        assert len(refunds(MAY).rows) == 3
