"""What a visitor can do about a session, and how that is said."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import make_past_session, make_provider, make_session
from workshops.availability import (
    Availability,
    availability,
    availability_sentence,
    booking_opens_at,
    standing,
    tickets_on_sale,
    tickets_to_come,
)
from workshops.enums import SessionState
from workshops.foundation.clock import clock
from workshops.models import TicketType

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def in_days(days):
    return timezone.now() + timedelta(days=days)


def set_sale(session, **fields):
    TicketType.objects.filter(session=session).update(**fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Availability.OPEN),
        ({"places_taken": 19}, Availability.OPEN),
        ({"places_taken": 20}, Availability.FULL),
        ({"booking_opens_at": in_days(1)}, Availability.NOT_YET),
        ({"booking_opens_at": in_days(-1)}, Availability.OPEN),
        ({"booking_closes_at": in_days(-1)}, Availability.CLOSED),
        ({"booking_closes_at": in_days(1)}, Availability.OPEN),
        ({"booking_closes_at": in_days(-1), "places_taken": 20}, Availability.CLOSED),
        ({"state": SessionState.CANCELLED}, Availability.CANCELLED),
        ({"state": SessionState.DRAFT}, Availability.DRAFT),
        ({"starts_in": timedelta(hours=-1)}, Availability.BEGUN),
        ({"starts_in": timedelta(days=-2)}, Availability.PAST),
        ({"starts_in": timedelta(days=-2), "state": SessionState.CANCELLED}, Availability.CANCELLED),
    ],
)
def test_availability_follows_state_time_and_seats(fields, expected):
    assert availability(make_session(**fields)) == expected


def test_availability_is_closed_when_the_sale_of_every_ticket_is_over():
    session = make_session()
    set_sale(session, sale_closes_at=in_days(-1))

    assert availability(session) == Availability.CLOSED


def test_availability_is_closed_without_a_ticket_type():
    session = make_session()
    session.ticket_types.all().delete()

    assert availability(session) == Availability.CLOSED


def test_availability_is_not_yet_while_no_ticket_is_on_sale():
    session = make_session()
    set_sale(session, sale_opens_at=in_days(2))

    assert availability(session) == Availability.NOT_YET


def test_availability_is_open_when_one_of_two_tickets_is_on_sale():
    session = make_session()
    TicketType.objects.create(session=session, name="Late", sale_opens_at=in_days(2))

    assert availability(session) == Availability.OPEN
    assert [ticket.name for ticket in tickets_on_sale(session)] == ["Standard"]
    assert [ticket.name for ticket in tickets_to_come(session)] == ["Standard", "Late"]


def test_tickets_to_come_leaves_out_what_is_over():
    session = make_session()
    TicketType.objects.create(session=session, name="Early", sale_closes_at=in_days(-2), position=0)

    assert [ticket.name for ticket in tickets_to_come(session)] == ["Standard"]


def test_booking_opens_at_the_later_of_session_and_ticket():
    session = make_session(booking_opens_at=in_days(1))
    opens = in_days(3).replace(microsecond=0)
    set_sale(session, sale_opens_at=opens)

    assert booking_opens_at(session) == opens


def test_booking_opens_at_nothing_when_nothing_stands_in_the_way():
    assert booking_opens_at(make_session()) is None


def test_sentence_for_a_free_open_session_is_empty():
    assert availability_sentence(make_session(), make_provider()) == ""


def test_sentence_for_a_paid_session_names_the_last_moment_for_a_refund():
    starts_at = datetime(2099, 7, 29, 9, 30, tzinfo=LONDON)
    session = make_session(price_pence=9500, starts_at=starts_at)

    sentence = availability_sentence(session, make_provider(cancellation_days=14))

    assert sentence == "Cancel free of charge until 15 July, 9:30am."


def test_sentence_names_the_year_when_it_is_another_one():
    starts_at = datetime(2099, 1, 4, 9, 0, tzinfo=LONDON)
    session = make_session(price_pence=9500, starts_at=starts_at)

    sentence = availability_sentence(session, make_provider(cancellation_days=14))

    assert sentence == "Cancel free of charge until 21 December 2098, 9am."


def test_sentence_for_a_paid_session_too_close_promises_nothing():
    session = make_session(price_pence=9500, starts_in=timedelta(days=3))

    sentence = availability_sentence(session, make_provider(cancellation_days=14))

    assert sentence == "So close to the date, cancelling gives no money back."


TERMS = {"cancellation_days": 14, "partial_days": 7, "partial_percent": 50}


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            {},
            "Cancel free of charge until 15 July, 9:30am. After that, until 22 July, 9:30am, half of the price goes back.",
        ),
        (
            {"partial_percent": 30},
            "Cancel free of charge until 15 July, 9:30am. After that, until 22 July, 9:30am, 30% of the price goes back.",
        ),
        (
            {"partial_days": 0},
            "Cancel free of charge until 15 July, 9:30am. After that, until 29 July, 9:30am, half of the price goes back.",
        ),
        ({"partial_days": None}, "Cancel free of charge until 15 July, 9:30am."),
    ],
)
def test_sentence_names_the_refund_in_part_where_there_is_one(terms, sentence):
    session = make_session(price_pence=9500, starts_at=datetime(2099, 7, 29, 9, 30, tzinfo=LONDON))

    assert availability_sentence(session, make_provider(**TERMS | terms)) == sentence


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (10, "Cancel until {}, and half of the price goes back."),
        (5, "So close to the date, cancelling gives no money back."),
    ],
)
def test_sentence_leaves_out_the_terms_that_are_past(days, sentence):
    session = make_session(price_pence=9500, starts_in=timedelta(days=days))
    until = (session.starts_at - timedelta(days=7)).astimezone(LONDON)
    year = "" if until.year == session.local_start.year else f" {until.year}"

    said = availability_sentence(session, make_provider(**TERMS))

    assert said == sentence.format(f"{until.day} {until:%B}{year}, {clock(until)}")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"places_taken": 20}, "We write to you when a seat comes free."),
        ({"booking_closes_at": in_days(-1)}, "Booking for this date has closed. Choose another date, or write to us."),
        ({"state": "cancelled"}, "This session was cancelled. Choose another date, or see what else is on."),
        (
            {"starts_in": timedelta(hours=-1)},
            "This session has begun, so it can no longer be booked. Choose another date.",
        ),
        ({"starts_in": timedelta(days=-2)}, "This session is over. Choose a coming date."),
        ({"state": "draft"}, "This session is a draft: visitors cannot see it."),
    ],
)
def test_sentence_for_what_cannot_be_booked_says_what_to_do(fields, expected):
    assert availability_sentence(make_session(**fields), make_provider()) == expected


def test_sentence_for_not_yet_names_the_moment_in_the_session_s_zone():
    session = make_session(
        starts_at=datetime(2099, 7, 29, 9, 30, tzinfo=LONDON),
        booking_opens_at=datetime(2099, 6, 1, 8, 0, tzinfo=ZoneInfo("UTC")),
    )

    assert availability_sentence(session, make_provider()) == "Booking opens on 1 June, 9am. Come back then."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"places_taken": 17}, "3 seats left"),
        ({"places_taken": 19}, "1 seat left"),
        ({"places_taken": 20}, "Waiting list only"),
        ({"booking_closes_at": in_days(-1)}, "Booking closed"),
        ({"state": "cancelled"}, "Cancelled"),
        ({"state": "draft"}, "Draft"),
        ({"starts_in": timedelta(hours=-1)}, "Under way"),
        ({"starts_in": timedelta(days=-2)}, "Over"),
    ],
)
def test_standing_says_it_in_a_few_words(fields, expected):
    assert standing(make_session(**fields)) == expected


def test_standing_names_the_day_that_booking_opens():
    session = make_session(
        starts_at=datetime(2099, 7, 29, 9, 30, tzinfo=LONDON),
        booking_opens_at=datetime(2099, 6, 1, 9, 0, tzinfo=LONDON),
    )

    assert standing(session) == "Booking opens 1\u00a0Jun"


def test_a_past_session_is_past_for_the_model_too():
    assert make_past_session().is_past
