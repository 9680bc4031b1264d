"""Ticket types that are hidden, sold out or not on sale: what they leave of a session for everyone else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_provider, make_session
from workshops.availability import (
    Availability,
    availability,
    availability_sentence,
    booking_opens_at,
    seats_open,
    standing,
    tickets_on_sale,
    tickets_to_come,
    visible_tickets,
)
from workshops.enums import SessionState
from workshops.models import Session, TicketType

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.now() + timedelta(days=days)


GONE = {"quota": 3, "places_taken": 3}
HIDDEN = {"code": "STAFF"}
LATER = {"sale_opens_at": in_days(2)}
ENDED = {"sale_closes_at": in_days(-2)}


def make_tickets(session, *kinds):
    """Replace what the session has by one ticket type for each of `kinds`, named A, B, C."""
    session.ticket_types.all().delete()
    for name, fields in zip("ABCD", kinds, strict=False):
        TicketType.objects.create(session=session, **{"name": name, "price_pence": 9500} | fields)
    return session


def names(tickets):
    return "".join(ticket.name for ticket in tickets)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([{}, HIDDEN], Availability.OPEN),
        ([GONE], Availability.FULL),
        ([GONE, GONE], Availability.FULL),
        ([GONE, {}], Availability.OPEN),
        ([GONE, HIDDEN], Availability.FULL),
        ([GONE, ENDED], Availability.FULL),
        ([GONE, LATER], Availability.NOT_YET),
        ([LATER, HIDDEN], Availability.NOT_YET),
        ([ENDED], Availability.CLOSED),
        ([ENDED, HIDDEN], Availability.CLOSED),
        ([HIDDEN], Availability.INVITATION),
        ([HIDDEN, HIDDEN | ENDED], Availability.INVITATION),
        ([HIDDEN | GONE], Availability.INVITATION),
        ([HIDDEN | LATER], Availability.INVITATION),
        ([HIDDEN | ENDED], Availability.CLOSED),
    ],
)
def test_availability_counts_what_everyone_may_book(kinds, expected):
    assert availability(make_tickets(make_session(), *kinds)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"places_taken": 20}, Availability.INVITATION),
        ({"booking_opens_at": in_days(1)}, Availability.NOT_YET),
        ({"booking_closes_at": in_days(-1)}, Availability.CLOSED),
        ({"state": SessionState.CANCELLED}, Availability.CANCELLED),
        ({"starts_in": timedelta(hours=-1)}, Availability.BEGUN),
    ],
)
def test_availability_of_a_session_by_invitation_follows_state_and_time(fields, expected):
    assert availability(make_tickets(make_session(**fields), HIDDEN)) == expected


@pytest.mark.parametrize(
    ("kinds", "seats"),
    [
        ([{}], 5),
        ([{"quota": 3}], 3),
        ([{"quota": 3, "places_taken": 1}], 2),
        ([{"quota": 3}, {"quota": 1}], 4),
        ([{"quota": 30}], 5),
        ([{"quota": 3}, {}], 5),
        ([GONE, {"quota": 2}], 2),
        ([{"quota": 3}, HIDDEN], 3),
        ([{"quota": 3}, ENDED], 3),
        ([HIDDEN], 0),
    ],
)
def test_seats_open_are_no_more_than_quotas_allow(kinds, seats):
    assert seats_open(make_tickets(make_session(places_taken=15), *kinds)) == seats


def test_seats_open_are_never_below_nought():
    """Two moments may be read: a counter that is beyond its quota for one of them takes no seats from the others."""
    session = make_tickets(make_session(), {"quota": 3}, {"quota": 4})
    first, second = session.ticket_types.all()
    first.quota, first.places_taken = 3, 5
    session._prefetched_objects_cache = {"ticket_types": [first, second]}

    assert seats_open(session) == 4


@pytest.mark.parametrize(
    ("kinds", "to_come", "on_sale"),
    [
        ([{}, HIDDEN], "A", "A"),
        ([GONE, {}], "AB", "B"),
        ([LATER, {}], "AB", "B"),
        ([ENDED, {}], "B", "B"),
        ([HIDDEN], "", ""),
    ],
)
def test_tickets_to_come_and_on_sale_leave_out_what_is_hidden_or_gone(kinds, to_come, on_sale):
    session = make_tickets(make_session(), *kinds)

    assert (names(tickets_to_come(session)), names(tickets_on_sale(session))) == (to_come, on_sale)


@pytest.mark.parametrize(
    ("codes", "seen"),
    [
        ((), "A"),
        (("STAFF",), "AB"),
        ((" staff ",), "AB"),
        (("STAFF", "GUEST"), "ABC"),
        (("STAF",), "A"),
        (("",), "A"),
    ],
)
def test_visible_tickets_are_those_without_a_code_and_those_whose_code_was_typed(codes, seen):
    session = make_tickets(make_session(), {}, HIDDEN, {"code": "GUEST"})

    assert names(visible_tickets(session, codes)) == seen


def test_visible_tickets_begin_with_what_can_be_booked_and_leave_out_what_is_over():
    session = make_tickets(make_session(), GONE, LATER, ENDED, {})

    assert names(visible_tickets(session)) == "DAB"


def test_reading_tickets_asks_the_database_nothing_more(django_assert_num_queries):
    make_tickets(make_session(), {"quota": 3}, HIDDEN, GONE)
    session = Session.objects.with_details().get()

    with django_assert_num_queries(0):
        found = (availability(session), seats_open(session), standing(session), names(visible_tickets(session, ["x"])))

    assert found == (Availability.OPEN, 3, "3 seats left", "AC")


def test_booking_opens_when_the_next_ticket_that_is_not_sold_out_does():
    opens = in_days(3).replace(microsecond=0)
    session = make_tickets(make_session(), GONE, GONE | LATER, {"sale_opens_at": opens})

    assert booking_opens_at(session) == opens


def test_sentence_promises_no_refund_of_a_paid_ticket_that_is_hidden_or_gone():
    session = make_tickets(make_session(), {"price_pence": 0}, HIDDEN, GONE)

    assert availability_sentence(session, make_provider()) == ""


def test_sentence_and_standing_of_a_session_by_invitation():
    session = make_tickets(make_session(), HIDDEN)

    assert standing(session) == "By invitation"
    assert availability_sentence(session, make_provider()) == (
        "Booking is by invitation. If you were given a code, enter it when you book."
    )


@pytest.mark.parametrize(("left", "words"), [(1, "1 seat left"), (2, "2 seats left")])
def test_standing_counts_what_a_quota_leaves(left, words):
    assert standing(make_tickets(make_session(), {"quota": left})) == words
