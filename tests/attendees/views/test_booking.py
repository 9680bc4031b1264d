"""The booking page, as a booker meets it."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState
from attendees.models import Booking, OutboxMessage
from tests.factories import make_booking, make_past_session, make_session, make_user, make_workshop
from tests.harness.client import StrictClient
from workshops.enums import SessionState, WorkshopState
from workshops.models import TicketType

pytestmark = pytest.mark.django_db


def address(session):
    return f"/sessions/{session.pk}/book/"


def form(session, **fields):
    defaults = {
        "ticket": session.ticket_types.first().pk,
        "name": "Priya Nair",
        "email": "priya@example.org",
        "consent": "on",
        "form_key": str(uuid.uuid4()),
    }
    return {key: value for key, value in (defaults | fields).items() if value is not None}


def test_it_works(client):
    session = make_session()

    page = client.get(address(session))
    answer = client.post(address(session), form(session), follow=True)

    booking = Booking.objects.get()
    assert page.status_code == 200
    assert answer.redirect_chain == [(f"/bookings/{booking.reference}/", 302)]
    assert "Your place is confirmed" in answer.content.decode()


def test_guest_fills_in_three_fields_at_most(client):
    form = client.get(address(make_session())).context["form"]

    required = [field.name for field in form.visible_fields() if field.field.required]
    assert (required, form.is_open) == (["name", "email", "consent"], False)


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_everyone_is_told_before_booking_that_attendance_is_recorded(client, is_signed_in):
    if is_signed_in:
        client.force_login(make_user())

    page = client.get(address(make_session())).content.decode()

    assert "We record who attends and for how long, because the certificate states it." in page
    assert 'href="/privacy/#attendance"' in page


def test_signed_in_attendee_books_in_one_click(client):
    session, user = make_session(), make_user()
    client.force_login(user)

    client.post(address(session), {"ticket": session.ticket_types.get().pk, "form_key": str(uuid.uuid4())})

    booking = Booking.objects.get()
    assert (booking.state, booking.user, booking.places.get().attendee_name) == (
        BookingState.CONFIRMED,
        user,
        "Priya Nair",
    )


def test_signed_in_attendee_without_a_name_is_asked_for_it(client):
    session = make_session()
    client.force_login(make_user(name=""))

    answer = client.post(address(session), {"ticket": session.ticket_types.get().pk, "form_key": str(uuid.uuid4())})

    assert (answer.status_code, Booking.objects.count()) == (422, 0)
    assert "Enter your full name" in answer.content.decode()


def test_paid_booking_goes_on_to_stripe(client, stripe):
    session = make_session(price_pence=9500)

    answer = client.post(address(session), form(session))

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{stripe.url}/c/pay/")


def test_paid_booking_with_stripe_down_keeps_the_seat_and_says_so(client, stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    session = make_session(price_pence=9500)

    answer = client.post(address(session), form(session), follow=True)

    assert "Your seat is still held" in answer.content.decode()
    assert Booking.objects.get().state == BookingState.HELD


def test_replayed_form_leads_to_the_same_booking(client):
    session = make_session()
    data = form(session)

    first = client.post(address(session), data)
    second = client.post(address(session), data)

    assert (first["Location"], Booking.objects.count()) == (second["Location"], 1)


def test_used_form_with_another_person_in_it_comes_back_with_a_fresh_key(client):
    session = make_session()
    data = form(session)
    client.post(address(session), data)

    refused = client.post(address(session), data | {"name": "Tom Colleague", "email": "tom@example.org"})

    shown = refused.context["form"]
    assert (refused.status_code, Booking.objects.count()) == (409, 1)
    assert "This form was used already" in refused.content.decode()
    assert (shown["name"].value(), shown["email"].value()) == ("Tom Colleague", "tom@example.org")
    fresh = shown["form_key"].value()
    assert f'value="{fresh}"' in refused.content.decode()
    again = client.post(address(session), data | {"email": "tom@example.org", "form_key": fresh})
    assert (again.status_code, Booking.objects.count()) == (302, 2)


def test_used_form_sent_from_elsewhere_opens_nothing(client):
    session, other = make_session(), make_session()
    data = form(session)
    client.post(address(session), data)
    stranger = StrictClient()

    answer = stranger.post(
        address(other), data | {"ticket": other.ticket_types.get().pk, "email": "tom@example.org"}, follow=True
    )

    assert answer.status_code == 409
    assert stranger.get(Booking.objects.get().get_absolute_url()).status_code == 404


def test_page_is_not_kept_by_caches(client):
    assert "no-store" in client.get(address(make_session()))["Cache-Control"]


def test_back_button_after_payment_charges_nothing_again(client, stripe):
    session = make_session(price_pence=9500)
    data = form(session)
    client.post(address(session), data)
    stripe.pay(Booking.objects.get().payments.get().checkout_id)
    Booking.objects.get()
    from attendees.services.payments import refresh_payment

    refresh_payment(payment_id=Booking.objects.get().payments.get().pk)

    answer = client.post(address(session), data)

    booking = Booking.objects.get()
    assert (answer["Location"], booking.state) == (f"/bookings/{booking.reference}/", BookingState.CONFIRMED)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Enter your full name"),
        ({"name": "x" * 201}, "longer than 200 characters"),
        ({"email": ""}, "Enter your email address"),
        ({"email": "priya.nair@leedstherapy"}, "needs an ending, such as .uk or .org"),
        ({"email": "priya.nair"}, "has no @"),
        ({"email": "priya nair@example.org"}, "does not look like an email address"),
        ({"consent": None}, "Tick the box"),
        ({"ticket": "999999"}, "not on sale for this session"),
        ({"form_key": "nonsense"}, "valid UUID"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(client, fields, sentence):
    session = make_session()

    answer = client.post(address(session), form(session, **fields))

    page = answer.content.decode()
    assert (answer.status_code, Booking.objects.count()) == (422, 0)
    assert sentence in page
    for typed in ("Priya Nair", "priya@example.org"):
        assert typed in page or typed not in form(session, **fields).values()


def test_hostile_name_is_printed_as_text(client):
    session = make_session()

    answer = client.post(address(session), form(session, name="<script>alert(1)</script>"), follow=True)

    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert" in answer.content.decode()


def test_names_of_any_script_are_kept_whole(client):
    session = make_session()

    client.post(address(session), form(session, name="محمد عبد الرحمن"))

    assert Booking.objects.get().places.get().attendee_name == "محمد عبد الرحمن"


def test_guest_with_a_place_is_refused_in_neutral_words_and_gets_the_link_once(client):
    session = make_session()
    make_booking(session=session, email="priya@example.org")

    answers = [client.post(address(session), form(session)) for _ in range(2)]

    page = answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].context["form"].errors == {
        "email": ["We could not book this address here. We have sent an email to it that says how to go on."]
    }
    assert "already has a place" not in page
    assert OutboxMessage.objects.filter(kind="booking_link", to="priya@example.org").count() == 1


def test_signed_in_attendee_whose_place_someone_else_booked_is_told_so(client):
    session, user = make_session(), make_user("priya@example.org")
    client.force_login(user)
    make_booking(session=session, email="priya@example.org")

    answer = client.post(address(session), {"ticket": session.ticket_types.get().pk, "form_key": str(uuid.uuid4())})

    assert answer.status_code == 409
    assert "This email address already has a place on this session." in answer.content.decode()


def test_signed_in_attendee_with_a_place_is_led_to_it(client):
    session, user = make_session(), make_user("priya@example.org")
    own = make_booking(session=session, email="priya@example.org", user=user)
    client.force_login(user)

    answer = client.post(address(session), {"ticket": session.ticket_types.get().pk, "form_key": str(uuid.uuid4())})

    assert answer["Location"] == own.get_absolute_url()


def test_declaration_is_asked_for_only_where_the_ticket_asks(client):
    session = make_session()
    session.ticket_types.update(declaration="I am a Psychological Wellbeing Practitioner")

    refused = client.post(address(session), form(session))
    accepted = client.post(address(session), form(session, declared="on"))

    assert (refused.status_code, accepted.status_code) == (422, 302)


def test_of_several_tickets_the_chosen_one_is_booked(client):
    session = make_session()
    student = TicketType.objects.create(session=session, name="Student", price_pence=0, position=2)

    client.post(address(session), form(session, ticket=student.pk))

    assert Booking.objects.get().places.get().ticket_type == student


def test_of_several_tickets_none_chosen_is_refused(client):
    session = make_session()
    TicketType.objects.create(session=session, name="Student", price_pence=0, position=2)

    answer = client.post(address(session), form(session, ticket=None))

    assert answer.status_code == 422
    assert "Choose a ticket" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": SessionState.CANCELLED}, "was cancelled"),
        ({"booking_closes_at": timezone.now() - timedelta(days=1)}, "has closed"),
        ({"booking_opens_at": timezone.now() + timedelta(days=1)}, "opens on"),
    ],
)
def test_closed_session_says_why_and_offers_other_dates(client, fields, sentence):
    session = make_session(**fields)

    page = client.get(address(session)).content.decode()

    assert sentence in page
    assert session.workshop.get_absolute_url() in page


def test_past_session_says_so(client):
    assert "is over" in client.get(address(make_past_session())).content.decode()


def test_full_session_offers_the_waiting_list(client):
    session = make_session(capacity=1)
    make_booking(session=session)

    page = client.get(address(session)).content.decode()

    assert "Sold out" in page
    assert f"/sessions/{session.pk}/wait/" in page


def test_last_seat_gone_meanwhile_keeps_what_was_typed(client):
    session = make_session(capacity=1)
    data = form(session)
    client.get(address(session))
    make_booking(session=session)

    answer = client.post(address(session), data)

    assert answer.status_code == 409


@pytest.mark.parametrize("state", [WorkshopState.DRAFT, WorkshopState.WITHDRAWN])
def test_session_of_an_unpublished_workshop_is_not_found(client, state):
    assert client.get(address(make_session(workshop=make_workshop(state=state)))).status_code == 404


def test_unknown_session_is_not_found(client):
    assert client.get("/sessions/999999/book/").status_code == 404


def test_too_many_bookings_from_one_address_are_slowed_down(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"book": "2/m/ip"}
    session = make_session()

    answers = [client.post(address(session), form(session, email=f"p{n}@example.org")) for n in range(3)]
    elsewhere = client.post(address(session), form(session, email="p4@example.org"), REMOTE_ADDR="198.51.100.7")

    assert [answer.status_code for answer in [*answers, elsewhere]] == [302, 302, 429, 302]
    assert "Too many tries" in answers[2].content.decode()
    assert Booking.objects.count() == 3


def test_looking_at_the_form_counts_for_nothing(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"book": "2/m/ip"}
    session = make_session()

    assert [client.get(address(session)).status_code for _ in range(3)] == [200, 200, 200]
    assert client.post(address(session), form(session)).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow_with_ticket_types(client, count, django_assert_max_num_queries):
    session = make_session()
    for number in range(count - 1):
        TicketType.objects.create(session=session, name=f"Ticket {number}")

    with django_assert_max_num_queries(10):
        client.get(address(session))


def test_free_booking_costs_a_known_number_of_queries(client, django_assert_max_num_queries):
    session = make_session()

    with django_assert_max_num_queries(28):
        client.post(address(session), form(session))


@pytest.mark.parametrize("name", ["\u200b\u200b", "...", "\u202e", "- -"])
def test_name_of_nothing_that_prints_is_refused(client, name):
    answer = client.post(address(session := make_session()), form(session, name=name))

    assert (answer.status_code, Booking.objects.count()) == (422, 0)


def test_browser_that_made_the_booking_is_led_back_to_it(client, stripe):
    session = make_session(price_pence=9500)
    client.post(address(session), form(session))

    answer = client.post(address(session), form(session), follow=True)

    assert answer.redirect_chain == [(Booking.objects.get().get_absolute_url(), 302)]
    assert "You have a place on this session already" in answer.content.decode()
