"""Bookings on invoice: transfers that arrived, confirming before they do, and places given up when they do not."""

import pytest

from attendees.enums import BookingState, PaymentState
from attendees.models import Document, OutboxMessage, Payment, Refund
from attendees.services.balances import balance_of
from attendees.services.invoicing import record_transfer
from tests.attendees.admin.pages import audit, booking_page, offered_steps, step_of, texts, typed, whoever, wrong
from tests.factories import make_booking, make_session
from tests.factories_money import BILLING, book, invoice, paid
from tests.workshops.admin.clients import organiser_client, send, staff_client

pytestmark = pytest.mark.django_db
INVOICE_STEPS = {"Record a bank transfer", "Confirm before payment", "Release unpaid places"}
PAYMENTS = "/admin/attendees/payment/"


@pytest.fixture
def booking():
    """Two places, £190 on invoice."""
    return invoice(quantity=2)


def transfer(booking, client=None, **filled):
    """Send the page as it stands, with changes."""
    client = client or organiser_client()
    page = client.get(booking_page(booking, "transfer"))
    data = {name: typed(page, name) for name in ("seen",)} | {"amount": "190", "reference": "BACS 4471"} | filled
    return client.post(booking_page(booking, "transfer"), data, follow=True)


def messages(response):
    return [str(message) for message in response.context["messages"]]


def reread(booking):
    booking.refresh_from_db()
    return booking


def arrived():
    paid = Payment.objects.filter(state=PaymentState.PAID).order_by("pk")
    return list(paid.values_list("method", "amount_pence", "note"))


def test_transfer_in_full_confirms_the_booking_and_writes_a_receipt(booking):
    response = transfer(booking)

    assert messages(response) == [f"£190.00 recorded for booking {booking}. Nothing is outstanding any more."]
    assert (reread(booking).state, arrived()) == (BookingState.CONFIRMED, [("bank", 19000, "BACS 4471")])
    assert Document.objects.filter(kind="receipt", booking=booking).count() == 1


def test_transfer_in_part_leaves_the_rest_outstanding_and_the_places_held(booking):
    response = transfer(booking, amount="£65.50")

    assert messages(response) == [f"£65.50 recorded for booking {booking}. £124.50 is still outstanding."]
    assert (reread(booking).state, arrived()) == (BookingState.HELD, [("bank", 6550, "BACS 4471")])


def test_reference_stands_in_the_audit_with_who_recorded_it(booking):
    client = organiser_client()

    transfer(booking, client)

    assert audit("payment", "paid") == (whoever(client), "BACS 4471")


def test_amount_stands_ready_with_what_is_outstanding(booking):
    record_transfer(booking_id=booking.pk, amount_pence=4000, reference="First", by="user:1")

    page = organiser_client().get(booking_page(booking, "transfer"))

    assert (typed(page, "amount"), step_of(page).facts[0]) == ("150.00", "£150.00 is outstanding of £190.00.")
    assert len(arrived()) == 1


@pytest.mark.parametrize(
    ("filled", "field", "sentence"),
    [
        ({"amount": ""}, "amount", "Enter the amount that arrived."),
        ({"amount": "ninety"}, "amount", "Write the amount as 95 or 95.00."),
        ({"amount": "95.505"}, "amount", "Write the amount with two figures for the pence, such as 95.50."),
        (
            {"reference": " "},
            "reference",
            "Enter the reference, so that the payment can be found on the bank statement.",
        ),
        ({"reference": "x" * 201}, "reference", "Ensure this value has at most 200 characters (it has 201)."),
    ],
)
def test_odd_input_is_refused_at_its_field_and_kept(booking, filled, field, sentence):
    response = transfer(booking, **filled)

    assert wrong(response) == {field: [sentence]}
    assert typed(response, field) == filled[field]
    assert (reread(booking).state, arrived()) == (BookingState.HELD, [])


@pytest.mark.parametrize("amount", ["190.01", "0", "5000"])
def test_nothing_and_more_than_is_outstanding_are_refused_with_what_was_typed_kept(booking, amount):
    response = transfer(booking, amount=amount)

    assert wrong(response) == {
        "__all__": [
            f"£190.00 is outstanding for booking {booking}. Record no more than that, and send anything beyond it back."
        ]
    }
    assert (typed(response, "amount"), typed(response, "reference"), arrived()) == (amount, "BACS 4471", [])


def test_page_sent_twice_records_the_transfer_once(booking):
    client = organiser_client()
    transfer(booking, client, amount="95")

    again = transfer(booking, client, amount="95", seen="19000")

    assert wrong(again) == {
        "__all__": [
            "Something changed since you opened this page: £95.00 is outstanding now. Look at the payments of the booking, then record what is missing there."
        ]
    }
    assert (len(arrived()), typed(again, "seen"), typed(again, "amount")) == (1, "9500", "95")


def test_second_transfer_is_recorded_once_someone_has_looked(booking):
    client = organiser_client()
    transfer(booking, client, amount="95")

    transfer(booking, client, amount="95", reference="BACS 4472")

    assert (len(arrived()), reread(booking).state) == (2, BookingState.CONFIRMED)


def test_booking_by_card_takes_no_transfer():
    booking = book(make_session(price_pence=9500))

    response = transfer(booking, amount="95")

    assert wrong(response) == {
        "__all__": [f"Booking {booking} is not on invoice, so no transfer can be recorded for it."]
    }


def test_cancelled_booking_still_takes_what_it_owes(booking):
    send(organiser_client(), booking_page(booking, "cancel"), reason="Late", share="other", percent="50")
    reread(booking)

    client = staff_client("attendees.view_booking", "attendees.change_booking")
    transfer(booking, client, amount="95")

    assert (booking.state, balance_of(booking).outstanding) == (BookingState.CANCELLED, 0)


def test_trusting_confirms_before_payment_with_who_and_why(booking):
    client = organiser_client()

    told = send(client, booking_page(booking, "trust"), reason="They always pay")

    assert (told, reread(booking).state) == ([f"Confirmed before payment: {booking}."], BookingState.CONFIRMED)
    assert (audit("booking", "confirmed"), balance_of(booking).outstanding) == (
        (whoever(client), "They always pay"),
        19000,
    )


def test_trusting_a_booking_that_waits_for_no_invoice_is_refused():
    booking = book(make_session(price_pence=9500))

    told = send(organiser_client(), booking_page(booking, "trust"), reason="They always pay")

    assert told == [f"Booking {booking} does not wait for an invoice to be paid."]
    assert reread(booking).state == BookingState.HELD


def test_releasing_ends_the_booking_credits_it_and_gives_back_what_came(booking):
    record_transfer(booking_id=booking.pk, amount_pence=4000, reference="First", by="user:1")
    client = organiser_client()
    facts = step_of(client.get(booking_page(booking, "release"))).facts

    told = send(client, booking_page(booking, "release"), reason="No answer to three reminders")

    assert "£40.00 arrived for it and goes back." in facts
    assert (told, reread(booking).state) == ([f"Released unpaid: {booking}."], BookingState.EXPIRED)
    assert audit("booking", "expired") == (whoever(client), "No answer to three reminders")
    assert (Refund.objects.get().amount_pence, Document.objects.get(kind="credit_note").total_pence) == (4000, 19000)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: book(make_session(price_pence=9500)), "Booking {} is not on invoice. Cancel it instead."),
        (
            lambda: make_booking(settlement="invoice", session=make_session(price_pence=9500)),
            "Booking {} is confirmed, so nothing was released.",
        ),
    ],
)
def test_releasing_what_is_not_held_on_invoice_is_refused(make, sentence):
    booking = make()
    before = booking.state

    told = send(organiser_client(), booking_page(booking, "release"), reason="No answer")

    assert (told, reread(booking).state) == ([sentence.format(booking)], before)


@pytest.mark.parametrize("step", ["trust", "release"])
def test_steps_without_a_reason_change_nothing(booking, step):
    response = organiser_client().post(booking_page(booking, step), {"reason": " "})

    assert (wrong(response), reread(booking).state) == ({"reason": ["This field is required."]}, BookingState.HELD)


@pytest.mark.parametrize("step", ["transfer", "trust", "release"])
def test_looking_at_a_step_changes_nothing(booking, step):
    before = OutboxMessage.objects.count()

    response = organiser_client().get(booking_page(booking, step))

    assert (response.status_code, reread(booking).state) == (200, BookingState.HELD)
    assert (arrived(), OutboxMessage.objects.count()) == ([], before)


@pytest.mark.parametrize("step", ["transfer", "trust", "release"])
def test_steps_without_permission_are_forbidden(booking, step):
    client = staff_client("attendees.view_booking", "attendees.change_payment")

    response = client.post(
        booking_page(booking, step), {"amount": "190", "reference": "B", "seen": "19000", "reason": "No"}
    )

    assert (response.status_code, reread(booking).state, arrived()) == (403, BookingState.HELD, [])


@pytest.mark.parametrize(
    ("make", "steps"),
    [
        (invoice, INVOICE_STEPS),
        (lambda: trusted(invoice()), {"Record a bank transfer"}),
        (lambda: settled(invoice()), set()),
        (lambda: book(make_session(price_pence=9500)), set()),
        (lambda: paid(make_session(price_pence=9500)), set()),
        (lambda: requested(), set()),
    ],
    ids=["held", "trusted", "paid", "card", "paid by card", "to be approved"],
)
def test_invoice_steps_are_offered_while_they_make_sense(make, steps):
    assert INVOICE_STEPS & set(offered_steps(make())) == steps


def trusted(booking):
    send(staff_client("attendees.view_booking", "attendees.change_booking"), booking_page(booking, "trust"), reason="R")
    return booking


def settled(booking):
    record_transfer(booking_id=booking.pk, amount_pence=9500, reference="R", by="user:1")
    return booking


def requested():
    session = make_session(price_pence=9500)
    session.ticket_types.update(needs_approval=True)
    return book(session, billing=BILLING)


def test_list_of_payments_shows_transfers_and_finds_them_by_reference(booking):
    record_transfer(booking_id=booking.pk, amount_pence=4000, reference="BACS 4471", by="user:1")
    paid(make_session(price_pence=9500), email="c@example.org")

    response = organiser_client().get(PAYMENTS, {"q": "4471"})

    [payment] = response.context["cl"].result_list
    assert (payment.amount_pence, "Bank transfer" in texts(response, "td")) == (4000, True)
