"""Answering an offer on its page."""

import pytest

from attendees.enums import BookingState
from attendees.links import booking_link
from attendees.models import Booking, OutboxMessage, Payment
from attendees.services.offers import accept_offer, decline_offer, lapse_offer
from tests.factories import make_booking, make_organiser, make_user
from tests.factories_waiting import counters, make_full_session, make_offer, make_over, make_waiting
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client):
    """`visit(booking)` opens the link in the email, and gives the text of the page."""
    return lambda booking: client.get(booking_link(booking), follow=True).content.decode()


def answer(client, booking, word, **options):
    return client.post(f"{booking.get_absolute_url()}{word}/", **options)


def told(response):
    return [str(message) for message in response.context["messages"]]


def state_of(booking):
    booking.refresh_from_db()
    return booking.state


def test_link_in_the_email_leads_to_the_offer(client):
    booking = make_offer(quantity=2, price_pence=9500)
    link = booking_link(booking)

    page = client.get(link, follow=True).content.decode()

    assert link in OutboxMessage.objects.get(kind="seats_offered").text
    assert "2 seats are kept for you" in page
    assert "The price is £190.00: 2 places at £95.00, as promised." in page
    assert "Take the seats and pay £190" in page
    assert "Let someone else have them" in page


def test_offer_of_one_free_seat_says_so(visit):
    page = visit(make_offer())

    assert "A seat is kept for you" in page
    assert "It is free, as promised." in page
    assert "You pay by card" not in page


def test_looking_changes_nothing(client, visit):
    booking = make_offer()

    visit(booking)
    looked = [client.get(f"{booking.get_absolute_url()}{word}/").status_code for word in ("accept", "decline")]

    assert (looked, state_of(booking)) == ([405, 405], "offered")


def test_one_click_takes_a_free_seat(client, visit):
    booking = make_offer()
    visit(booking)

    response = answer(client, booking, "accept", follow=True)

    assert (state_of(booking), told(response)) == ("confirmed", ["The seat is yours."])
    assert response.redirect_chain == [(booking.get_absolute_url(), 302)]
    assert "Your place is confirmed" in response.content.decode()


def test_one_click_leads_a_party_to_stripe_at_the_price_promised(client, visit, stripe):
    booking = make_offer(quantity=3, price_pence=9500)
    visit(booking)

    response = answer(client, booking, "accept")

    payment = Payment.objects.get()
    assert (state_of(booking), payment.state, payment.amount_pence) == ("held", "open", 28500)
    assert (response.status_code, response["Location"]) == (302, payment.checkout_url)


def test_second_click_finds_the_booking_as_it_is(client, visit):
    booking = make_offer()
    visit(booking)

    answers = [answer(client, booking, "accept", follow=True).status_code for _ in range(2)]

    assert (answers, state_of(booking), counters(booking.session)) == ([200, 200], "confirmed", ((1, 1), (0, 0)))


def test_declining_frees_the_seat_and_says_so(client, visit):
    booking = make_offer()
    visit(booking)

    response = answer(client, booking, "decline", follow=True)

    page = response.content.decode()
    assert (state_of(booking), told(response)) == ("cancelled", [])
    assert "This offer has ended" in page
    assert "The seat is free for someone else" in page


def test_declining_what_was_taken_is_refused(client, visit):
    booking = make_offer()
    visit(booking)
    accept_offer(booking_id=booking.pk, by="booker")

    response = answer(client, booking, "decline", follow=True)

    assert (state_of(booking), told(response)) == (
        "confirmed",
        ["You have taken these seats already. To give them back, cancel the booking."],
    )


@pytest.mark.parametrize(
    "end",
    [
        lambda booking: make_over(booking),
        lambda booking: lapse_offer(booking_id=make_over(booking).pk),
        lambda booking: decline_offer(booking_id=booking.pk, by="booker"),
    ],
    ids=["past its end", "lapsed", "declined"],
)
def test_taking_an_offer_that_is_over_leads_back_onto_the_list(client, visit, end):
    session = make_full_session(capacity=2)
    booking = make_offer(session=session, quantity=2)
    make_waiting(session)
    make_waiting(session)
    visit(booking)
    end(booking)

    response = answer(client, booking, "accept", follow=True)

    form = response.context["form"]
    ticket = session.ticket_types.get()
    assert response.redirect_chain == [(f"/sessions/{session.pk}/wait/?quantity=2&ticket={ticket.pk}", 302)]
    assert (form["quantity"].value(), told(response)[0].startswith("This offer has ended")) == ("2", True)
    assert counters(session) == ((2, 2), (2, 2))


def test_page_of_a_lapsed_offer_leads_back_onto_the_list(visit):
    session = make_full_session()
    booking = make_over(make_offer(session=session))
    make_waiting(session)
    lapse_offer(booking_id=booking.pk)

    page = visit(booking)

    assert "This offer has ended" in page
    assert f"/sessions/{session.pk}/wait/?quantity=1&amp;ticket=" in page


def test_taking_a_cancelled_booking_leads_to_its_page(client, visit):
    booking = make_booking(state=BookingState.CANCELLED)
    visit(booking)

    assert answer(client, booking, "accept")["Location"] == booking.get_absolute_url()


@pytest.mark.parametrize("word", ["accept", "decline"])
def test_a_stranger_finds_nothing(client, word):
    booking = make_offer()

    assert (answer(client, booking, word).status_code, state_of(booking)) == (404, "offered")


@pytest.mark.parametrize("word", ["accept", "decline"])
def test_another_attendee_finds_nothing(client, word):
    booking = make_offer()
    client.force_login(make_user())

    assert (answer(client, booking, word).status_code, state_of(booking)) == (404, "offered")


def test_owner_answers_by_account(client):
    user = make_user("tom@example.org")
    booking = make_offer(email=user.email, user=user)
    client.force_login(user)

    answer(client, booking, "accept")

    assert state_of(booking) == "confirmed"


def test_organiser_answers_for_someone_on_the_telephone(client):
    booking, organiser = make_offer(), make_organiser()
    client.force_login(organiser)

    answer(client, booking, "accept")

    change = StateChange.objects.filter(subject="attendees.booking", subject_id=booking.pk).get()
    assert (state_of(booking), change.by) == ("confirmed", f"user:{organiser.pk}")


def test_offers_count_as_taken_on_the_public_page(client):
    session = make_offer(quantity=2).session

    page = client.get(session.workshop.get_absolute_url()).content.decode()
    booked = client.get(f"/sessions/{session.pk}/book/").content.decode()

    assert "Sold out" in page
    assert "Every seat on this session is taken" in booked
    assert Booking.objects.filter(state=BookingState.OFFERED).count() == 1
