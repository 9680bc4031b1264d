"""Taking bookings."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from attendees.enums import BookingState, PaymentState, PlaceState
from attendees.errors import (
    AlreadyBookedError,
    BookingRefusedError,
    DeclarationMissingError,
    FormUsedError,
    SoldOutError,
)
from attendees.models import Booking, OutboxMessage, Payment, Place
from attendees.services.booking import Attendee, Booker, book_places
from tests.factories import make_booking, make_past_session, make_session, make_user, make_workshop
from workshops.enums import SessionState, WorkshopState
from workshops.models import Session, StateChange

pytestmark = pytest.mark.django_db


def book(session, *, email="priya@example.org", name="Priya Nair", attendees=None, **fields):
    ticket = fields.pop("ticket", None) or session.ticket_types.get()
    defaults = {
        "ticket": ticket,
        "booker": Booker(name=name, email=email),
        "attendees": attendees or [Attendee(name=name, email=email, declared=True)],
        "consented_at": timezone.now(),
        "form_key": uuid.uuid4(),
        "by": "booker",
    }
    return book_places(**defaults | fields)


def test_free_booking_is_confirmed_at_once():
    session = make_session()

    booking = book(session)

    place = booking.places.get()
    session.refresh_from_db()
    assert (booking.state, place.state, session.places_taken) == (BookingState.CONFIRMED, PlaceState.CONFIRMED, 1)
    assert (place.attendee_name, place.attendee_email, place.price_pence) == ("Priya Nair", "priya@example.org", 0)
    assert Payment.objects.count() == 0


def test_free_booking_queues_one_confirmation_with_an_invitation():
    booking = book(make_session())

    message = OutboxMessage.objects.get()
    assert (message.kind, message.to) == ("booking_confirmed", "priya@example.org")
    assert [attachment["name"] for attachment in message.attachments] == ["invitation.ics"]
    assert booking.reference in message.text


def test_free_booking_leaves_an_audit_row_for_each_move():
    booking = book(make_session())

    moves = list(StateChange.objects.order_by("pk").values_list("subject", "from_state", "to_state", "by"))
    assert moves == [
        ("attendees.booking", "held", "confirmed", "booker"),
        ("attendees.place", "held", "confirmed", "booker"),
    ]
    assert StateChange.objects.first().subject_id == booking.pk


def test_paid_booking_is_held_for_the_providers_time():
    session = make_session(price_pence=9500)

    booking = book(session)

    session.refresh_from_db()
    payment = booking.payments.get()
    assert (booking.state, booking.total_pence, session.places_taken) == (BookingState.HELD, 9500, 1)
    assert (payment.state, payment.amount_pence) == (PaymentState.PENDING, 9500)
    assert timedelta(minutes=29) < booking.hold_ends_at - timezone.now() <= timedelta(minutes=30)
    assert OutboxMessage.objects.count() == 0


def test_several_places_cost_their_sum_and_take_their_seats():
    session = make_session(price_pence=9500)
    people = [Attendee(name=f"Person {n}", email=f"p{n}@example.org") for n in range(3)]

    booking = book(session, attendees=people)

    session.refresh_from_db()
    assert (booking.total_pence, session.places_taken, booking.places.count()) == (28500, 3, 3)


def test_same_form_twice_gives_the_first_booking():
    session, key = make_session(), uuid.uuid4()
    first = book(session, form_key=key)

    second = book(session, form_key=key)

    session.refresh_from_db()
    assert (second.pk, session.places_taken, Booking.objects.count()) == (first.pk, 1, 1)


def test_same_form_twice_is_known_by_its_addresses_however_they_are_typed():
    session, key = make_session(), uuid.uuid4()
    people = [Attendee(email="a@example.org"), Attendee(email="b@example.org")]
    first = book(session, form_key=key, attendees=people)

    typed = [Attendee(email=" B@example.org"), Attendee(email="A@example.org ")]
    second = book(session, form_key=key, attendees=typed, email="PRIYA@example.org ")

    assert second.pk == first.pk


@pytest.mark.parametrize(
    "changed",
    [
        {"booker": Booker(name="Tom Colleague", email="tom@example.org")},
        {"attendees": [Attendee(name="Tom Colleague", email="tom@example.org")]},
        {"attendees": [Attendee(email="priya@example.org"), Attendee()]},
    ],
)
def test_used_form_with_other_people_in_it_is_refused(changed):
    session, key = make_session(), uuid.uuid4()
    book(session, form_key=key)

    with pytest.raises(FormUsedError, match="used already"):
        book(session, form_key=key, **changed)

    session.refresh_from_db()
    assert (session.places_taken, Booking.objects.count()) == (1, 1)


def test_used_form_for_another_ticket_is_refused():
    session, key = make_session(), uuid.uuid4()
    student = session.ticket_types.create(name="Student", position=2)
    book(session, form_key=key, ticket=session.ticket_types.exclude(pk=student.pk).get())

    with pytest.raises(FormUsedError):
        book(session, form_key=key, ticket=student)


def test_used_form_for_another_session_is_refused():
    key = uuid.uuid4()
    book(make_session(), form_key=key)

    with pytest.raises(FormUsedError):
        book(make_session(), form_key=key)

    assert Booking.objects.count() == 1


def test_same_person_twice_is_refused_and_the_seat_given_back():
    session = make_session()
    book(session)

    with pytest.raises(AlreadyBookedError):
        book(session, email="PRIYA@example.org")

    session.refresh_from_db()
    assert (session.places_taken, Place.objects.count()) == (1, 1)


def test_same_person_may_book_again_after_cancelling():
    session = make_session()
    make_booking(session=session, email="priya@example.org", state=BookingState.CANCELLED)

    booking = book(session)

    assert booking.state == BookingState.CONFIRMED


def test_places_without_an_address_do_not_count_as_one_person():
    booking = book(make_session(), attendees=[Attendee(), Attendee()])

    assert booking.places.count() == 2


def test_last_seat_can_be_booked():
    session = make_session(capacity=1)

    assert book(session).state == BookingState.CONFIRMED


def test_full_session_is_refused():
    session = make_session(capacity=1)
    make_booking(session=session)

    with pytest.raises(SoldOutError, match="waiting list"):
        book(session)

    assert Booking.objects.count() == 1


def test_more_places_than_seats_says_how_many_are_left():
    session = make_session(capacity=2)

    with pytest.raises(SoldOutError, match="You asked for 3 places and 2 are left"):
        book(session, attendees=[Attendee(), Attendee(), Attendee()])

    session.refresh_from_db()
    assert session.places_taken == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": SessionState.CANCELLED}, "was cancelled"),
        ({"state": SessionState.DRAFT}, "not open for booking yet"),
        ({"booking_closes_at": timezone.now() - timedelta(hours=1)}, "has closed"),
        ({"booking_opens_at": timezone.now() + timedelta(days=2)}, "opens on"),
        ({"starts_in": timedelta(minutes=-5)}, "has begun"),
    ],
)
def test_closed_session_is_refused_with_its_reason(fields, sentence):
    session = make_session(**fields)

    with pytest.raises(BookingRefusedError, match=sentence):
        book(session)

    assert Booking.objects.count() == 0


def test_past_session_is_refused():
    with pytest.raises(BookingRefusedError, match="is over"):
        book(make_past_session())


def test_withdrawn_workshop_is_refused():
    session = make_session(workshop=make_workshop(state=WorkshopState.WITHDRAWN))

    with pytest.raises(BookingRefusedError, match="not on offer"):
        book(session)


def test_session_cancelled_in_the_same_moment_is_refused():
    """The conditional UPDATE, not the check before it, has the last word."""
    session = make_session()
    ticket = session.ticket_types.get()
    ticket.session = Session.objects.select_related("workshop").get(pk=session.pk)
    Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)

    with pytest.raises(BookingRefusedError, match="was cancelled"):
        book(session, ticket=ticket)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"sale_closes_at": timezone.now() - timedelta(hours=1)}, "no longer on sale"),
        ({"sale_opens_at": timezone.now() + timedelta(days=1)}, "on sale from"),
    ],
)
def test_ticket_outside_its_window_is_refused(fields, sentence):
    session = make_session()
    session.ticket_types.update(**fields)

    with pytest.raises(BookingRefusedError, match=sentence):
        book(session)


def test_declaration_is_kept_as_it_was_worded():
    session = make_session()
    session.ticket_types.update(declaration="I am a Psychological Wellbeing Practitioner")

    booking = book(session)

    assert booking.places.get().declaration == "I am a Psychological Wellbeing Practitioner"


def test_missing_declaration_is_refused():
    session = make_session()
    session.ticket_types.update(declaration="I am a Psychological Wellbeing Practitioner")

    with pytest.raises(DeclarationMissingError):
        book(session, attendees=[Attendee(name="Priya", email="priya@example.org", declared=False)])

    assert Booking.objects.count() == 0


def test_booking_with_a_verified_address_joins_its_account():
    user = make_user("priya@example.org")

    booking = book(make_session())

    assert (booking.user, booking.places.get().user) == (user, user)


def test_booking_with_an_unverified_address_joins_nobody():
    make_user("priya@example.org", verified=False)

    booking = book(make_session())

    assert (booking.user, booking.places.get().user) == (None, None)


def test_counter_above_capacity_is_refused_by_the_database():
    session = make_session(capacity=1)

    with pytest.raises(IntegrityError, match="session_places_within_capacity"), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(places_taken=2)


def test_second_live_place_of_a_person_is_refused_by_the_database():
    place = make_booking(email="priya@example.org").places.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(
            booking=place.booking,
            session=place.session,
            ticket_type=place.ticket_type,
            price_pence=0,
            attendee_email="priya@example.org",
        )
