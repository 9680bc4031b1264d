"""Accounts for trying out many people at once."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attendees.models import User
from certificates.sample.accounts import LOAD_PASSWORD, make_people
from certificates.sample.guard import NotHereError

pytestmark = pytest.mark.django_db


def test_make_people_makes_accounts_that_sign_in():
    assert make_people(count=3) == 3

    assert list(User.objects.order_by("pk").values_list("email", "name")) == [
        ("person1@load.example", "Person 1"),
        ("person2@load.example", "Person 2"),
        ("person3@load.example", "Person 3"),
    ]
    assert authenticate(username="person2@load.example", password=LOAD_PASSWORD) == User.objects.get(name="Person 2")
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 3


def test_make_people_again_makes_only_those_missing():
    make_people(count=2)

    assert (make_people(count=5), make_people(count=5)) == (3, 0)

    assert (User.objects.count(), EmailAddress.objects.count()) == (5, 5)


def test_make_people_takes_as_many_queries_for_fifty_as_for_one():
    with CaptureQueriesContext(connection) as one:
        make_people(count=1)
    with CaptureQueriesContext(connection) as fifty:
        make_people(count=51)

    assert len(fifty) == len(one)


def test_make_people_is_refused_outside_local_settings(settings):
    del settings.LECTERN_LOCAL

    with pytest.raises(NotHereError, match=r"^make_people makes accounts whose passwords everyone knows"):
        make_people(count=1)

    assert User.objects.count() == 0
