"""Giving places back one by one: what is kept, what goes back, what is still to be paid, and who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, PaymentState, PlaceState
from attendees.errors import CancelRefusedError, ChangeRefusedError
from attendees.models import Document, OutboxMessage, PlaceChange, Refund
from attendees.services.balances import balance_of
from attendees.services.payments import record_payment
from attendees.services.places import cancel_places
from attendees.services.releasing import cancel_booking
from tests.factories import make_provider, make_session
from tests.factories_money import book, counters, invoice, make_discount, make_vat_rate, paid
from tests.factories_presence import make_confirmed
from workshops.models import DiscountCode, Session, TicketType

pytestmark = pytest.mark.django_db


def give_back(booking, *indexes, **options):
    places = list(booking.places.order_by("pk"))
    chosen = [places[index].pk for index in indexes or (0,)]
    return cancel_places(booking_id=booking.pk, place_ids=chosen, by="booker", **options)


def reread(booking):
    booking.refresh_from_db()
    return booking


def start_in(session, **ahead):
    Session.objects.filter(pk=session.pk).update(starts_at=timezone.now() + timedelta(**ahead))


def kinds():
    return sorted(OutboxMessage.objects.values_list("kind", flat=True))


def test_one_of_three_goes_back_and_the_others_stay():
    booking = paid(make_session(price_pence=9500), quantity=3)

    done = give_back(booking, 1)

    assert (done.refunded_pence, reread(booking).state, booking.total_pence) == (9500, "confirmed", 19000)
    assert [place.state for place in booking.places.all()] == ["confirmed", "released", "confirmed"]
    assert counters(booking.session) == (2, 2, 2)
    assert (Refund.objects.get().amount_pence, balance_of(booking).outstanding) == (9500, 0)


def test_last_place_ends_the_booking():
    booking = paid()

    give_back(booking)

    assert (reread(booking).state, booking.total_pence, counters(booking.session)) == ("cancelled", 0, (0, 0, 0))


def test_between_the_deadlines_part_is_kept():
    make_provider(cancellation_days=14, partial_days=7, partial_percent=50)
    booking = paid(make_session(price_pence=9501), quantity=2)
    start_in(booking.session, days=10)

    done = give_back(booking)

    place = booking.places.first()
    assert (done.refunded_pence, place.kept_pence) == (4751, 4750)
    assert (reread(booking).total_pence, balance_of(booking).owed, balance_of(booking).excess) == (14251, 14251, 0)


def test_after_the_deadlines_all_is_kept_and_the_seat_is_free():
    booking = paid()
    start_in(booking.session, days=2)

    done = give_back(booking)

    assert (done.refunded_pence, Refund.objects.count(), counters(booking.session)) == (0, 0, (0, 0, 0))
    assert (reread(booking).state, booking.total_pence) == ("cancelled", 9500)


def test_organiser_may_give_back_another_share():
    booking = paid()
    start_in(booking.session, days=2)

    done = give_back(booking, percent=80, reason="Illness.")

    assert (done.refunded_pence, booking.places.get().kept_pence) == (7600, 1900)


def test_begun_session_is_refused_but_not_to_an_organiser():
    booking = paid()
    start_in(booking.session, hours=-1)

    with pytest.raises(CancelRefusedError, match="has begun"):
        give_back(booking)
    assert (reread(booking).state, Refund.objects.count()) == ("confirmed", 0)

    assert give_back(booking, percent=100).refunded_pence == 9500


def test_place_that_was_given_back_is_refused():
    booking = paid(quantity=2)
    give_back(booking)

    with pytest.raises(ChangeRefusedError, match="already"):
        give_back(booking)

    assert Refund.objects.count() == 1


def test_place_of_another_booking_is_out_of_reach():
    mine, other = paid(), paid(email="tom@example.org")

    with pytest.raises(ChangeRefusedError):
        cancel_places(booking_id=mine.pk, place_ids=[other.places.get().pk], by="booker")

    assert other.places.get().state == PlaceState.CONFIRMED


def test_unpaid_booking_owes_less_and_the_old_sum_can_no_longer_be_paid():
    booking = book(make_session(price_pence=9500), quantity=3)

    give_back(booking, 2)

    tries = list(booking.payments.order_by("pk").values_list("state", "amount_pence"))
    assert tries == [(PaymentState.LAPSED, 28500), (PaymentState.PENDING, 19000)]
    assert (reread(booking).state, booking.total_pence) == ("held", 19000)


def test_unpaid_booking_that_is_given_back_keeps_nothing_however_late():
    booking = book(make_session(price_pence=9500))
    start_in(booking.session, days=1)

    give_back(booking)

    assert (booking.places.get().kept_pence, reread(booking).total_pence, booking.state) == (0, 0, "cancelled")
    assert booking.payments.get().state == PaymentState.LAPSED


def test_old_sum_that_is_paid_all_the_same_confirms_the_rest_and_gives_back_what_is_too_much():
    booking = book(make_session(price_pence=9500), quantity=2)
    first = booking.payments.get()
    give_back(booking)
    record_payment(payment_id=first.pk, intent_id="pi_late", by="stripe")

    assert (reread(booking).state, Refund.objects.get().amount_pence) == ("confirmed", 9500)
    assert booking.payments.exclude(pk=first.pk).get().state == PaymentState.LAPSED
    assert list(Document.objects.values_list("kind", "payment", "total_pence")) == [("receipt", first.pk, 9500)]


def test_uses_of_a_code_come_back():
    make_discount(max_uses=2)
    booking = paid(make_session(price_pence=9500), quantity=2, discount_code="SPRING20")

    give_back(booking)

    assert DiscountCode.objects.get().uses == 1


def test_receipt_is_credited_with_the_vat_of_what_goes_back():
    make_provider(vat_number="GB1", cancellation_days=14, partial_days=7, partial_percent=50)
    make_vat_rate()
    booking = paid(make_session(price_pence=12000))
    start_in(booking.session, days=10)

    give_back(booking)

    note = Document.objects.get(kind="credit_note")
    assert (note.total_pence, note.vat_pence, note.credits.kind) == (6000, 1000, "receipt")


def test_nothing_is_credited_where_nothing_goes_back():
    booking = paid()
    start_in(booking.session, days=1)

    give_back(booking)

    assert Document.objects.filter(kind="credit_note").count() == 0


def test_invoice_is_credited_and_less_is_outstanding():
    booking = invoice(quantity=3)

    give_back(booking, 2)

    assert (reread(booking).state, balance_of(booking).outstanding) == ("held", 19000)
    assert (Document.objects.get(kind="credit_note").total_pence, Refund.objects.count()) == (9500, 0)


def test_late_cancelling_of_an_invoice_stays_owed():
    booking = invoice(make_session(price_pence=9500, starts_in=timedelta(days=40)))
    start_in(booking.session, days=2)

    cancel_booking(booking_id=booking.pk, by="booker")

    assert (reread(booking).state, balance_of(booking).outstanding) == ("cancelled", 9500)


def test_change_is_written_down_with_who_and_why():
    booking = paid()

    give_back(booking, reason="Illness.")

    change = PlaceChange.objects.get()
    assert (change.kind, change.before, change.by, change.reason) == ("cancelled", "Priya Nair", "booker", "Illness.")


def test_booker_and_attendee_are_told_each_once():
    booking = paid(quantity=2)
    place = booking.places.last()
    place.attendee_name, place.attendee_email = "Tom Okafor", "tom@example.org"
    place.save()
    OutboxMessage.objects.all().delete()

    give_back(booking, 1)

    told = dict(OutboxMessage.objects.values_list("kind", "to"))
    assert told == {"places_cancelled": "priya@example.org", "place_cancelled": "tom@example.org"}
    leaving = OutboxMessage.objects.get(kind="place_cancelled")
    assert "STATUS:CANCELLED" in leaving.attachments[0]["text"]
    assert "9,500" not in leaving.text


def test_whole_booking_tells_everyone_who_is_not_the_booker():
    booking = paid(quantity=2)
    booking.places.filter(attendee_name="").update(attendee_name="Tom Okafor", attendee_email="tom@example.org")
    OutboxMessage.objects.all().delete()

    cancel_booking(booking_id=booking.pk, by="user:1", reason="Illness.", refund=True)

    assert kinds() == ["booking_cancelled", "place_cancelled"]


def test_request_and_offer_are_taken_back_free_of_charge():
    session = make_session(price_pence=9500)
    TicketType.objects.update(needs_approval=True)
    booking = book(session)
    start_in(session, days=1)

    cancel_booking(booking_id=booking.pk, by="booker")

    assert (reread(booking).state, booking.total_pence, balance_of(booking).owed) == ("cancelled", 0, 0)


def test_second_payment_for_a_cancelled_booking_goes_back_whole():
    booking = book(make_session(price_pence=9500))
    payment = booking.payments.get()
    cancel_booking(booking_id=booking.pk, by="booker")
    record_payment(payment_id=payment.pk, intent_id="pi_late", by="stripe")

    assert (Refund.objects.get().amount_pence, reread(booking).state) == (9500, BookingState.CANCELLED)
    assert Document.objects.count() == 0


def test_place_whose_attendance_is_confirmed_is_reopened_before_it_is_given_back():
    booking = paid(make_session(price_pence=9500), quantity=2)
    make_confirmed(booking.places.order_by("pk")[0])

    with pytest.raises(CancelRefusedError, match="Reopen it on the roster first"):
        give_back(booking, percent=100)
    with pytest.raises(CancelRefusedError, match="Reopen it on the roster first"):
        cancel_booking(booking_id=booking.pk, by="user:1", percent=100)
    give_back(booking, 1, percent=100)

    assert [place.state for place in booking.places.order_by("pk")] == [PlaceState.CONFIRMED, PlaceState.RELEASED]
