"""Parts of the sample stand alone: each is whole or missing, and nobody's own rows are touched."""

import pytest
from django.utils import timezone

from attendees.errors import AlreadyBookedError
from attendees.models import Booking, User
from certificates.sample.accounts import make_account
from certificates.sample.loading import load_all, load_offer
from tests import factories
from workshops.models import Session, Workshop
from workshops.sample.reading import read_offers

pytestmark = pytest.mark.django_db
NOTES = "notes-a-client-could-read"


def test_load_all_leaves_a_workshop_with_the_same_slug_alone():
    theirs = factories.make_workshop(slug=NOTES, title="Our own")

    loaded = load_all(today=timezone.localdate())

    assert loaded.had == ("Notes a client could read",)
    assert (Workshop.objects.get(slug=NOTES), theirs.sessions.count()) == (theirs, 0)


def test_offer_that_breaks_half_way_leaves_nothing_and_the_next_run_makes_it():
    spec = next(spec for spec in read_offers() if spec["slug"] == NOTES)
    today = timezone.localdate()
    twice = {"session": "next", "people": [{"name": "Ann Lowe", "email": "ann@people.example"}] * 2}

    with pytest.raises(AlreadyBookedError):
        load_offer(spec, [twice], today=today)

    assert (Workshop.objects.count(), Session.objects.count(), Booking.objects.count()) == (0, 0, 0)
    assert load_offer(spec, [], today=today) is True
    assert (Workshop.objects.count(), Session.objects.count()) == (1, 2)


def test_make_account_leaves_one_with_the_same_address_alone():
    theirs = factories.make_user("priya@lectern.example", password="their own password")

    made = make_account(email="priya@lectern.example", password="calm-lantern-priya", name="Priya Nair")

    assert made is False
    assert User.objects.get().check_password("their own password")
    assert User.objects.get() == theirs
