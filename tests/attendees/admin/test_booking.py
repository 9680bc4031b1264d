"""Bookings: looked at, cancelled, and their link sent again."""

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PaymentState
from attendees.models import Booking, OutboxMessage, Payment, Refund
from tests.factories import make_booking, make_session
from tests.workshops.admin.clients import act, organiser_client, send, staff_client
from workshops.models import StateChange

pytestmark = pytest.mark.django_db
LIST = "/admin/attendees/booking/"


def page(booking, step="change"):
    return f"{LIST}{booking.pk}/{step}/"


def paid_booking():
    booking = make_booking(session=make_session(price_pence=9500))
    Payment.objects.create(
        booking=booking,
        amount_pence=9500,
        state=PaymentState.PAID,
        paid_at=timezone.now(),
        checkout_id="cs",
        intent_id="pi",
    )
    return booking


@pytest.mark.parametrize(("step", "refunded"), [("cancel-refunding", [9500]), ("cancel-keeping", [])])
def test_cancel_step_frees_the_seat_and_refunds_as_its_name_says(step, refunded):
    booking = paid_booking()

    told = send(organiser_client(), page(booking, step), reason="Asked by telephone")

    booking.refresh_from_db()
    booking.session.refresh_from_db()
    assert (told, booking.state, booking.session.places_taken) == (
        [f"Cancelled: {booking}."],
        BookingState.CANCELLED,
        0,
    )
    assert list(Refund.objects.values_list("amount_pence", flat=True)) == refunded


def test_cancel_step_keeps_who_and_why():
    booking, client = paid_booking(), organiser_client()

    send(client, page(booking, "cancel-keeping"), reason="Asked by telephone")

    change = StateChange.objects.get(subject="attendees.booking")
    assert (change.by, change.reason) == (f"user:{client.session['_auth_user_id']}", "Asked by telephone")


def test_cancel_step_looked_at_changes_nothing():
    booking = paid_booking()

    response = organiser_client().get(page(booking, "cancel-refunding"))

    booking.refresh_from_db()
    assert (response.status_code, booking.state) == (200, BookingState.CONFIRMED)


def test_cancel_step_without_a_reason_changes_nothing():
    booking = paid_booking()

    organiser_client().post(page(booking, "cancel-refunding"), {"reason": "  "})

    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED


def test_cancel_step_refuses_an_expired_booking():
    booking = make_booking(state=BookingState.EXPIRED)

    told = send(organiser_client(), page(booking, "cancel-keeping"), reason="Too late")

    assert told == [f"Booking {booking} has expired, so there is nothing to cancel."]


@pytest.mark.parametrize("step", ["cancel-refunding", "cancel-keeping", "send-link"])
def test_steps_without_permission_are_forbidden(step):
    booking = make_booking()

    response = staff_client("attendees.view_booking").post(page(booking, step), {"reason": "No"})

    booking.refresh_from_db()
    assert (response.status_code, booking.state) == (403, BookingState.CONFIRMED)


def test_send_link_step_queues_the_link_to_the_booker():
    booking = make_booking(email="ann@example.org")

    told = send(organiser_client(), page(booking, "send-link"))

    assert told == [f"Link queued for: {booking}."]
    assert list(OutboxMessage.objects.values_list("kind", "to")) == [("booking_link", "ann@example.org")]


def test_send_link_action_tells_done_and_refused_apart():
    live, over = make_booking(), make_booking(state=BookingState.CANCELLED)

    told = act(organiser_client(), LIST, "send_link", live, over)

    assert sorted(told) == sorted(
        [
            f"Booking {over} is cancelled: its link was not sent.",
            f"Link queued, at most once an hour, for: {live}.",
        ]
    )


def test_form_sent_by_hand_is_forbidden_and_changes_nothing():
    booking = make_booking()

    response = organiser_client().post(page(booking), {"state": "cancelled", "booker_name": "Someone else"})

    booking.refresh_from_db()
    assert (response.status_code, booking.state, booking.booker_name) == (403, BookingState.CONFIRMED, "Priya Nair")


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_bookings_are_neither_added_nor_deleted_here(path):
    booking = make_booking(state=BookingState.CANCELLED)

    response = organiser_client().post(LIST + path.format(pk=booking.pk), {"post": "yes"})

    assert (response.status_code, Booking.objects.count()) == (403, 1)


@pytest.mark.parametrize("term", ["reference", "booker_name", "booker_email"])
def test_search_finds_by_reference_name_and_email(term):
    booking = make_booking(name="Wilhelmina Okafor", email="w@example.org")
    make_booking(name="Someone else")

    found = organiser_client().get(LIST, {"q": getattr(booking, term)}).context["cl"].result_list

    assert list(found) == [booking]


def test_form_shows_places_payments_and_refunds():
    booking = paid_booking()
    Refund.objects.create(payment=booking.payments.get(), amount_pence=500, reason="Goodwill")

    text = organiser_client().get(page(booking)).content.decode()

    assert [text.count(amount) > 0 for amount in ("£95.00", "£5.00 To be sent")] == [True, True]
