"""The terms on changing one's mind: what they say, when, and that they stay as they were."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.policy import Policy
from attendees.policy_words import cancelling, passing_on
from tests.factories import make_booking, make_provider, make_session
from workshops.models import Provider

pytestmark = pytest.mark.django_db
TERMS = {"full_days": 14, "partial_days": 7, "partial_percent": 50, "swap_hours": 2, "move_days": 5}


@pytest.mark.parametrize(
    ("before", "percent"),
    [
        (timedelta(days=15), 100),
        (timedelta(days=14), 100),
        (timedelta(days=13, hours=23), 50),
        (timedelta(days=7), 50),
        (timedelta(days=6, hours=23), 0),
        (timedelta(days=-1), 0),
    ],
)
def test_share_that_goes_back_falls_with_the_date(before, percent):
    session = make_session()

    assert Policy(**TERMS).percent_at(session.starts_at - before, session) == percent


def test_without_a_partial_refund_nothing_follows_the_full_one():
    session = make_session()
    policy = Policy.of_provider(Provider(cancellation_days=14))

    assert policy.percent_at(session.starts_at - timedelta(days=13), session) == 0
    assert policy.partial_until(session) is None


def test_terms_of_a_booking_outlive_a_change_of_the_providers():
    make_provider(cancellation_days=14)
    booking = make_booking(policy=TERMS)
    make_provider(cancellation_days=60)

    assert Policy.of_booking(booking) == Policy(**TERMS)


def test_booking_from_before_terms_were_kept_has_the_providers():
    make_provider(cancellation_days=21)

    assert Policy.of_booking(make_booking()).full_days == 21


def test_terms_survive_being_stored():
    assert Policy.read(Policy(**TERMS).as_json()) == Policy(**TERMS)


@pytest.mark.parametrize(
    ("ahead", "sentence"),
    [
        (30, "and we refund the whole price; by"),
        (10, "and we refund half of it; after that, nothing."),
        (3, "So close to the date, cancelling gives no money back."),
    ],
)
def test_cancelling_is_said_in_one_sentence(ahead, sentence):
    session = make_session(starts_in=timedelta(days=ahead))

    words = cancelling(Policy(**TERMS), session)

    assert (sentence in words, words.count(". ")) == (True, 0)


def test_full_refund_alone_says_that_nothing_follows():
    policy = Policy(**(TERMS | {"partial_days": None}))

    assert cancelling(policy, make_session()).endswith("the whole price; after that, nothing.")


def test_other_shares_are_said_in_percent():
    policy = Policy(**(TERMS | {"partial_percent": 25}))

    assert "25 percent of it" in cancelling(policy, make_session())


@pytest.mark.parametrize(
    ("ahead", "has", "has_not"),
    [
        (timedelta(days=30), "and move it to another date until", "too late"),
        (timedelta(days=3), "You can hand a place to a colleague", "move it"),
        (timedelta(hours=1), "too late to hand the place", "move it"),
    ],
)
def test_passing_on_names_what_is_still_possible(ahead, has, has_not):
    session = make_session(starts_at=timezone.now() + ahead)

    words = passing_on(Policy(**TERMS), session)

    assert (has in words, has_not in words) == (True, False)
