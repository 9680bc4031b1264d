"""Cancelling a booking: what goes back is said first, and chosen by the policy or over it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState
from attendees.models import OutboxMessage, Refund
from attendees.services.balances import balance_of
from tests.attendees.admin.pages import audit, booking_page, offered_steps, step_of, typed, whoever, wrong
from tests.factories import make_booking, make_provider, make_session
from tests.factories_money import book, invoice, paid
from tests.workshops.admin.clients import organiser_client, send, staff_client

pytestmark = pytest.mark.django_db
WHY = "Asked by telephone"


@pytest.fixture
def half_back():
    """A provider whose terms give half back by now: the session is in thirty days."""
    return make_provider(cancellation_days=40, partial_days=10, partial_percent=50)


def cancel(booking, client=None, **filled):
    return send(client or organiser_client(), booking_page(booking, "cancel"), **{"reason": WHY} | filled)


def refused(booking, **filled):
    return organiser_client().post(booking_page(booking, "cancel"), {"reason": WHY} | filled)


def look(booking):
    return organiser_client().get(booking_page(booking, "cancel"))


def refunds():
    return list(Refund.objects.values_list("amount_pence", flat=True))


def reread(booking):
    booking.refresh_from_db()
    booking.session.refresh_from_db()
    return booking


@pytest.mark.parametrize(
    ("filled", "given"),
    [
        ({"share": "policy"}, [4750]),
        ({"share": "all"}, [9500]),
        ({"share": "none"}, []),
        ({"share": "other", "percent": "30"}, [2850]),
        ({"share": "other", "percent": "0"}, []),
    ],
)
def test_cancelling_gives_back_what_was_chosen_and_frees_the_seat(half_back, filled, given):
    booking = paid(make_session(price_pence=9500))

    told = cancel(booking, **filled)

    assert (told, refunds()) == ([f"Cancelled: {booking}."], given)
    assert (reread(booking).state, booking.session.places_taken) == (BookingState.CANCELLED, 0)


def test_cancelling_keeps_who_and_why():
    booking, client = paid(make_session(price_pence=9500)), organiser_client()

    cancel(booking, client, share="none")

    assert audit("booking", "cancelled") == (whoever(client), WHY)


def test_page_says_what_the_policy_would_give_back_of_each_place_and_in_sum(half_back):
    booking = paid(make_session(price_pence=9500), quantity=2)

    assert step_of(look(booking)).facts == [
        "Priya Nair is told by email, and the seats are free again.",
        "By the policy £95.00 of £190.00 would go back now.",
        "For Priya Nair: £47.50 of £95.00.",
        f"For place {booking.places.last().code}: £47.50 of £95.00.",
    ]


def test_looking_at_the_page_changes_nothing():
    booking = paid(make_session(price_pence=9500))
    told_before = OutboxMessage.objects.count()

    response = look(booking)

    assert (response.status_code, reread(booking).state) == (200, BookingState.CONFIRMED)
    assert (refunds(), OutboxMessage.objects.count()) == ([], told_before)


def test_once_the_session_has_begun_the_policy_is_no_choice_and_an_organiser_decides():
    booking = paid(make_session(price_pence=9500))
    begun = timezone.now() - timedelta(hours=1)
    type(booking.session).objects.filter(pk=booking.session_id).update(starts_at=begun)

    page = look(booking)
    choices = [value for value, _ in page.context["form"].fields["share"].choices]

    assert (choices, step_of(page).facts[-1]) == (
        ["all", "none", "other"],
        "The session has begun, so the policy has no answer any more: you decide.",
    )


def test_share_of_the_policy_sent_once_the_session_has_begun_is_refused():
    booking = paid(make_session(price_pence=9500))
    begun = timezone.now() - timedelta(hours=1)
    type(booking.session).objects.filter(pk=booking.session_id).update(starts_at=begun)

    assert wrong(refused(booking, share="policy")) == {"share": ["Choose what goes back."]}
    assert reread(booking).state == BookingState.CONFIRMED


@pytest.mark.parametrize(
    ("filled", "field", "sentence"),
    [
        ({"reason": "  ", "share": "all"}, "reason", "This field is required."),
        ({}, "share", "Choose what goes back."),
        ({"share": "half"}, "share", "Choose what goes back."),
        ({"share": "other"}, "percent", "Enter the percentage that goes back."),
        ({"share": "other", "percent": "101"}, "percent", "Write a whole number from 0 to 100."),
        ({"share": "other", "percent": "-1"}, "percent", "Write a whole number from 0 to 100."),
        ({"share": "other", "percent": "a third"}, "percent", "Write a whole number from 0 to 100."),
        (
            {"share": "policy", "percent": "30"},
            "percent",
            "You entered a percentage: choose “Another percentage” too, or take it out.",
        ),
    ],
)
def test_odd_input_is_refused_at_its_field_and_kept(filled, field, sentence):
    booking = paid(make_session(price_pence=9500))

    response = refused(booking, **filled)

    assert wrong(response) == {field: [sentence]}
    assert {name: typed(response, name) for name in filled} == filled
    assert (reread(booking).state, refunds()) == (BookingState.CONFIRMED, [])


@pytest.mark.parametrize("make", [make_booking, lambda: book(make_session(price_pence=9500))])
def test_nothing_is_asked_about_money_that_was_never_charged(make):
    booking = make()
    page = look(booking)

    assert list(page.context["form"].fields) == ["reason"]
    assert step_of(page).facts[-1] == "Nothing was charged, so nothing goes back."


def test_held_card_booking_is_cancelled_with_a_reason_alone():
    booking = book(make_session(price_pence=9500))

    told = cancel(booking)

    assert (told, reread(booking).state) == ([f"Cancelled: {booking}."], BookingState.CANCELLED)


def test_of_an_unpaid_invoice_what_does_not_go_back_stays_owed():
    booking, client = invoice(), organiser_client()

    facts = step_of(client.get(booking_page(booking, "cancel"))).facts
    told = cancel(booking, client, share="other", percent="60")

    assert facts[-1] == "What goes back is taken off the invoice first; what was paid beyond that is refunded."
    assert (told, reread(booking).state) == ([f"Cancelled: {booking}."], BookingState.CANCELLED)
    assert (balance_of(booking).outstanding, refunds()) == (3800, [])


def test_booking_that_ended_meanwhile_is_refused_and_the_reason_stays():
    booking = make_booking(state=BookingState.EXPIRED)

    response = refused(booking)

    assert wrong(response) == {"__all__": [f"Booking {booking} is expired, so there is nothing to cancel."]}
    assert typed(response, "reason") == WHY


@pytest.mark.parametrize(
    ("state", "is_offered"),
    [
        (BookingState.REQUESTED, True),
        (BookingState.HELD, True),
        (BookingState.CONFIRMED, True),
        (BookingState.CANCELLED, False),
        (BookingState.EXPIRED, False),
        (BookingState.DECLINED, False),
    ],
)
def test_cancelling_is_offered_while_there_is_something_to_cancel(state, is_offered):
    assert ("Cancel booking" in offered_steps(make_booking(state=state))) is is_offered


@pytest.mark.parametrize("method", ["get", "post"])
def test_cancelling_without_permission_is_forbidden(method):
    booking = paid(make_session(price_pence=9500))
    client = staff_client("attendees.view_booking", "attendees.change_place")

    response = getattr(client, method)(booking_page(booking, "cancel"), {"reason": WHY, "share": "all"})

    assert (response.status_code, reread(booking).state, refunds()) == (403, BookingState.CONFIRMED, [])


def test_permission_to_change_bookings_is_enough_to_cancel():
    booking = paid(make_session(price_pence=9500))
    client = staff_client("attendees.view_booking", "attendees.change_booking")

    told = cancel(booking, client, share="all")

    assert (told, refunds()) == ([f"Cancelled: {booking}."], [9500])
