"""A booking's own page: who may open it, and what can be done there."""

from datetime import timedelta

import pytest

from attendees.enums import BookingState
from attendees.links import booking_key, booking_link
from attendees.models import Payment, Refund
from attendees.place_links import join_link
from attendees.services.checkouts import start_checkout
from tests.factories import make_booking, make_organiser, make_past_session, make_session, make_user
from tests.factories_places import make_named

pytestmark = pytest.mark.django_db


def enter(client, booking):
    client.get(booking_link(booking))


def test_it_works_by_the_signed_link(client):
    booking = make_booking()

    answer = client.get(booking_link(booking), follow=True)

    assert answer.redirect_chain == [(f"/bookings/{booking.reference}/", 302)]
    assert "Your place is confirmed" in answer.content.decode()


def test_owner_opens_it_by_account(client):
    user = make_user()
    client.force_login(user)

    assert client.get(make_booking(user=user).get_absolute_url()).status_code == 200


def test_organiser_opens_it(client):
    client.force_login(make_organiser())

    assert client.get(make_booking().get_absolute_url()).status_code == 200


def test_anonymous_visitor_finds_nothing(client):
    assert client.get(make_booking().get_absolute_url()).status_code == 404


def test_another_attendee_finds_nothing(client):
    client.force_login(make_user())

    assert client.get(make_booking().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("key", ["", "wrong", "x" * 500])
def test_wrong_key_finds_nothing(client, key):
    booking = make_booking()

    assert client.get(f"{booking.get_absolute_url()}?key={key}").status_code == 404


def test_key_of_one_booking_does_not_open_another(client):
    mine, other = make_booking(), make_booking()

    assert client.get(f"{other.get_absolute_url()}?key={booking_key(mine.reference)}").status_code == 404


def test_unknown_booking_is_not_found(client):
    assert client.get("/bookings/ZZZZ-ZZZZ/").status_code == 404


def test_page_is_not_kept_by_caches(client):
    booking = make_booking()
    enter(client, booking)

    assert "no-store" in client.get(booking.get_absolute_url())["Cache-Control"]


def test_joining_page_is_shown_to_confirmed_bookings_only(client):
    held = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    confirmed = make_booking()
    for booking in (held, confirmed):
        enter(client, booking)

    pages = [client.get(booking.get_absolute_url()).content.decode() for booking in (held, confirmed)]
    assert ["/join/" in page for page in pages] == [False, True]
    assert ["https://meet.example/room" in page for page in pages] == [False, False]


@pytest.mark.parametrize("state", list(BookingState))
def test_every_state_has_its_page(client, state):
    booking = make_booking(session=make_session(price_pence=9500), state=state)
    enter(client, booking)

    assert client.get(booking.get_absolute_url()).status_code == 200


@pytest.fixture
def at_checkout(stripe):
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    start_checkout(payment_id=Payment.objects.create(booking=booking, amount_pence=9500).pk)
    return booking


def test_coming_back_from_stripe_confirms_without_waiting_for_the_event(client, stripe, at_checkout):
    stripe.pay(at_checkout.payments.get().checkout_id)

    answer = client.get(booking_link(at_checkout) + "&paid=1", follow=True)

    assert "Your place is confirmed" in answer.content.decode()


def test_claiming_to_have_paid_confirms_nothing(client, at_checkout):
    client.get(booking_link(at_checkout) + "&paid=1")

    at_checkout.refresh_from_db()
    assert at_checkout.state == BookingState.HELD


def test_coming_back_while_stripe_is_silent_says_so(client, at_checkout, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    answer = client.get(booking_link(at_checkout) + "&paid=1", follow=True)

    assert "on its way to us" in answer.content.decode()


def test_coming_back_unpaid_keeps_the_seat_and_says_so(client, at_checkout):
    answer = client.get(booking_link(at_checkout) + "&unpaid=1", follow=True)

    assert "You have not paid yet" in answer.content.decode()


def test_paying_leads_to_the_same_checkout_however_often(client, at_checkout):
    enter(client, at_checkout)

    answers = [client.post(f"{at_checkout.get_absolute_url()}pay/")["Location"] for _ in range(2)]

    assert answers == [at_checkout.payments.get().checkout_url] * 2


def test_paying_a_confirmed_booking_leads_back_to_it(client):
    booking = make_booking()
    enter(client, booking)

    assert client.post(f"{booking.get_absolute_url()}pay/")["Location"] == booking.get_absolute_url()


def test_a_stranger_cannot_pay_or_cancel(client):
    booking = make_booking()

    answers = [client.post(f"{booking.get_absolute_url()}{act}/").status_code for act in ("pay", "cancel")]

    booking.refresh_from_db()
    assert (answers, booking.state) == ([404, 404], BookingState.CONFIRMED)


def test_cancelling_asks_first(client):
    booking = make_booking()
    enter(client, booking)

    answer = client.get(f"{booking.get_absolute_url()}cancel/")

    booking.refresh_from_db()
    assert (answer.status_code, booking.state) == (200, BookingState.CONFIRMED)


def test_cancelling_frees_the_seat(client):
    booking = make_booking()
    enter(client, booking)

    answer = client.post(f"{booking.get_absolute_url()}cancel/", follow=True)

    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED
    assert "This booking is cancelled" in answer.content.decode()


def test_what_goes_back_is_said_before_cancelling(client, stripe):
    early = make_booking(session=make_session(price_pence=9500, starts_in=timedelta(days=20)))
    late = make_booking(session=make_session(price_pence=9500, starts_in=timedelta(days=2)))
    for booking in (early, late):
        enter(client, booking)

    pages = [client.get(f"{booking.get_absolute_url()}cancel/").content.decode() for booking in (early, late)]
    assert ["£95.00 goes back" in pages[0], "gives no money back" in pages[1]] == [True, True]


def test_past_booking_cannot_be_cancelled(client):
    booking = make_booking(session=make_past_session())
    enter(client, booking)

    client.post(f"{booking.get_absolute_url()}cancel/")

    booking.refresh_from_db()
    assert (booking.state, Refund.objects.count()) == (BookingState.CONFIRMED, 0)


def test_invitation_has_the_personal_joining_page(client):
    booking = make_booking()
    enter(client, booking)

    answer = client.get(f"{booking.get_absolute_url()}invitation.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = answer.content.replace(b"\r\n ", b"").decode()
    assert (join_link(booking.places.get()) in calendar, "meet.example" in calendar) == (True, False)


def test_organiser_is_offered_neither_the_booker_s_joining_page_nor_their_needs(client):
    booking = make_booking()
    client.force_login(make_organiser())

    page = client.get(booking.get_absolute_url()).content.decode()

    assert ("/join/" in page, "/needs/" in page) == (False, False)


def test_booker_of_places_for_others_has_no_joining_page(client):
    booking = make_named().booking
    enter(client, booking)

    page = client.get(booking.get_absolute_url()).content.decode()
    calendar = client.get(f"{booking.get_absolute_url()}invitation.ics").content

    assert ("Each attendee joins by a page of their own" in page, "/join/" in page) == (True, False)
    assert (b"/join/" in calendar, b"LOCATION:Online Zoom" in calendar) == (False, True)


def test_held_booking_has_no_invitation(client):
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.HELD)
    enter(client, booking)

    assert client.get(f"{booking.get_absolute_url()}invitation.ics").status_code == 404


@pytest.mark.parametrize("reference", ["%00", "..%2F..", "x" * 61, "’", "a b"])
def test_nonsense_is_not_found(client, reference):
    assert client.get(f"/bookings/{reference}/").status_code == 404


def test_cancelling_what_has_expired_says_that_it_had_ended(client):
    booking = make_booking(session=make_session(price_pence=9500), state=BookingState.EXPIRED)
    enter(client, booking)

    page = client.post(f"{booking.get_absolute_url()}cancel/", follow=True).content.decode()

    booking.refresh_from_db()
    assert booking.state == BookingState.EXPIRED
    assert "had ended already, so there was nothing to cancel" in page
    assert "We have sent you a message about it" not in page


def test_refusal_to_cancel_is_shown(client):
    booking = make_booking(session=make_past_session())
    enter(client, booking)

    page = client.post(f"{booking.get_absolute_url()}cancel/", follow=True).content.decode()

    assert "can no longer be cancelled here" in page


def test_coming_back_to_a_checkout_that_stripe_does_not_know_says_what_to_do(client, at_checkout):
    Payment.objects.update(checkout_id="cs_test_gone")

    answer = client.get(booking_link(at_checkout) + "&paid=1", follow=True)

    at_checkout.refresh_from_db()
    assert (answer.status_code, at_checkout.state) == (200, BookingState.HELD)
    assert "We cannot find your payment" in answer.content.decode()


def test_cancelled_booking_says_what_goes_back(client, stripe, at_checkout):
    stripe.pay(at_checkout.payments.get().checkout_id)
    client.get(booking_link(at_checkout) + "&paid=1")

    answer = client.post(f"{at_checkout.get_absolute_url()}cancel/", follow=True)

    assert "£95.00 goes back to your card" in answer.content.decode()
