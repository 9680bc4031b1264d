"""Takings of a made-up year, to the penny."""

from datetime import UTC, date, datetime, timedelta

import pytest

from attendees.reports.period import Period
from attendees.reports.takings import GROUPINGS, bars_of, takings
from tests.factories import make_workshop
from tests.factories_reports import (
    add_place,
    lose,
    make_order,
    move,
    pay,
    refund,
    release,
    session_on,
    ticket_of,
)

pytestmark = pytest.mark.django_db

YEAR = Period(date(2026, 4, 6), date(2027, 4, 5))
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


def rows(by, period=YEAR):
    return list(takings(period, by=by).rows)


@pytest.fixture
def year():
    """Two sessions, three ticket types, cards and a transfer; a refund that went back a month later."""
    endings = session_on("2026-09-10", title="Endings")
    trainee = ticket_of(endings, "Trainee", 5000)
    shame = session_on("2026-10-15", title="Shame", price_pence=9500)

    party = make_order(endings, 10000, 10000)
    cheap = add_place(party, 5000, ticket=trainee)
    first = pay(party, 25000, "2026-04-20")
    release(cheap, "2026-05-30")
    refund(first, 5000, "2026-06-02", asked="2026-05-30 12:01")

    trust = make_order(shame, 9500, 9500)
    pay(trust, 10000, "2026-05-04", method="bank")
    pay(trust, 9000, "2026-07-01", method="bank")

    alone = make_order(shame, 9500)
    pay(alone, 9500, "2026-05-31 23:59")


def test_takings_by_month(year):
    assert rows("month") == [
        ("April 2026", 25000, 0, 25000),
        ("May 2026", 19500, 0, 19500),
        ("June 2026", 0, 5000, -5000),
        ("July 2026", 9000, 0, 9000),
    ]


def test_takings_by_session(year):
    assert rows("session") == [
        (date(2026, 9, 10), "Endings", 25000, 5000, 20000),
        (date(2026, 10, 15), "Shame", 28500, 0, 28500),
    ]


def test_takings_by_ticket_type(year):
    assert rows("ticket") == [
        (date(2026, 9, 10), "Endings", "Standard", 20000, 0, 20000),
        (date(2026, 9, 10), "Endings", "Trainee", 5000, 5000, 0),
        (date(2026, 10, 15), "Shame", "Standard", 28500, 0, 28500),
    ]


def test_takings_by_method(year):
    assert rows("method") == [("Bank transfer", 19000, 0, 19000), ("Card, by Stripe", 34500, 5000, 29500)]


@pytest.mark.parametrize("by", GROUPINGS)
def test_totals_are_the_same_however_they_are_added_up(year, by):
    assert takings(YEAR, by=by).totals[-3:] == (53500, 5000, 48500)


@pytest.mark.parametrize(
    ("period", "month"),
    [
        (MAY, [("May 2026", 19500, 0, 19500)]),
        (Period(date(2026, 6, 1), date(2026, 6, 30)), [("June 2026", 0, 5000, -5000)]),
        (Period(date(2026, 5, 31), date(2026, 5, 31)), [("May 2026", 9500, 0, 9500)]),
        (Period(first=date(2026, 7, 1)), [("July 2026", 9000, 0, 9000)]),
        (Period(last=date(2026, 4, 19)), []),
    ],
)
def test_a_period_holds_what_moved_on_its_days(year, period, month):
    assert rows("month", period) == month


def test_a_part_payment_counts_on_its_own_day_and_goes_where_the_first_left_off(year):
    assert rows("session", Period(date(2026, 7, 1), date(2026, 7, 31))) == [
        (date(2026, 10, 15), "Shame", 9000, 0, 9000)
    ]


def test_midnight_in_summer_is_that_of_london():
    booking = make_order(session_on("2026-09-10"), 10000)
    pay(booking, 10000, "2026-05-01", paid_at=datetime(2026, 4, 30, 23, 30, tzinfo=UTC))

    assert rows("month") == [("May 2026", 10000, 0, 10000)]


@pytest.mark.parametrize("state", ["pending", "open", "lapsed"])
def test_a_payment_that_did_not_arrive_is_no_taking(state):
    booking = make_order(session_on("2026-09-10"), 10000)
    checkout = {"checkout_id": "cs_1"} if state == "open" else {}
    pay(booking, 10000, "2026-05-01", state=state, **checkout)

    assert rows("method") == []


@pytest.mark.parametrize("state", ["pending", "failed"])
def test_a_refund_that_has_not_succeeded_has_not_gone_back(state):
    payment = pay(make_order(session_on("2026-09-10"), 10000), 10000, "2026-05-01")
    refund(payment, 10000, "2026-05-02", state=state)

    assert rows("method") == [("Card, by Stripe", 10000, 0, 10000)]


def test_a_refund_made_in_stripe_s_dashboard_has_gone_back():
    payment = pay(make_order(session_on("2026-09-10"), 10000), 10000, "2026-05-01")
    refund(payment, 4000, "2026-05-02", is_outside=True)

    assert rows("session") == [(date(2026, 9, 10), "Endings", 10000, 4000, 6000)]


def test_a_dispute_that_was_lost_has_gone_back_on_the_day_it_closed():
    payment = pay(make_order(session_on("2026-09-10"), 10000), 10000, "2026-05-01")
    lose(payment, 10000, "2026-06-20", opened="2026-05-20")

    assert rows("month") == [("May 2026", 10000, 0, 10000), ("June 2026", 0, 10000, -10000)]


@pytest.mark.parametrize("state", ["open", "won"])
def test_a_dispute_that_was_not_lost_took_nothing(state):
    payment = pay(make_order(session_on("2026-09-10"), 10000), 10000, "2026-05-01")
    dispute = lose(payment, 10000, "2026-06-20")
    type(dispute).objects.update(state=state)

    assert rows("method") == [("Card, by Stripe", 10000, 0, 10000)]


def test_months_in_which_nothing_moved_stand_between_those_in_which_something_did():
    booking = make_order(session_on("2026-09-10"), 10000, 10000)
    pay(booking, 10000, "2026-12-01")
    pay(booking, 10000, "2027-02-01")

    assert [row[0] for row in rows("month")] == ["December 2026", "January 2027", "February 2027"]


def test_a_booking_of_three_at_odd_prices_is_divided_to_the_penny():
    session = session_on("2026-09-10")
    booking = make_order(session, 3333)
    for name, pence in (("B", 3333), ("C", 3334)):
        add_place(booking, pence, ticket=ticket_of(session, name, pence))
    pay(booking, 5000, "2026-05-01", method="bank")

    assert [row[3] for row in rows("ticket")] == [1667, 1666, 1667]


def test_the_money_of_a_place_that_moved_counts_for_the_session_it_is_on_now():
    workshop = make_workshop(title="Endings")
    first = session_on("2026-09-10", workshop=workshop)
    later = session_on("2026-11-12", workshop=workshop, price_pence=8000)
    booking = make_order(first, 10000)
    payment = pay(booking, 10000, "2026-05-01")
    move(booking.places.get(), "2026-06-01", ticket=ticket_of(later), price=8000)
    refund(payment, 2000, "2026-06-03", asked="2026-06-01 12:01")

    assert rows("session") == [(date(2026, 11, 12), "Endings", 10000, 2000, 8000)]


def test_a_session_abroad_stands_under_its_own_day():
    session = session_on("2026-09-10")
    session.starts_at, session.time_zone = datetime(2026, 9, 10, 23, tzinfo=UTC), "Asia/Tokyo"
    session.ends_at = session.starts_at + timedelta(hours=6)
    session.save()
    pay(make_order(session, 10000), 10000, "2026-05-01")

    assert rows("session")[0][0] == date(2026, 9, 11)


def test_two_sessions_of_one_workshop_at_one_hour_are_two():
    workshop = make_workshop(title="Endings")
    for _ in range(2):
        pay(make_order(session_on("2026-09-10", workshop=workshop), 10000), 10000, "2026-05-01")

    assert [row[2] for row in rows("session")] == [10000, 10000]


def test_nothing_is_no_row_and_no_total():
    table = takings(YEAR, by="month")

    assert (list(table.rows), table.totals) == ([], ())


def test_notes_say_how_payments_are_divided():
    notes = [len(takings(YEAR, by=by).notes) for by in ("month", "method", "session", "ticket")]

    assert notes == [1, 1, 2, 2]
    assert "in proportion to their price, to the penny" in takings(YEAR, by="session").notes[1]


def test_bars_are_named_by_what_tells_them_apart(year):
    names = [next(bar.label for bar in bars_of(takings(YEAR, by=by))) for by in ("month", "session", "ticket")]

    assert names == ["April 2026", "10 Sep 2026, Endings", "Standard, 10 Sep 2026, Endings"]


def test_bars_tell_what_was_taken_and_given_back(year):
    bars = bars_of(takings(YEAR, by="month"))

    assert [(bar.taken, bar.given) for bar in bars] == [(25000, 0), (19500, 0), (0, 5000), (9000, 0)]


@pytest.mark.parametrize("by", GROUPINGS)
def test_takings_take_four_queries_whatever_there_is(by, django_assert_num_queries):
    payment = pay(make_order(session_on("2026-09-10"), 10000), 10000, "2026-05-01")
    with django_assert_num_queries(4):
        takings(YEAR, by=by)

    for day in ("2026-10-10", "2026-11-10"):
        booking = make_order(session_on(day), 10000, 5000)
        refund(pay(booking, 15000, "2026-05-02"), 5000, "2026-05-03")
    lose(payment, 10000, "2026-06-20")
    with django_assert_num_queries(4):
        assert takings(YEAR, by=by).totals[-3:] == (40000, 20000, 20000)
