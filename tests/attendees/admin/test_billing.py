"""Which invoices are unpaid, and how much of them: the same as the books say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.admin.billing import is_invoiced, outstanding_of, overdue_invoices, unpaid_invoices
from attendees.enums import BookingState, DisputeState
from attendees.models import BillingDetails, Booking, Dispute, Refund
from attendees.services.balances import balance_of
from attendees.services.invoicing import record_transfer, release_unpaid
from attendees.services.places import cancel_places
from tests.factories import make_booking, make_session
from tests.factories_money import invoice, paid
from tests.workshops.admin.clients import organiser_client

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/booking/"


def late(booking):
    BillingDetails.objects.filter(booking=booking).update(due_at=timezone.now() - timedelta(days=1))
    return booking


def pay(booking, pence):
    return record_transfer(booking_id=booking.pk, amount_pence=pence, reference="R", by="user:1")


@pytest.fixture
def story():
    """Invoices in every state that money can be in, by name."""
    session = make_session(price_pence=9500)
    kinds = "untouched part full kept released refunded disputed late"
    found = {kind: invoice(session, email=f"{kind}@example.org", quantity=2) for kind in kinds.split()}
    pay(found["part"], 5000)
    pay(found["full"], 19000)
    cancel_places(
        booking_id=found["kept"].pk, place_ids=found["kept"].places.values_list("pk"), by="user:1", percent=40
    )
    release_unpaid(booking_id=found["released"].pk, by="user:1")
    Refund.objects.create(payment=pay(found["refunded"], 19000), amount_pence=4000, reason="R")
    Dispute.objects.create(
        payment=pay(found["disputed"], 19000),
        stripe_id="dp_1",
        amount_pence=19000,
        state=DisputeState.LOST,
        opened_at=timezone.now(),
        closed_at=timezone.now(),
    )
    late(found["late"])
    paid(session, email="card@example.org")
    make_booking(session=session, state=BookingState.REQUESTED, settlement="invoice")
    make_booking(session=session, state=BookingState.DECLINED, settlement="invoice")
    return found


def test_unpaid_invoices_are_those_that_the_books_call_outstanding(story):
    invoiced = [booking for booking in Booking.objects.all() if is_invoiced(booking)]
    by_the_books = {booking.pk: balance_of(booking).outstanding for booking in invoiced}

    assert unpaid_invoices() == {pk: pence for pk, pence in by_the_books.items() if pence}
    assert {name: unpaid_invoices().get(booking.pk) for name, booking in story.items()} == {
        "untouched": 19000,
        "part": 14000,
        "full": None,
        "kept": 11400,
        "released": None,
        "refunded": 4000,
        "disputed": 19000,
        "late": 19000,
    }


def test_overdue_are_those_whose_day_has_passed(story):
    assert overdue_invoices(timezone.now()) == {story["late"].pk: 19000}


def test_invoice_due_today_is_not_overdue_yet():
    booking = invoice()
    BillingDetails.objects.filter(booking=booking).update(due_at=timezone.now() + timedelta(minutes=1))

    assert overdue_invoices(timezone.now()) == {}


def test_what_has_no_invoice_has_nothing_outstanding_on_one():
    cards = [paid(make_session(price_pence=9500)), make_booking(state=BookingState.REQUESTED, settlement="invoice")]

    assert outstanding_of(cards) == {}


def test_paid_invoices_are_not_even_read(story, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        unpaid_invoices()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("approval", ["request"]),
        ("unpaid", ["late", "unpaid"]),
        ("overdue", ["late"]),
        ("", ["card", "late", "paid", "request", "unpaid"]),
        ("nonsense", ["card", "late", "paid", "request", "unpaid"]),
    ],
)
def test_filter_shows_what_waits_for_an_organiser(value, names):
    session = make_session(price_pence=9500)
    found = {name: invoice(session, email=f"{name}@example.org") for name in ("unpaid", "late", "paid")}
    late(found["late"])
    pay(found["paid"], 9500)
    found["request"] = make_booking(session=session, state=BookingState.REQUESTED)
    found["card"] = make_booking(session=session)
    by_id = {booking.pk: name for name, booking in found.items()}

    rows = organiser_client().get(LIST, {"waits": value} if value else {}).context["cl"].result_list

    assert sorted(by_id[row.pk] for row in rows) == names


@pytest.mark.parametrize(
    "query", [{"state__exact": "confirmed"}, {"settlement__exact": "invoice"}, {"session__workshop__id__exact": "1"}]
)
def test_list_can_be_narrowed_by_state_settlement_and_workshop(query):
    assert organiser_client().get(LIST, query).status_code == 200
