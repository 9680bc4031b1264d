"""Bookings on invoice: money by bank in full and in part, by card instead, trust, reminders, and the end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PaymentMethod, PaymentState
from attendees.errors import InvoiceRefusedError
from attendees.models import BillingDetails, Document, OutboxMessage, Payment, Refund
from attendees.services.approving import approve_booking
from attendees.services.balances import balance_of
from attendees.services.invoicing import (
    look_after_invoices,
    pay_by_card,
    record_transfer,
    release_unpaid,
    trust_booking,
)
from attendees.services.moving import move_place
from attendees.services.payments import record_payment
from attendees.services.places import cancel_places
from attendees.services.releasing import cancel_booking
from tests.factories import make_provider, make_session
from tests.factories_money import BILLING, book, counters, invoice, other_date, ticket_of
from workshops.models import StateChange, TicketType

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking():
    return invoice(quantity=3)


def transfer(booking, pence, reference="BACS 17"):
    record_transfer(booking_id=booking.pk, amount_pence=pence, reference=reference, by="user:1")
    booking.refresh_from_db()
    return booking


def due_in(booking, **ahead):
    BillingDetails.objects.filter(booking=booking).update(due_at=timezone.now() + timedelta(**ahead))


def reminders():
    return OutboxMessage.objects.filter(kind="invoice_reminder")


def test_transfer_in_full_confirms_and_is_receipted(booking):
    transfer(booking, 28500)

    payment = Payment.objects.get()
    assert (booking.state, payment.method, payment.note, payment.state) == ("confirmed", "bank", "BACS 17", "paid")
    assert (payment.receipt.total_pence, balance_of(booking).outstanding) == (28500, 0)
    assert OutboxMessage.objects.filter(kind="booking_confirmed").count() == 1


def test_transfer_in_part_waits_for_the_rest(booking):
    transfer(booking, 10000)
    assert (booking.state, balance_of(booking).outstanding) == ("held", 18500)

    transfer(booking, 18500)

    assert (booking.state, Payment.objects.count()) == ("confirmed", 2)


@pytest.mark.parametrize("pence", [0, 28501])
def test_no_more_is_recorded_than_is_outstanding(booking, pence):
    with pytest.raises(InvoiceRefusedError, match=r"£285\.00 is outstanding"):
        transfer(booking, pence)

    assert Payment.objects.count() == 0


def test_part_that_somebody_else_recorded_meanwhile_is_not_recorded_again(booking):
    """Two organisers have the same page open, and the same line of the bank statement before them."""
    seen = balance_of(booking).outstanding
    transfer(booking, 10000)

    with pytest.raises(InvoiceRefusedError, match=r"£185\.00 is outstanding now"):
        record_transfer(booking_id=booking.pk, amount_pence=10000, reference="BACS 17", by="user:2", seen_pence=seen)

    assert Payment.objects.count() == 1


def test_transfer_for_a_booking_by_card_is_refused():
    with pytest.raises(InvoiceRefusedError, match="not on invoice"):
        transfer(book(make_session(price_pence=9500)), 9500)


def test_transfer_for_a_request_is_refused():
    session = make_session(price_pence=9500)
    TicketType.objects.update(needs_approval=True)

    with pytest.raises(InvoiceRefusedError, match="not approved"):
        transfer(book(session, billing=BILLING), 9500)


def test_trusted_booking_is_confirmed_and_still_owes(booking):
    trust_booking(booking_id=booking.pk, by="user:1", reason="They always pay.")

    booking.refresh_from_db()
    assert (booking.state, balance_of(booking).outstanding) == ("confirmed", 28500)
    assert StateChange.objects.filter(reason="They always pay.", to_state="confirmed").exists()
    assert transfer(booking, 28500).state == BookingState.CONFIRMED


def test_only_an_invoice_that_waits_can_be_trusted():
    with pytest.raises(InvoiceRefusedError, match="does not wait"):
        trust_booking(booking_id=book(make_session(price_pence=9500)).pk, by="user:1", reason="x")


def test_card_settles_what_is_outstanding(booking):
    transfer(booking, 8500)
    payment = pay_by_card(booking_id=booking.pk)
    assert payment.amount_pence == 20000

    record_payment(payment_id=payment.pk, intent_id="pi_1", by="stripe")

    booking.refresh_from_db()
    assert (booking.state, balance_of(booking).outstanding, Refund.objects.count()) == ("confirmed", 0, 0)


def test_paying_by_card_twice_leads_to_the_same_payment(booking):
    assert pay_by_card(booking_id=booking.pk) == pay_by_card(booking_id=booking.pk)


def test_card_payment_follows_what_came_in_meanwhile(booking):
    first = pay_by_card(booking_id=booking.pk)
    transfer(booking, 8500)

    second = pay_by_card(booking_id=booking.pk)

    first.refresh_from_db()
    assert (first.state, second.amount_pence) == (PaymentState.LAPSED, 20000)


def give_back_one(booking):
    cancel_places(booking_id=booking.pk, place_ids=[booking.places.first().pk], by="user:1", percent=100)


def trust_and_give_back_one(booking):
    trust_booking(booking_id=booking.pk, by="user:1", reason="They always pay.")
    give_back_one(booking)


def move_one_to_a_cheaper_date(booking):
    ticket = ticket_of(other_date(booking.session, price_pence=9000))
    move_place(place_id=booking.places.first().pk, ticket=ticket, by="booker")


def pay_an_older_page(booking):
    older = Payment.objects.create(booking=booking, amount_pence=5000, state=PaymentState.LAPSED)
    record_payment(payment_id=older.pk, intent_id="pi_0", by="stripe")


@pytest.mark.parametrize(
    "less",
    [
        lambda booking: transfer(booking, 1),
        give_back_one,
        trust_and_give_back_one,
        move_one_to_a_cheaper_date,
        pay_an_older_page,
    ],
)
def test_card_payment_that_would_be_too_much_can_no_longer_be_made(booking, less):
    payment = pay_by_card(booking_id=booking.pk)

    less(booking)

    payment.refresh_from_db()
    assert (payment.state, balance_of(booking).outstanding < payment.amount_pence) == (PaymentState.LAPSED, True)


def test_card_payment_of_what_is_still_outstanding_stays(booking):
    payment = pay_by_card(booking_id=booking.pk)
    ticket = ticket_of(other_date(booking.session, price_pence=9600))

    move_place(place_id=booking.places.first().pk, ticket=ticket, by="booker")

    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING


def test_card_payment_of_a_settled_invoice_goes_back(booking):
    payment = pay_by_card(booking_id=booking.pk)
    transfer(booking, 28500)

    record_payment(payment_id=payment.pk, intent_id="pi_1", by="stripe")

    assert (Refund.objects.get().amount_pence, Refund.objects.get().payment) == (28500, payment)


def test_card_payment_of_a_released_invoice_buys_no_seats(booking):
    transfer(booking, 8500)
    payment = pay_by_card(booking_id=booking.pk)
    release_unpaid(booking_id=booking.pk, by="sweep")

    record_payment(payment_id=payment.pk, intent_id="pi_1", by="stripe")

    booking.refresh_from_db()
    assert (booking.state, booking.total_pence, booking.places.live().count()) == ("expired", 0, 0)
    assert sorted(Refund.objects.values_list("amount_pence", flat=True)) == [8500, 20000]
    assert [row.total_pence for row in Document.objects.order_by("pk")] == [28500, 8500, 28500]


def test_card_payment_of_what_is_kept_of_a_released_invoice_stays(booking):
    payment = pay_by_card(booking_id=booking.pk)
    first = booking.places.first()
    cancel_places(booking_id=booking.pk, place_ids=[first.pk], by="user:1", percent=50)
    release_unpaid(booking_id=booking.pk, by="sweep")

    record_payment(payment_id=payment.pk, intent_id="pi_1", by="stripe")

    assert (Refund.objects.get().amount_pence, balance_of(booking).outstanding) == (28500 - 4750, 0)
    assert payment.receipt.total_pence == 28500


def test_settled_or_card_booking_has_nothing_to_pay_by_card(booking):
    transfer(booking, 28500)

    assert pay_by_card(booking_id=booking.pk) is None
    assert pay_by_card(booking_id=book(make_session(price_pence=9500)).pk) is None


@pytest.mark.parametrize(("ahead", "sent"), [(8, 0), (6, 2), (-1, 2), (-9, 2)])
def test_reminders_go_to_booker_and_accounts_when_it_is_time(booking, ahead, sent):
    due_in(booking, days=ahead)

    look_after_invoices()
    look_after_invoices()

    assert reminders().count() == sent


def test_each_round_reminds_anew(booking):
    for ahead in (6, -1, -9):
        due_in(booking, days=ahead)
        look_after_invoices()

    assert reminders().filter(to="priya@example.org").count() == 3
    assert "overdue" in reminders().filter(to="ap@trust.example").first().html


def test_link_to_the_booking_is_for_the_booker_alone(booking):
    due_in(booking, days=1)

    look_after_invoices()

    assert ["?key=" in message.text for message in reminders().order_by("to")] == [False, True]


def test_paid_invoice_is_not_reminded_of(booking):
    transfer(booking, 28500)
    due_in(booking, days=-3)

    look_after_invoices()

    assert reminders().count() == 0


def test_overdue_places_are_released_only_where_the_provider_says_so(booking):
    due_in(booking, days=-1)
    look_after_invoices()
    booking.refresh_from_db()
    assert booking.state == BookingState.HELD

    make_provider(invoice_release="release")
    look_after_invoices()

    booking.refresh_from_db()
    assert (booking.state, counters(booking.session)) == ("expired", (0, 0, 0))
    assert (Document.objects.get(kind="credit_note").total_pence, balance_of(booking).owed) == (28500, 0)


def test_trusted_booking_is_never_released(booking):
    make_provider(invoice_release="release")
    trust_booking(booking_id=booking.pk, by="user:1", reason="They always pay.")
    due_in(booking, days=-30)

    look_after_invoices()

    booking.refresh_from_db()
    assert (booking.state, reminders().count()) == ("confirmed", 2)


def test_part_that_came_in_goes_back_by_hand_when_places_are_released(booking):
    transfer(booking, 10000)

    release_unpaid(booking_id=booking.pk, by="user:1")

    refund = Refund.objects.get()
    assert (refund.amount_pence, refund.payment.method, refund.state) == (10000, PaymentMethod.BANK, "pending")


def test_cancelled_invoice_that_was_paid_goes_back_by_hand(booking):
    transfer(booking, 28500)

    cancel_booking(booking_id=booking.pk, by="booker")

    assert (Refund.objects.get().amount_pence, balance_of(booking).excess) == (28500, 0)


def test_approval_dates_the_invoice_anew():
    session = make_session(price_pence=9500, starts_in=timedelta(days=60))
    TicketType.objects.update(needs_approval=True)
    booking = book(session, billing=BILLING)
    due_in(booking, days=-3)

    approved = approve_booking(booking_id=booking.pk, by="user:1")

    assert BillingDetails.objects.get().due_at == approved.hold_ends_at > timezone.now()
