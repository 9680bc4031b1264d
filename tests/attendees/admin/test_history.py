"""What happened to a booking and its places, in one list."""

import pytest

from attendees.admin.history import history_of_booking, history_of_place
from attendees.models import User
from attendees.services.invoicing import record_transfer, trust_booking
from attendees.services.moving import move_place
from attendees.services.naming import correct_name, hand_over, name_place
from attendees.services.places import cancel_places
from tests.attendees.admin.pages import booking_page, place_page
from tests.factories import make_organiser, make_session
from tests.factories_money import invoice, other_date, paid, ticket_of
from tests.factories_places import make_attendee
from tests.workshops.admin.clients import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive():
    return make_organiser()


def told(lines):
    return [(line.what, line.by, line.reason) for line in lines]


def test_changes_of_state_of_places_and_money_stand_in_one_list_the_latest_first(olive):
    booking, by = invoice(quantity=2), f"user:{olive.pk}"
    first, second = booking.places.order_by("pk")
    name_place(place_id=second.pk, person=make_attendee(), by="booker")
    correct_name(place_id=second.pk, name="Grace M Hopper", by=by, reason="Told by telephone")
    record_transfer(booking_id=booking.pk, amount_pence=4000, reference="BACS 4471", by=by)
    trust_booking(booking_id=booking.pk, by=by, reason="They always pay")
    cancel_places(booking_id=booking.pk, place_ids=[first.pk], by="booker", reason="Illness")

    assert told(history_of_booking(booking)) == [
        (f"Place {first.code} cancelled: Priya Nair", "the booker", "Illness"),
        ("Booking: Held until paid to Confirmed", "Olive Organiser", "They always pay"),
        ("Bank transfer: £40.00 arrived", "Olive Organiser", "BACS 4471"),
        (
            f"Place {second.code} name corrected: Grace Hopper to Grace M Hopper",
            "Olive Organiser",
            "Told by telephone",
        ),
        (f"Place {second.code} named: Grace Hopper <grace@example.org>", "the booker", ""),
    ]


def test_history_of_a_place_tells_its_own_states_too(olive):
    booking = paid(make_session(price_pence=9500))
    old = booking.places.get()
    target = other_date(booking.session)
    hand_over(place_id=old.pk, person=make_attendee(), by=f"user:{olive.pk}", reason="Colleague comes")
    new = move_place(place_id=old.pk, ticket=ticket_of(target), by="attendee").place

    assert told(history_of_place(old)) == [
        ("Place: Confirmed to Released", "the attendee", ""),
        (
            "Place handed over: Priya Nair <priya@example.org> to Grace Hopper <grace@example.org>",
            "Olive Organiser",
            "Colleague comes",
        ),
        ("Place: Held to Confirmed", "Stripe", ""),
    ]
    assert told(history_of_place(new)) == [
        (f"Place moved: {booking.session} to {target}", "the attendee", ""),
        ("Place: Held to Confirmed", "the attendee", ""),
    ]


def test_other_bookings_are_not_told(olive):
    session = make_session(price_pence=9500)
    paid(session, email="other@example.org")
    booking = invoice(session)

    assert told(history_of_booking(booking)) == []


def test_someone_whose_account_is_gone_keeps_their_number(olive):
    booking = invoice()
    trust_booking(booking_id=booking.pk, by=f"user:{olive.pk}", reason="R")
    by = f"user:{olive.pk}"
    User.objects.all().delete()

    assert [line.by for line in history_of_booking(booking)] == [by]


@pytest.mark.parametrize(("page", "title"), [("booking", "What happened"), ("place", "What happened")])
def test_pages_show_it_with_what_was_typed_made_harmless(olive, page, title):
    booking = paid(make_session(price_pence=9500))
    place = booking.places.get()
    correct_name(place_id=place.pk, name="<b>Priya</b> Nair", by="booker", reason="<script>1</script>")
    address = booking_page(booking) if page == "booking" else place_page(place)

    text = client_of(olive).get(address).content.decode()

    assert (text.count(title), "<script>1" in text, "&lt;script&gt;1" in text) == (1, False, True)


def test_history_takes_the_same_queries_however_much_happened(olive, django_assert_num_queries):
    booking = paid(make_session(price_pence=9500))
    place = booking.places.get()
    for number in range(4):
        correct_name(place_id=place.pk, name=f"Priya Nair {number}", by=f"user:{olive.pk}")

    with django_assert_num_queries(5):
        history_of_booking(booking)
