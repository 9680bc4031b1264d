"""The own page of someone who is named by others, and of someone who books for others."""

import pytest

from attendees.enums import BookingState
from attendees.models import Place
from tests.factories import make_booking, make_session
from tests.factories_places import make_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def my(client, holder):
    client.force_login(holder)
    return lambda: client.get("/my/").content.decode()


def test_place_that_somebody_else_booked_leads_to_its_own_page(my, holder):
    place = make_named(name="Priya Nair", email="priya@example.org", session=make_session(price_pence=9500))
    Place.objects.filter(pk=place.pk).update(user=holder)

    page = my()

    assert f'href="{place.get_absolute_url()}"' in page
    assert f'href="{place.get_absolute_url()}invitation.ics"' in page
    assert (place.booking.get_absolute_url() in page, "£" in page, "Edith" in page) == (False, False, False)


def test_later_place_that_somebody_else_booked_leads_to_its_own_page(my, holder):
    make_booking(session=make_session(), user=holder)
    place = make_named(name="Priya Nair", email="priya@example.org", session=make_session())
    Place.objects.filter(pk=place.pk).update(user=holder)

    page = my()

    assert (f'href="{place.get_absolute_url()}"' in page, place.booking.get_absolute_url() in page) == (True, False)


def test_place_that_somebody_else_has_still_to_pay_for_asks_nothing_of_the_attendee(my, holder):
    session = make_session(price_pence=9500)
    place = make_named(name="Priya Nair", email="priya@example.org", session=session, state=BookingState.HELD)
    Place.objects.filter(pk=place.pk).update(user=holder)

    page = my()

    assert "Edith Employer has booked this place for you." in page
    assert ("£" in page, "Pay by" in page, place.booking.get_absolute_url() in page) == (False, False, False)


def test_bookings_for_others_are_listed_with_what_is_still_to_be_named(my, holder):
    booking = make_named(places=3, user=holder).booking

    page = my()

    assert "3 places, 2 still to be named." in page
    assert f'href="{booking.get_absolute_url()}"' in page


def test_own_bookings_are_not_listed_as_those_for_others(my, holder):
    make_booking(session=make_session(), user=holder)
    make_named(state=BookingState.CANCELLED, user=holder)

    assert "Booked for others" not in my()
