"""What races need: Stripe's sandbox, and forms as a browser would send them."""

import contextlib
import uuid

import pytest
from django.conf import settings
from django.utils import timezone

from attendees.enums import BookingState
from attendees.models import Payment
from attendees.services.booking import Attendee, Booker, book_places
from attendees.services.checkouts import start_checkout
from tests.attendees.conftest import sandbox_server, stripe
from tests.factories import make_booking, make_session
from tests.harness.postgres import new_database
from tests.harness.redis_server import running_redis

__all__ = ["sandbox_server", "stripe"]


@pytest.fixture
def send_form():
    """`send_form(ticket, "a@example.org")` books one place; with the same `form_key` it is the same form again."""

    def send(ticket, email, form_key=None):
        return book_places(
            ticket=ticket,
            booker=Booker(name="Priya Nair", email=email),
            attendees=[Attendee(name="Priya Nair", email=email)],
            consented_at=timezone.now(),
            form_key=form_key or uuid.uuid4(),
            by="booker",
        )

    return send


@pytest.fixture
def held_booking():
    """`held_booking()` makes a held booking of £95 on a session with one seat, and its payment."""

    def make():
        booking = make_booking(session=make_session(price_pence=9500, capacity=1), state=BookingState.HELD)
        Payment.objects.create(booking=booking, amount_pence=9500)
        return booking

    return make


@pytest.fixture
def at_checkout(held_booking, stripe):
    """`at_checkout()` makes one whose checkout stands open at Stripe."""

    def make():
        booking = held_booking()
        start_checkout(payment_id=booking.payments.get().pk)
        return booking

    return make


@pytest.fixture(scope="module")
def site_of_engine(site_factory, request):
    """`site_of_engine(**environment)` prepares a site on the engines of this run, with a broker of its own."""
    with contextlib.ExitStack() as stack:

        def make(**environ):
            if settings.TEST_ON_POSTGRES:
                database = new_database(request.getfixturevalue("postgres_server"))
                environ = {"redis_url": stack.enter_context(running_redis())} | environ
                environ["database_url"] = stack.enter_context(database)
            site = site_factory(**environ)
            stack.callback(site.stop)
            return site

        yield make
