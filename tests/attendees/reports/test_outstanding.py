"""Invoices that are not paid: what the report says is what the booking's own balance says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PlaceState, Settlement
from attendees.models import Booking, Place
from attendees.reports.outstanding import outstanding_invoices
from attendees.reports.period import LONDON
from attendees.services.balances import balance_of, balances_of
from attendees.services.documents import issue_invoice
from tests.factories_money import invoice
from tests.factories_reports import (
    add_place,
    bill,
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


def rows():
    return list(outstanding_invoices().rows)


def owing(booking, **billing):
    """An invoice of two places at £100, due when `billing` says."""
    bill(booking, **billing)
    return booking


def in_days(days):
    return (timezone.localdate(timezone=LONDON) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("days", "overdue"), [(-12, 12), (-1, 1), (0, 0), (30, 0)])
def test_an_unpaid_invoice_says_who_owes_what_since_when(days, overdue):
    booking = owing(make_order(session_on("2026-09-10"), 10000, 10000), due=in_days(days))

    (row,) = rows()

    assert row == (
        booking.reference,
        "",
        "Leeds NHS Trust",
        "PO-4471",
        timezone.localdate(timezone=LONDON) + timedelta(days=days),
        overdue,
        20000,
    )


def test_what_was_paid_of_an_invoice_is_taken_off():
    booking = owing(make_order(session_on("2026-09-10"), 10000, 10000))
    pay(booking, 12345, "2026-05-01", method="bank")

    assert [row[-1] for row in rows()] == [7655]


def test_the_longest_overdue_come_first_and_all_are_added_up():
    late, later = (owing(make_order(session_on("2026-09-10"), 10000), due=in_days(days)) for days in (-3, -30))

    table = outstanding_invoices()

    assert list(table.booking_ids) == [later.pk, late.pk]
    assert table.totals[-1] == 20000


def test_the_latest_invoice_is_named():
    booking = invoice()
    second = issue_invoice(booking, places=list(booking.places.all()))

    assert [row[1] for row in rows()] == [second.number]


def settle(booking):
    pay(booking, 20000, "2026-05-01", method="bank")


def cancel(booking):
    for place in booking.places.all():
        release(place, "2026-05-01")
    Booking.objects.filter(pk=booking.pk).update(state=BookingState.CANCELLED, cancelled_at=timezone.now())


@pytest.mark.parametrize(
    "change",
    [
        settle,
        cancel,
        lambda booking: Booking.objects.filter(pk=booking.pk).update(settlement=Settlement.CARD),
        lambda booking: Booking.objects.filter(pk=booking.pk).update(state=BookingState.REQUESTED),
        lambda booking: Booking.objects.filter(pk=booking.pk).update(
            state=BookingState.OFFERED, hold_ends_at=timezone.now()
        ),
        lambda booking: Booking.objects.filter(pk=booking.pk).update(waived_pence=20000),
    ],
)
def test_what_is_not_owed_on_an_invoice_is_not_listed(change):
    booking = owing(make_order(session_on("2026-09-10"), 10000, 10000))

    change(booking)

    assert rows() == []


def test_what_is_kept_of_a_cancelled_booking_is_still_owed():
    booking = owing(make_order(session_on("2026-09-10"), 10000))
    release(booking.places.get(), "2026-05-01", kept=5000)
    Booking.objects.filter(pk=booking.pk).update(state=BookingState.CANCELLED, cancelled_at=timezone.now())

    assert [row[-1] for row in rows()] == [5000]


def partly_returned(booking):
    payment = pay(booking, 20000, "2026-05-01", method="bank")
    refund(payment, 3000, "2026-05-02")
    refund(payment, 2000)


def failed_outside(booking):
    payment = pay(booking, 15000, "2026-05-01")
    refund(payment, 3000, "2026-05-02", state="failed", is_outside=True)
    refund(payment, 1000, "2026-05-02", state="failed")


def lost_and_promised(booking):
    payment = pay(booking, 20000, "2026-05-01")
    refund(payment, 20000)
    lose(payment, 20000, "2026-05-03")


def given_back_and_kept(booking):
    release(booking.places.first(), "2026-05-01", kept=2500)


def moved(booking):
    move(booking.places.first(), "2026-05-01", ticket=ticket_of(session_on("2026-10-10")), price=12000)


def moving(booking):
    old = booking.places.first()
    held = {"state": PlaceState.HELD, "hold_ends_at": timezone.now()}
    add_place(booking, 12000, ticket=ticket_of(session_on("2026-10-10")), replaces=old, **held)


def waived(booking):
    Booking.objects.filter(pk=booking.pk).update(waived_pence=1234)


@pytest.mark.parametrize(
    "happened",
    [partly_returned, failed_outside, lost_and_promised, given_back_and_kept, moved, moving, waived, settle, cancel],
)
def test_the_report_agrees_with_the_balance_of_each_booking(happened):
    bookings = [owing(make_order(session_on("2026-09-10"), 10000, 10000)) for _ in range(2)]
    happened(bookings[0])

    listed = {row[0]: row[-1] for row in rows()}

    fresh = list(Booking.objects.all())
    assert listed == {booking.reference: due for booking in fresh if (due := balance_of(booking).outstanding)}
    assert balances_of(fresh) == {booking.pk: balance_of(booking) for booking in fresh}


def test_places_of_other_bookings_are_nobody_else_s_debt():
    first, second = (owing(make_order(session_on("2026-09-10"), price)) for price in (10000, 7000))
    pay(first, 10000, "2026-05-01", method="bank")

    assert [row[-1] for row in rows()] == [7000]
    assert Place.objects.get(booking=second).price_pence == 7000


def test_outstanding_takes_the_same_queries_for_one_and_three(django_assert_num_queries):
    pay(owing(make_order(session_on("2026-09-10"), 10000, 10000)), 5000, "2026-05-01", method="bank")
    with django_assert_num_queries(5):
        outstanding_invoices()

    for _ in range(2):
        pay(owing(make_order(session_on("2026-09-10"), 10000, 10000)), 5000, "2026-05-01", method="bank")
    with django_assert_num_queries(5):
        outstanding_invoices()
