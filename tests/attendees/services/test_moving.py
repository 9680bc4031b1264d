"""A place moves to another date: at once where nothing more is to be paid, else once the difference has arrived."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import PaymentState, PlaceState
from attendees.errors import AlreadyBookedError, BookingRefusedError, ChangeRefusedError, SoldOutError
from attendees.models import Booking, Document, OutboxMessage, Payment, Place, PlaceChange, Refund
from attendees.services.balances import balance_of
from attendees.services.invoicing import record_transfer
from attendees.services.moving import move_place, targets_of
from attendees.services.payments import end_overdue_move, record_payment
from attendees.services.places import end_move
from attendees.services.releasing import cancel_booking
from tests.factories import make_provider, make_session
from tests.factories_money import (
    book,
    counters,
    invoice,
    make_discount,
    make_vat_rate,
    other_date,
    paid,
    pay,
    ticket_of,
)
from tests.factories_presence import make_confirmed
from workshops.models import DiscountCode, Session, TicketType

pytestmark = pytest.mark.django_db


def move(place, session, **options):
    return move_place(place_id=place.pk, ticket=ticket_of(session), by="booker", **options)


def reread(row):
    row.refresh_from_db()
    return row


@pytest.fixture
def booking():
    return paid(make_session(price_pence=9500))


@pytest.fixture
def place(booking):
    return booking.places.get()


def test_equal_price_moves_at_once(booking, place):
    target = other_date(booking.session)

    moved = move(place, target)

    assert (moved.payment, moved.refunded_pence, moved.place.session) == (None, 0, target)
    assert (reread(place).state, moved.place.state, moved.place.replaces) == ("released", "confirmed", place)
    assert (counters(booking.session), counters(target)) == ((0, 0, 0), (1, 1, 1))
    assert (reread(booking).state, booking.total_pence, balance_of(booking).excess) == ("confirmed", 9500, 0)


def test_person_goes_with_the_place(booking, place):
    Place.objects.update(profession="Counsellor", service="Leeds", service_key="leeds")

    moved = move(place, other_date(booking.session)).place

    assert (moved.attendee_name, moved.attendee_email) == ("Priya Nair", "priya@example.org")
    assert (moved.profession, moved.service_key) == ("Counsellor", "leeds")


def test_cheaper_date_gives_the_difference_back(booking, place):
    moved = move(place, other_date(booking.session, price_pence=7000))

    assert (moved.refunded_pence, Refund.objects.get().amount_pence) == (2500, 2500)
    assert (reread(booking).total_pence, Document.objects.get(kind="credit_note").total_pence) == (7000, 2500)


def test_dearer_date_holds_the_new_seat_and_keeps_the_old_one(booking, place):
    target = other_date(booking.session, price_pence=12000)

    moved = move(place, target)

    assert (moved.payment.amount_pence, moved.payment.for_place) == (2500, moved.place)
    assert (reread(place).state, moved.place.state) == ("confirmed", "held")
    assert (counters(booking.session), counters(target)) == ((1, 1, 1), (1, 1, 1))
    assert (balance_of(reread(booking)).outstanding, booking.total_pence) == (0, 9500)


def test_paying_the_difference_completes_the_move(booking, place):
    target = other_date(booking.session, price_pence=12000)
    moved = move(place, target)

    pay(booking)

    assert (reread(place).state, reread(moved.place).state, moved.place.hold_ends_at) == ("released", "confirmed", None)
    assert (reread(booking).total_pence, balance_of(booking).excess, balance_of(booking).outstanding) == (12000, 0, 0)
    assert (counters(booking.session), counters(target)) == ((0, 0, 0), (1, 1, 1))
    assert Document.objects.filter(kind="receipt").order_by("pk").last().total_pence == 2500


def test_difference_that_is_not_paid_in_time_changes_nothing(booking, place):
    target = other_date(booking.session, price_pence=12000)
    moved = move(place, target)
    Place.objects.filter(pk=moved.place.pk).update(hold_ends_at=timezone.now() - timedelta(minutes=1))

    end_overdue_move(place_id=moved.place.pk)

    assert (reread(place).state, reread(moved.place).state) == ("confirmed", "released")
    assert (counters(booking.session), counters(target)) == ((1, 1, 1), (0, 0, 0))
    assert (reread(moved.payment).state, OutboxMessage.objects.filter(kind="move_lapsed").count()) == ("lapsed", 1)


def test_place_whose_move_lapsed_may_move_after_all(booking, place):
    target = other_date(booking.session, price_pence=12000)
    lapsed = move(place, target).place
    end_move(place_id=lapsed.pk, by="sweep")

    moved = move(place, target)
    pay(booking)

    assert (reread(moved.place).state, reread(place).state, reread(lapsed).state) == (
        "confirmed",
        "released",
        "released",
    )
    assert (counters(booking.session), counters(target)) == ((0, 0, 0), (1, 1, 1))


def test_difference_that_arrives_too_late_goes_back(booking, place):
    moved = move(place, other_date(booking.session, price_pence=12000))
    Place.objects.filter(pk=moved.place.pk).update(hold_ends_at=timezone.now() - timedelta(minutes=1))
    end_overdue_move(place_id=moved.place.pk)

    record_payment(payment_id=moved.payment.pk, intent_id="pi_late", by="stripe")

    assert (Refund.objects.get().amount_pence, reread(place).state, reread(booking).state) == (
        2500,
        "confirmed",
        "confirmed",
    )


def test_difference_that_arrives_after_attendance_was_confirmed_goes_back(booking, place):
    target = other_date(booking.session, price_pence=12000)
    moved = move(place, target)
    make_confirmed(place)

    pay(booking)
    Place.objects.filter(pk=moved.place.pk).update(hold_ends_at=timezone.now() - timedelta(minutes=1))
    end_overdue_move(place_id=moved.place.pk)

    assert (Refund.objects.get().amount_pence, reread(place).state, reread(moved.place).state) == (
        2500,
        "confirmed",
        "released",
    )
    assert (counters(booking.session), counters(target)) == ((1, 1, 1), (0, 0, 0))


def test_cancelling_while_a_move_waits_lets_go_of_both_seats(booking, place):
    target = other_date(booking.session, price_pence=12000)
    moved = move(place, target)

    cancel_booking(booking_id=booking.pk, by="booker")

    assert (counters(booking.session), counters(target)) == ((0, 0, 0), (0, 0, 0))
    assert (reread(moved.payment).state, Refund.objects.get().amount_pence) == (PaymentState.LAPSED, 9500)
    assert reread(booking).total_pence == 0


def test_moving_at_no_cost_keeps_what_was_paid(booking, place):
    moved = move(place, other_date(booking.session, price_pence=12000), at_no_cost=True)

    assert (moved.payment, moved.place.price_pence, moved.place.state) == (None, 9500, PlaceState.CONFIRMED)


def test_discount_goes_along_without_a_further_use():
    make_discount(max_uses=1)
    booking = paid(make_session(price_pence=10000), discount_code="SPRING20")

    moved = move(booking.places.get(), other_date(booking.session, price_pence=9000)).place

    assert (moved.discount.code, moved.price_pence, DiscountCode.objects.get().uses) == ("SPRING20", 7200, 1)
    assert balance_of(booking).excess == 0


def test_invoice_is_credited_and_written_anew():
    booking = invoice(make_session(price_pence=9500))
    target = other_date(booking.session, price_pence=12000)

    moved = move(booking.places.get(), target)

    assert (moved.payment, moved.place.state, balance_of(reread(booking)).outstanding) == (None, "held", 12000)
    sums = list(Document.objects.order_by("pk").values_list("kind", "total_pence"))
    assert sums == [("invoice", 9500), ("credit_note", 9500), ("invoice", 12000)]


@pytest.mark.parametrize(("pence", "state"), [(5000, "confirmed"), (0, "confirmed"), (5001, "held")])
def test_invoice_is_settled_once_the_new_date_costs_no_more_than_came_in(pence, state):
    booking = invoice(make_session(price_pence=9500))
    record_transfer(booking_id=booking.pk, amount_pence=5000, reference="BACS 17", by="user:1")

    moved = move(booking.places.get(), other_date(booking.session, price_pence=pence))

    assert (reread(booking).state, moved.place.state, reread(moved.place).state) == (state, state, state)
    assert (moved.refunded_pence, balance_of(booking).outstanding) == (max(0, 5000 - pence), max(0, pence - 5000))


def test_vat_is_that_of_the_new_price():
    make_provider(vat_number="GB1")
    make_vat_rate()
    booking = paid(make_session(price_pence=12000))

    moved = move(booking.places.get(), other_date(booking.session, price_pence=6000)).place

    note = Document.objects.get(kind="credit_note")
    assert (moved.vat_pence, note.total_pence, note.vat_pence) == (1000, 6000, 1000)


def test_change_and_messages_are_written(booking, place):
    OutboxMessage.objects.all().delete()

    moved = move(place, other_date(booking.session)).place

    assert PlaceChange.objects.get(place=moved).kind == "moved"
    message = OutboxMessage.objects.get()
    assert (message.kind, message.to, message.attachments[0]["name"]) == (
        "place_moved",
        "priya@example.org",
        "invitation.ics",
    )


def test_full_date_is_refused_and_nothing_moves(booking, place):
    target = other_date(booking.session, capacity=1)
    book(target, email="tom@example.org")

    with pytest.raises(SoldOutError):
        move(place, target)

    assert (reread(place).state, Place.objects.filter(session=target).count()) == ("confirmed", 1)


def test_date_on_which_the_person_is_booked_already_is_refused(booking, place):
    target = other_date(booking.session)
    book(target)

    with pytest.raises(AlreadyBookedError, match="on that date already"):
        move(place, target)

    assert counters(target) == (1, 1, 1)


def test_second_move_waits_for_the_first_to_be_paid():
    booking = paid(make_session(price_pence=9500), quantity=2)
    target = other_date(booking.session, price_pence=12000)
    first, second = booking.places.order_by("pk")
    move(first, target)

    with pytest.raises(ChangeRefusedError, match="waits for its difference"):
        move(second, target)

    assert Payment.objects.filter(for_place__isnull=False).count() == 1


def test_too_late_is_refused_unless_an_organiser_overrules(booking, place):
    target = other_date(booking.session)
    Session.objects.filter(pk=booking.session_id).update(starts_at=timezone.now() + timedelta(days=3))

    with pytest.raises(ChangeRefusedError, match="too late"):
        move(place, target)
    assert reread(place).state == PlaceState.CONFIRMED

    assert move(place, target, overrule=True).place.state == PlaceState.CONFIRMED


def test_unpaid_booking_is_paid_first():
    booking = book(make_session(price_pence=9500))

    with pytest.raises(ChangeRefusedError, match="Pay for this booking first"):
        move(booking.places.get(), other_date(booking.session))


def test_same_date_is_refused(booking, place):
    with pytest.raises(ChangeRefusedError, match="on this date already"):
        move(place, booking.session)


def test_other_workshop_is_refused(place):
    with pytest.raises(ChangeRefusedError, match="same workshop"):
        move(place, make_session(price_pence=9500))


def test_place_that_was_given_back_is_refused(booking, place):
    target = other_date(booking.session)
    cancel_booking(booking_id=booking.pk, by="booker")

    with pytest.raises(ChangeRefusedError, match="given back"):
        move(place, target)


def test_closed_date_is_refused(booking, place):
    target = other_date(booking.session, booking_closes_at=timezone.now() - timedelta(hours=1))

    with pytest.raises(BookingRefusedError, match="has closed"):
        move(place, target)


def test_targets_are_the_open_dates_of_the_same_workshop(booking, place):
    target = other_date(booking.session)
    other_date(booking.session, capacity=1, places_taken=1)
    hidden = other_date(booking.session)
    TicketType.objects.filter(session=hidden).update(code="STAFF")
    make_session(price_pence=9500)

    assert [ticket.session for ticket in targets_of(place)] == [target]


def test_booking_of_two_keeps_one_place_on_each_date():
    booking = paid(make_session(price_pence=9500), quantity=2)
    target = other_date(booking.session)

    move(booking.places.first(), target)

    assert (counters(booking.session), counters(target)) == ((1, 1, 1), (1, 1, 1))
    assert Booking.objects.get().total_pence == 19000


@pytest.mark.parametrize(
    "asked", [{"email_domains": "nhs.net"}, {"asks_profession": True}, {"declaration": "I am a practitioner."}]
)
def test_date_whose_ticket_is_not_for_this_person_is_refused_unless_an_organiser_overrules(booking, place, asked):
    target = other_date(booking.session)
    TicketType.objects.filter(session=target).update(**asked)

    with pytest.raises(BookingRefusedError):
        move(place, target)
    assert (counters(target), reread(place).state) == ((0, 0, 0), "confirmed")

    assert move(place, target, overrule=True).place.session == target
