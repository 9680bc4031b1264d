"""What the sweep does for the waiting list."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.models import Booking, OutboxMessage
from attendees.services.offer_sweeps import lapse_offers, offer_free_seats
from attendees.services.outbox import deliver_message, send_left_behind
from attendees.tasks import sweep_holds
from tests.factories import make_session
from tests.factories_waiting import (
    counters,
    free_seats_of,
    make_full_session,
    make_offer,
    make_over,
    make_waiting,
    states,
    zone_where_it_is,
)
from workshops.models import Session, TicketType

pytestmark = pytest.mark.django_db


def raise_capacity(session, to):
    """As a shell or another program would: nobody is offered anything."""
    Session.objects.filter(pk=session.pk).update(capacity=to)


def test_offers_past_their_end_lapse_and_others_stay():
    over, stands = make_over(make_offer()), make_offer()

    assert lapse_offers() == 1

    over.refresh_from_db()
    stands.refresh_from_db()
    assert (over.state, stands.state) == ("expired", "offered")


def test_seats_of_a_lapsed_offer_reach_the_next():
    session = make_full_session()
    make_over(make_offer(session=session))
    make_waiting(session)

    assert [lapse_offers(), lapse_offers()] == [1, 0]
    assert (states(session), counters(session)) == (["lapsed", "offered"], ((1, 1), (1, 1)))


def test_seats_that_nobody_was_offered_are_found():
    session = make_full_session()
    make_waiting(session)
    raise_capacity(session, 2)

    assert [offer_free_seats(), offer_free_seats()] == [1, 0]
    assert (states(session), counters(session)) == (["offered"], ((2, 2), (1, 1)))


def test_several_entries_of_one_session_are_one_look():
    session = make_full_session()
    for _ in range(3):
        make_waiting(session)
    raise_capacity(session, 3)

    assert (offer_free_seats(), states(session)) == (1, ["offered", "offered", "waiting"])


@pytest.mark.parametrize(
    ("entry", "ticket", "session"),
    [
        ({"quantity": 2}, {}, {}),
        ({}, {"quota": 1}, {}),
        ({}, {"needs_approval": True}, {}),
        ({}, {}, {"starts_at": timezone.now() + timedelta(hours=1)}),
        ({}, {}, {"state": "cancelled"}),
    ],
    ids=["too few seats", "quota gone", "to be approved", "too near", "cancelled"],
)
def test_sessions_where_no_offer_is_possible_are_not_looked_at(entry, ticket, session):
    full = make_full_session(capacity=2)
    made = make_waiting(full, **entry)
    TicketType.objects.filter(session=full).update(places_taken=1)
    TicketType.objects.filter(session=full).update(**ticket)
    raise_capacity(full, 3)
    Session.objects.filter(pk=full.pk).update(**session)

    made.refresh_from_db()
    assert (offer_free_seats(), made.state) == (0, "waiting")


def test_one_that_fails_leaves_the_others_alone(caplog):
    broken, sound = make_over(make_offer()), make_over(make_offer())
    # More places than the session counts: giving them back would fall below nought.
    Session.objects.filter(pk=broken.session_id).update(places_taken=0)

    with caplog.at_level(logging.ERROR):
        assert lapse_offers() == 2

    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, sound.state) == ("offered", "expired")
    assert f"Left for the next sweep: {broken.pk}" in caplog.text


def test_the_task_of_the_sweep_does_both():
    lapsing = make_over(make_offer())
    session = make_full_session()
    make_waiting(session)
    raise_capacity(session, 2)

    sweep_holds()

    lapsing.refresh_from_db()
    assert (lapsing.state, states(session)) == ("expired", ["offered"])


def test_offer_of_the_night_is_sent_by_nobody_before_it_is_due(mail_folder):
    session = make_full_session(time_zone=zone_where_it_is(2))
    make_waiting(session)
    free_seats_of(session)
    message = OutboxMessage.objects.get(kind="seats_offered")

    by_task = deliver_message(message_id=message.pk)
    send_left_behind()

    message.refresh_from_db()
    assert (by_task, message.state, message.attempts) == (False, "queued", 0)


def test_offer_of_the_night_is_sent_by_the_sweep_once_it_is_due(mail_folder):
    make_offer(session=make_full_session(time_zone=zone_where_it_is(2)))
    OutboxMessage.objects.filter(kind="seats_offered").update(due_at=timezone.now() - timedelta(minutes=1))

    send_left_behind()

    assert OutboxMessage.objects.get(kind="seats_offered").state == "sent"


def test_seats_that_are_simply_on_sale_are_offered_to_nobody():
    make_session()

    assert (offer_free_seats(), Booking.objects.count()) == (0, 0)
