"""Offering seats that came free to those who wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PlaceState, WaitingState
from attendees.errors import OfferRefusedError
from attendees.models import Booking, OutboxMessage, WaitingListEntry
from attendees.policy import Policy
from attendees.services.offering import offer_to_entry
from attendees.services.waiting import move_entry
from tests.factories import make_booking, make_provider, make_session, make_user
from tests.factories_documents import make_rate, make_seller
from tests.factories_waiting import (
    counters,
    free_seats_of,
    make_full_session,
    make_offer,
    make_waiting,
    offer,
    states,
    zone_where_it_is,
)
from workshops.enums import SessionState, WorkshopState
from workshops.models import Session, TicketType

pytestmark = pytest.mark.django_db


def add_ticket(session, name="Reduced", **fields):
    return TicketType.objects.create(session=session, name=name, **fields)


def in_session(session, **fields):
    Session.objects.filter(pk=session.pk).update(**fields)


def test_freed_seat_is_offered_to_the_first_who_waits():
    session = make_full_session()
    first, second = make_waiting(session), make_waiting(session)

    free_seats_of(session)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.booking.state, second.state) == ("offered", "offered", "waiting")
    assert counters(session) == ((1, 1), (2, 2))


def test_offer_is_a_booking_at_the_price_promised_with_everything_frozen():
    make_provider(cancellation_days=10, offer_hours=24)
    user = make_user("tom@example.org")
    session = make_full_session(capacity=2, price_pence=9500, time_zone=zone_where_it_is(12))
    entry = make_waiting(session, name="Tom Okafor", email="tom@example.org", user=user, quantity=2)

    free_seats_of(session, 2)

    entry.refresh_from_db()
    booking = entry.booking
    mine, other = booking.places.all()
    assert (booking.state, booking.total_pence, booking.settlement) == (BookingState.OFFERED, 19000, "card")
    assert (booking.booker_name, booking.booker_email, booking.user) == ("Tom Okafor", "tom@example.org", user)
    assert (booking.policy, booking.consented_at) == (
        Policy.of_provider(make_provider(cancellation_days=10)).as_json(),
        entry.created_at,
    )
    assert timedelta(hours=23, minutes=59) < booking.hold_ends_at - timezone.now() <= timedelta(hours=24)
    assert (mine.state, mine.attendee_name, mine.attendee_email, mine.user) == (
        "held",
        "Tom Okafor",
        "tom@example.org",
        user,
    )
    assert (other.state, other.attendee_name, other.attendee_email, other.user) == (PlaceState.HELD, "", "", None)
    assert [(place.list_pence, place.price_pence, place.vat_basis_points) for place in (mine, other)] == [
        (9500, 9500, None)
    ] * 2


def test_nobody_is_named_where_the_places_are_for_others():
    booking = make_offer(quantity=2, attends=False)

    assert [place.attendee_name for place in booking.places.all()] == ["", ""]


@pytest.mark.parametrize(
    "asks",
    [{"declaration": "I am a PWP."}, {"email_domains": "nhs.net"}, {"asks_profession": True}],
    ids=["declaration", "domain", "profession"],
)
def test_place_on_a_ticket_that_asks_more_is_to_be_named(asks):
    session = make_full_session()
    session.ticket_types.update(**asks)
    entry = make_waiting(session)

    free_seats_of(session)

    entry.refresh_from_db()
    assert [place.attendee_name for place in entry.booking.places.all()] == [""]


def test_price_promised_stays_when_the_ticket_costs_more_and_is_not_sold_any_more():
    session = make_full_session(price_pence=9500)
    entry = make_waiting(session)
    session.ticket_types.update(price_pence=12000, sale_closes_at=timezone.now() - timedelta(days=1))

    free_seats_of(session)

    entry.refresh_from_db()
    place = entry.booking.places.get()
    assert (entry.booking.total_pence, place.list_pence, place.discount_pence, place.price_pence) == (
        9500,
        9500,
        0,
        9500,
    )


def test_vat_is_frozen_by_the_rate_of_the_ticket():
    make_seller(vat=True)
    session = make_full_session(price_pence=12000)
    session.ticket_types.update(vat_rate=make_rate(500))
    entry = make_waiting(session)

    free_seats_of(session)

    entry.refresh_from_db()
    place = entry.booking.places.get()
    assert (place.vat_basis_points, place.vat_pence) == (500, 571)


def test_entry_from_before_tickets_were_chosen_gets_the_first_that_everyone_may_see():
    session = make_full_session(price_pence=9500)
    hidden = add_ticket(session, code="STAFF", position=0)
    entry = make_waiting(session)
    WaitingListEntry.objects.update(ticket_type=None, promised_pence=0)

    free_seats_of(session)

    entry.refresh_from_db()
    place = entry.booking.places.get()
    assert (place.ticket_type == hidden, place.price_pence) == (False, 9500)


def test_party_of_three_gets_seats_only_when_three_are_free():
    session = make_full_session(capacity=3)
    entry = make_waiting(session, quantity=3)

    free_seats_of(session, 2)
    with_two = (states(session), counters(session))
    free_seats_of(session, 1)

    entry.refresh_from_db()
    assert with_two == (["waiting"], ((1, 1), (1, 1)))
    assert (entry.state, entry.booking.places.count(), counters(session)) == ("offered", 3, ((3, 3), (1, 1)))


def test_one_seat_goes_past_a_party_of_three_to_the_single_behind_it():
    session = make_full_session(capacity=3)
    make_waiting(session, quantity=3)
    make_waiting(session)

    free_seats_of(session)

    assert (states(session), counters(session)) == (["waiting", "offered"], ((3, 3), (2, 2)))


def test_seats_left_over_go_to_those_behind():
    session = make_full_session(capacity=4)
    for quantity in (2, 3, 1, 1):
        make_waiting(session, quantity=quantity)
    in_session(session, capacity=8)

    made = offer(session)

    assert (made, states(session)) == (3, ["offered", "waiting", "offered", "offered"])
    assert counters(session) == ((8, 8), (4, 4))


def test_what_no_entry_can_use_goes_on_sale():
    session = make_full_session(capacity=3)
    make_waiting(session, quantity=3)

    free_seats_of(session)

    session.refresh_from_db()
    assert session.seats_left == 1


def test_entry_whose_ticket_is_sold_out_is_passed_over():
    session = make_full_session(capacity=2)
    reduced = add_ticket(session, quota=1)
    make_waiting(session, ticket=reduced)
    make_waiting(session)
    TicketType.objects.filter(pk=reduced.pk).update(quota=0)

    free_seats_of(session)

    assert states(session) == ["waiting", "offered"]


def test_quota_is_taken_with_the_seats_and_given_back_with_them():
    session = make_full_session(capacity=2)
    ticket = session.ticket_types.get()
    make_waiting(session, quantity=2)

    free_seats_of(session, 2)

    ticket.refresh_from_db()
    assert ticket.places_taken == 2


def test_ticket_to_be_approved_waits_for_an_organiser():
    session = make_full_session()
    session.ticket_types.update(needs_approval=True)
    entry = make_waiting(session)

    free_seats_of(session)
    before = states(session)
    offer_to_entry(entry_id=entry.pk, by="user:1")

    assert (before, states(session)) == (["waiting"], ["offered"])


@pytest.mark.parametrize(
    "closed",
    [
        {"starts_at": timezone.now() - timedelta(hours=1)},
        {"starts_at": timezone.now() + timedelta(hours=2)},
        {"state": SessionState.CANCELLED},
        {"booking_closes_at": timezone.now() - timedelta(hours=1)},
    ],
    ids=["begun", "too near", "cancelled", "booking closed"],
)
def test_nothing_is_offered_on_a_session_that_is(closed):
    session = make_full_session()
    make_waiting(session)
    in_session(session, capacity=2, **closed)

    assert (offer(session), states(session)) == (0, ["waiting"])


def test_nothing_is_offered_on_a_workshop_that_was_withdrawn():
    session = make_full_session()
    make_waiting(session)
    in_session(session, capacity=2)
    session.workshop.state = WorkshopState.WITHDRAWN
    session.workshop.save()

    assert offer(session) == 0


def test_nothing_is_offered_without_seats_or_without_anyone_who_waits():
    full, empty = make_full_session(), make_session()
    make_waiting(full)

    assert (offer(full), offer(empty)) == (0, 0)


def test_offering_again_offers_nothing_more():
    session = make_full_session()
    make_waiting(session)
    in_session(session, capacity=2)

    assert [offer(session), offer(session)] == [1, 0]


def test_someone_who_has_booked_meanwhile_is_let_go_and_the_next_is_asked():
    session = make_full_session()
    make_waiting(session, email="tom@example.org")
    make_waiting(session)
    in_session(session, capacity=3)
    make_booking(session=session, email="tom@example.org")

    offer(session)

    assert (states(session), counters(session)) == (["booked", "offered"], ((3, 3), (1, 1)))


def test_someone_whose_place_is_not_paid_yet_goes_on_waiting():
    session = make_full_session()
    make_waiting(session, email="tom@example.org")
    in_session(session, capacity=3)
    make_booking(session=session, email="tom@example.org", state=BookingState.HELD)

    assert (offer(session), states(session)) == (0, ["waiting"])


def test_party_whose_first_has_a_place_by_now_gets_all_places_to_be_named():
    session = make_full_session()
    entry = make_waiting(session, email="tom@example.org", quantity=1)
    WaitingListEntry.objects.update(quantity=2)
    in_session(session, capacity=4)
    make_booking(session=session, email="tom@example.org")

    offer(session)

    entry.refresh_from_db()
    assert [place.attendee_name for place in entry.booking.places.all()] == ["", ""]


def test_offer_is_written_to_the_person_with_price_end_and_link():
    session = make_full_session(capacity=2, price_pence=9500, time_zone=zone_where_it_is(12))
    entry = make_waiting(session, quantity=2)

    free_seats_of(session, 2)

    message = OutboxMessage.objects.get(kind="seats_offered")
    entry.refresh_from_db()
    assert (message.to, message.due_at <= timezone.now()) == (entry.email, True)
    assert "The price is £190.00: 2 places at £95.00, as promised." in message.text
    assert f"/bookings/{entry.booking.reference}/?key=" in message.text


def test_offer_made_at_night_is_due_in_the_morning_and_stands_from_then():
    session = make_full_session(time_zone=zone_where_it_is(2))
    entry = make_waiting(session)

    free_seats_of(session)

    entry.refresh_from_db()
    due_at = OutboxMessage.objects.get(kind="seats_offered").due_at.astimezone(session.zone)
    end = entry.booking.hold_ends_at.astimezone(session.zone)
    assert (due_at.hour, due_at.minute, end.hour, (end.date() - due_at.date()).days) == (8, 0, 9, 1)


def test_move_to_the_front_decides_who_is_asked():
    session = make_full_session()
    make_waiting(session)
    last = make_waiting(session)
    move_entry(entry_id=last.pk, to="first", by="user:1")

    free_seats_of(session)

    last.refresh_from_db()
    assert last.state == WaitingState.OFFERED


def test_organiser_offers_seats_out_of_turn():
    session = make_full_session(capacity=3)
    make_waiting(session, quantity=3)
    second = make_waiting(session, quantity=3)
    third = make_waiting(session)
    free_seats_of(session)
    in_session(session, capacity=6)
    before = states(session)

    booking = offer_to_entry(entry_id=second.pk, by="user:1")

    third.refresh_from_db()
    assert (before, states(session)) == (["waiting", "waiting", "offered"], ["waiting", "offered", "offered"])
    assert (booking.places.count(), counters(session)) == (3, ((6, 6), (3, 3)))


def test_organiser_cannot_offer_more_seats_than_there_are():
    session = make_full_session(capacity=3)
    entry = make_waiting(session, quantity=3)
    free_seats_of(session)

    with pytest.raises(OfferRefusedError, match="waits for 3 seats, and there are not enough"):
        offer_to_entry(entry_id=entry.pk, by="user:1")

    assert counters(session) == ((2, 2), (1, 1))


def test_organiser_cannot_offer_to_someone_who_has_an_offer():
    booking = make_offer()
    in_session(booking.session, capacity=3)

    with pytest.raises(OfferRefusedError, match="has an offer already"):
        offer_to_entry(entry_id=booking.waiting_entry.pk, by="user:1")


def test_organiser_cannot_offer_a_place_to_someone_who_has_one():
    session = make_full_session()
    entry = make_waiting(session, email="tom@example.org")
    in_session(session, capacity=3)
    make_booking(session=session, email="tom@example.org")

    with pytest.raises(OfferRefusedError, match="has a place on this session already"):
        offer_to_entry(entry_id=entry.pk, by="user:1")


def test_organiser_cannot_offer_on_a_session_that_begins_soon():
    session = make_full_session()
    entry = make_waiting(session)
    in_session(session, capacity=3, starts_at=timezone.now() + timedelta(minutes=30))

    with pytest.raises(OfferRefusedError, match="too near"):
        offer_to_entry(entry_id=entry.pk, by="user:1")


def test_seats_on_offer_cannot_be_booked():
    booking = make_offer(quantity=2)

    booking.session.refresh_from_db()
    assert (booking.session.seats_left, Booking.objects.filter(state="offered").count()) == (0, 1)
