"""Answers to an offer, and offers that nobody answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState
from attendees.errors import OfferOverError
from attendees.models import Booking, OutboxMessage, Payment
from attendees.services.checkouts import start_checkout
from attendees.services.offers import accept_offer, decline_offer, lapse_offer
from attendees.services.payments import record_payment
from attendees.services.releasing import cancel_booking
from tests.factories import make_provider
from tests.factories_waiting import (
    counters,
    make_full_session,
    make_offer,
    make_over,
    make_waiting,
    states,
    zone_where_it_is,
)
from workshops.models import StateChange, TicketType

pytestmark = pytest.mark.django_db


def accept(booking):
    return accept_offer(booking_id=booking.pk, by="booker")


def decline(booking):
    return decline_offer(booking_id=booking.pk, by="booker")


def entry_state(booking):
    booking.waiting_entry.refresh_from_db()
    return booking.waiting_entry.state


def sent(booking):
    return sorted(OutboxMessage.objects.filter(to=booking.booker_email).values_list("kind", flat=True))


def test_accepting_a_free_offer_confirms_it():
    booking = make_offer(quantity=2)

    booking = accept(booking)

    assert (booking.state, [place.state for place in booking.places.all()]) == ("confirmed", ["confirmed"] * 2)
    assert (entry_state(booking), counters(booking.session)) == ("booked", ((2, 2), (0, 0)))
    assert sent(booking)[0] == "booking_confirmed"


def test_accepting_a_paid_offer_holds_it_for_payment_of_the_price_promised():
    booking = make_offer(quantity=3, price_pence=9500)
    TicketType.objects.update(price_pence=20000)

    booking = accept(booking)

    payment = Payment.objects.get()
    assert (booking.state, booking.total_pence) == (BookingState.HELD, 28500)
    assert (payment.state, payment.amount_pence, payment.booking) == ("pending", 28500, booking)
    assert (entry_state(booking), counters(booking.session)) == ("booked", ((3, 3), (0, 0)))


def test_accepted_offer_is_paid_at_stripe_and_confirmed(stripe):
    booking = accept(make_offer(price_pence=9500))
    payment = booking.payments.get()

    address = start_checkout(payment_id=payment.pk)
    record_payment(payment_id=payment.pk, intent_id="pi_1", by="stripe")

    booking.refresh_from_db()
    assert (address.startswith("http"), booking.state) == (True, "confirmed")


def test_saying_yes_early_takes_no_time_away():
    make_provider(offer_hours=24)
    booking = make_offer(price_pence=9500)
    end = booking.hold_ends_at

    assert accept(booking).hold_ends_at == end


def test_saying_yes_late_leaves_time_to_pay():
    make_provider(hold_minutes=30)
    booking = make_offer(price_pence=9500)
    Booking.objects.filter(pk=booking.pk).update(hold_ends_at=timezone.now() + timedelta(minutes=1))

    assert timedelta(minutes=29) < accept(booking).hold_ends_at - timezone.now() <= timedelta(minutes=30)


def test_accepting_twice_gives_the_booking_back_as_it_is():
    booking = make_offer(price_pence=9500)

    first, second = accept(booking), accept(booking)

    assert (first.pk, second.state, Payment.objects.count()) == (second.pk, "held", 1)
    assert counters(booking.session) == ((1, 1), (0, 0))


def test_accepting_an_offer_past_its_end_is_refused_and_ends_it():
    booking = make_over(make_offer(quantity=2))

    with pytest.raises(OfferOverError, match="has ended"):
        accept(booking)

    booking.refresh_from_db()
    assert (booking.state, entry_state(booking), counters(booking.session)) == ("expired", "lapsed", ((0, 0), (0, 0)))


@pytest.mark.parametrize(
    "end", [decline, lambda booking: lapse_offer(booking_id=make_over(booking).pk)], ids=["declined", "lapsed"]
)
def test_accepting_an_offer_that_has_ended_is_refused(end):
    booking = make_offer()
    end(booking)

    with pytest.raises(OfferOverError, match="has ended"):
        accept(booking)

    assert counters(booking.session) == ((0, 0), (0, 0))


def test_accepting_a_cancelled_booking_of_another_kind_is_refused():
    session = make_full_session()
    booking = Booking.objects.get(session=session)
    cancel_booking(booking_id=booking.pk, by="booker")

    with pytest.raises(OfferOverError):
        accept(booking)


def test_declining_offers_the_seats_to_the_next():
    session = make_full_session()
    booking = make_offer(session=session)
    make_waiting(session)

    booking = decline(booking)

    assert (booking.state, booking.total_pence, states(session)) == ("cancelled", 0, ["declined", "offered"])
    assert counters(session) == ((1, 1), (1, 1))


def test_seats_that_a_party_declines_go_to_several():
    session = make_full_session(capacity=3)
    booking = make_offer(session=session, quantity=3)
    for quantity in (2, 2, 1):
        make_waiting(session, quantity=quantity)

    decline(booking)

    assert states(session) == ["declined", "offered", "waiting", "offered"]


def test_declining_twice_changes_nothing_more():
    booking = make_offer()

    first, second = decline(booking), decline(booking)

    assert (first.state, second.state, counters(booking.session)) == ("cancelled", "cancelled", ((0, 0), (0, 0)))


@pytest.mark.parametrize("price_pence", [0, 9500])
def test_declining_what_was_taken_is_refused(price_pence):
    booking = accept(make_offer(price_pence=price_pence))

    with pytest.raises(OfferOverError, match="cancel the booking"):
        decline(booking)

    assert counters(booking.session) == ((1, 1), (0, 0))


def test_offer_without_an_answer_ends_is_told_of_and_goes_to_the_next():
    session = make_full_session()
    booking = make_over(make_offer(session=session))
    make_waiting(session)

    assert lapse_offer(booking_id=booking.pk) is True

    booking.refresh_from_db()
    assert (booking.state, states(session), counters(session)) == ("expired", ["lapsed", "offered"], ((1, 1), (1, 1)))
    assert "offer_lapsed" in sent(booking)


def test_message_about_a_lapsed_offer_leads_back_onto_the_list():
    booking = make_over(make_offer(quantity=2))
    entry = booking.waiting_entry

    lapse_offer(booking_id=booking.pk)

    text = OutboxMessage.objects.get(kind="offer_lapsed").text
    assert f"http://testserver/sessions/{booking.session_id}/wait/?quantity=2&ticket={entry.ticket_type_id}" in text


def test_offer_that_still_stands_does_not_lapse():
    booking = make_offer()

    assert (lapse_offer(booking_id=booking.pk), entry_state(booking)) == (False, "offered")


def test_offer_lapses_once():
    booking = make_over(make_offer())

    assert [lapse_offer(booking_id=booking.pk) for _ in range(2)] == [True, False]
    assert (OutboxMessage.objects.filter(kind="offer_lapsed").count(), counters(booking.session)) == (
        1,
        ((0, 0), (0, 0)),
    )


def test_whoever_let_an_offer_go_may_wait_again_at_the_end():
    session = make_full_session()
    booking = make_offer(session=session, email="tom@example.org")
    make_waiting(session)
    decline(booking)

    again = make_waiting(session, email="tom@example.org")

    assert (again.state, states(session)) == ("waiting", ["declined", "offered", "waiting"])


@pytest.mark.parametrize(
    "answer", [accept, decline, lambda booking: cancel_booking(booking_id=booking.pk, by="user:1")]
)
def test_offer_that_waits_for_the_morning_is_not_sent_once_it_is_answered(answer):
    booking = make_offer(session=make_full_session(time_zone=zone_where_it_is(2)))
    before = sent(booking)

    answer(booking)

    assert ("seats_offered" in before, "seats_offered" in sent(booking)) == (True, False)


def test_offer_that_was_sent_stays_in_the_record():
    booking = make_offer()
    OutboxMessage.objects.filter(kind="seats_offered").update(state="sent", sent_at=timezone.now())

    decline(booking)

    assert "seats_offered" in sent(booking)


def test_cancelling_the_booking_of_an_offer_ends_its_entry():
    session = make_full_session()
    booking = make_offer(session=session)
    make_waiting(session)

    cancel_booking(booking_id=booking.pk, by="user:1", reason="Asked by telephone.")

    assert (states(session), counters(session)) == (["declined", "offered"], ((1, 1), (1, 1)))


def test_seat_taken_and_given_back_goes_to_the_next():
    session = make_full_session(price_pence=9500)
    booking = accept(make_offer(session=session))
    make_waiting(session)

    cancel_booking(booking_id=booking.pk, by="booker")

    assert (states(session), counters(session)) == (["booked", "offered"], ((1, 1), (1, 1)))


def test_record_tells_who_answered():
    booking = accept(make_offer())

    changes = StateChange.objects.filter(subject="attendees.waitinglistentry", subject_id=booking.waiting_entry.pk)
    assert list(changes.order_by("pk").values_list("to_state", "by")) == [
        ("offered", "waiting list"),
        ("booked", "booker"),
    ]
