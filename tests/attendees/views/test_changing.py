"""Giving one place back and moving it: who may, what is said before, what happens."""

import pytest

from attendees.access import SESSION_KEY
from attendees.models import Refund
from attendees.place_links import place_link
from tests.factories import make_organiser, make_session, make_user
from tests.factories_money import other_date, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking():
    return paid(make_session(price_pence=9500), quantity=2)


@pytest.fixture
def place(booking):
    """The second place, of someone who is not the booker."""
    second = booking.places.last()
    second.attendee_name, second.attendee_email = "Tom Okafor", "tom@example.org"
    second.save()
    return second


@pytest.fixture
def booker(client, booking):
    session = client.session
    session[SESSION_KEY] = [booking.reference]
    session.save()
    return client


@pytest.fixture
def attendee(client, place):
    client.get(place_link(place))
    return client


def path(place, step):
    return f"/places/{place.code}/{step}/"


def test_booker_is_told_what_goes_back_and_gives_it_back(booker, place):
    page = booker.get(path(place, "cancel")).content.decode()
    assert ("Give back the place of Tom Okafor?" in page, "£95.00 goes back" in page) == (True, True)

    answer = booker.post(path(place, "cancel"), follow=True)

    place.refresh_from_db()
    assert (place.state, Refund.objects.get().amount_pence) == ("released", 9500)
    assert "The place is given back. £95.00 goes back" in answer.content.decode()


def test_attendee_gives_their_place_back_without_seeing_the_price(attendee, place):
    page = attendee.get(path(place, "cancel")).content.decode()
    assert ("Give your place back?" in page, "£" in page, "Priya Nair, who booked it, is told" in page) == (
        True,
        False,
        True,
    )

    attendee.post(path(place, "cancel"))

    place.refresh_from_db()
    assert place.state == "released"


def test_looking_changes_nothing(booker, place):
    booker.get(path(place, "cancel"))
    booker.get(path(place, "move"))

    place.refresh_from_db()
    assert place.state == "confirmed"


@pytest.mark.parametrize("step", ["cancel", "move"])
@pytest.mark.parametrize("who", ["anonymous", "other attendee"])
def test_nobody_else_finds_it(client, place, step, who):
    if who == "other attendee":
        client.force_login(make_user())

    assert [client.get(path(place, step)).status_code, client.post(path(place, step)).status_code] == [404, 404]

    place.refresh_from_db()
    assert place.state == "confirmed"


def test_organiser_may(client, place):
    client.force_login(make_organiser())

    assert client.get(path(place, "cancel")).status_code == 200


def test_second_click_is_told_that_it_was_given_back(booker, place):
    booker.post(path(place, "cancel"))

    answer = booker.post(path(place, "cancel"), follow=True)

    assert ("given back already" in answer.content.decode(), Refund.objects.count()) == (True, 1)


def test_dates_are_shown_with_their_difference(booker, booking, place):
    other_date(booking.session)
    other_date(booking.session, price_pence=7000)
    other_date(booking.session, price_pence=12000)

    page = booker.get(path(place, "move")).content.decode()

    assert [words in page for words in ("nothing more to pay", "£25.00 goes back", "£25.00 more to pay")] == [True] * 3


def test_moving_to_a_cheaper_date_says_what_goes_back(booker, booking, place):
    target = other_date(booking.session, price_pence=7000)

    answer = booker.post(path(place, "move"), {"ticket": target.ticket_types.get().pk}, follow=True)

    assert "The place is moved. £25.00 goes back" in answer.content.decode()
    assert target.places.live().get().attendee_name == "Tom Okafor"


def test_moving_to_a_dearer_date_leads_to_stripe(booker, booking, place, stripe):
    target = other_date(booking.session, price_pence=12000)

    answer = booker.post(path(place, "move"), {"ticket": target.ticket_types.get().pk})

    assert answer.url.startswith(stripe.url)
    page = booker.get(booking.get_absolute_url()).content.decode()
    assert ("A move to pay for" in page, "Pay the difference" in page) == (True, True)


def test_attendee_is_offered_only_what_costs_no_more(attendee, booking, place):
    dearer = other_date(booking.session, price_pence=12000).ticket_types.get()
    other_date(booking.session)

    page = attendee.get(path(place, "move")).content.decode()
    assert ("more to pay</label>" in page, "nothing more to pay" in page) == (True, True)

    answer = attendee.post(path(place, "move"), {"ticket": dearer.pk})
    assert (answer.status_code, "can no longer be booked" in answer.content.decode()) == (422, True)


def test_choosing_nothing_is_refused(booker, booking, place):
    other_date(booking.session)

    answer = booker.post(path(place, "move"), {})

    assert (answer.status_code, "Choose a date." in answer.content.decode()) == (422, True)


def test_without_another_date_it_says_so(booker, place):
    assert "No other date" in booker.get(path(place, "move")).content.decode()


def test_date_that_filled_up_meanwhile_is_refused_in_words(booker, booking, place):
    target = other_date(booking.session)
    ticket = target.ticket_types.get()
    ticket.quota = 1
    ticket.save()
    paid(target, email="zoe@example.org")

    answer = booker.post(path(place, "move"), {"ticket": ticket.pk})

    assert answer.status_code == 422
    place.refresh_from_db()
    assert place.state == "confirmed"
