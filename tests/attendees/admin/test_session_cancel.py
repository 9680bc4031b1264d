"""Cancelling a session: its people are moved to another date or get everything back, and the figures are told."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db.models.signals import pre_save
from django.utils import timezone

from attendees.admin.session_cancel import targets_of
from attendees.enums import BookingState
from attendees.models import Booking, OutboxMessage, Place, Refund
from attendees.services.moving import move_place
from tests.attendees.admin.pages import step_of, typed, wrong
from tests.factories import make_booking, make_past_session, make_session, make_workshop
from tests.factories_money import other_date, paid, ticket_of
from tests.factories_waiting import make_full_session, make_waiting
from tests.workshops.admin.clients import organiser_client, send, staff_client
from workshops.enums import SessionState
from workshops.foundation.errors import MoveRefusedError
from workshops.models import Session, StateChange, TicketType

pytestmark = pytest.mark.django_db
WHY = "The presenter is ill"


def page(session, step="cancel"):
    return f"/admin/workshops/session/{session.pk}/{step}/"


def steps(session, client=None):
    shown = (client or organiser_client()).get(page(session, "change")).context["actions_detail"]
    return [step["title"] for step in shown]


def cancel(session, client=None, **filled):
    return send(client or organiser_client(), page(session), **{"reason": WHY} | filled)


def seats(session):
    session.refresh_from_db()
    return session.state, session.places_taken


@contextmanager
def refusing(booking):
    """One booking cannot be written to while this lasts."""

    def receiver(instance, **_):
        if instance.pk == booking.pk:
            raise MoveRefusedError("It moved meanwhile.")

    pre_save.connect(receiver, sender=Booking)
    try:
        yield
    finally:
        pre_save.disconnect(receiver, sender=Booking)


def test_page_says_how_many_it_touches_by_the_places_that_are_there_now():
    session = make_full_session(capacity=2, price_pence=9500)
    make_waiting(session)
    Session.objects.filter(pk=session.pk).update(capacity=10)
    elsewhere = other_date(session)
    came = paid(elsewhere, email="came@example.org")
    move_place(place_id=came.places.get().pk, ticket=ticket_of(session), by="booker")
    make_booking(session=session, state=BookingState.CANCELLED)

    facts = step_of(organiser_client().get(page(session))).facts

    assert facts == [
        "3 bookings with 3 places will be cancelled or moved, and everyone told by email.",
        "1 booking has been paid for, in full or in part.",
        "1 person on the waiting list will be told that it has ended.",
        "This cannot be taken back.",
    ]


def test_page_counts_no_place_that_moved_away():
    session = make_session(price_pence=9500)
    gone = paid(session)
    move_place(place_id=gone.places.get().pk, ticket=ticket_of(other_date(session)), by="booker")

    facts = step_of(organiser_client().get(page(session))).facts

    assert facts[:2] == [
        "0 bookings with 0 places will be cancelled or moved, and everyone told by email.",
        "0 bookings have been paid for, in full or in part.",
    ]


def test_everything_goes_back_and_attendees_read_why():
    session = make_session(price_pence=9500)
    paid(session)
    make_booking(session=session)

    told = cancel(session)

    assert told == ["The session is cancelled: 0 bookings moved, 2 bookings cancelled."]
    assert (seats(session), list(Refund.objects.values_list("amount_pence", flat=True))) == (("cancelled", 0), [9500])
    assert StateChange.objects.get(subject="workshops.session").reason == WHY
    assert [WHY in message.text for message in OutboxMessage.objects.filter(kind="session_cancelled")] == [True, True]


def test_people_are_moved_at_no_cost_to_the_date_that_was_chosen():
    session = make_session(price_pence=9500)
    paid(session)
    target = other_date(session, price_pence=12000)

    told = cancel(session, move_to=target.pk)

    assert told == ["The session is cancelled: 1 booking moved, 0 bookings cancelled."]
    assert (seats(session), seats(target), Refund.objects.count()) == (("cancelled", 0), ("scheduled", 1), 0)
    assert Place.objects.live().get().session == target


def test_who_finds_no_room_there_is_cancelled_and_the_figures_say_so():
    session = make_session(price_pence=9500)
    for number in range(3):
        paid(session, email=f"p{number}@example.org")
    target = other_date(session, capacity=2)

    told = cancel(session, move_to=target.pk)

    assert told == ["The session is cancelled: 2 bookings moved, 1 booking cancelled."]
    assert (seats(session), seats(target), Refund.objects.count()) == (("cancelled", 0), ("scheduled", 2), 1)


def test_what_could_not_be_cancelled_is_told_and_offered_again_until_nothing_is_left(caplog):
    session, client = make_session(), organiser_client()
    _, stuck = make_booking(session=session), make_booking(session=session)

    with refusing(stuck):
        told = cancel(session, client)
    offered, again = steps(session, client), cancel(session, client)

    assert told == [
        "The session is cancelled: 0 bookings moved, 1 booking cancelled.",
        "1 booking could not be cancelled or moved: the log says why. Cancel the session once more to try again, or see to it by hand.",
    ]
    assert (offered[-1], again) == (
        "Cancel session",
        ["The session is cancelled: 0 bookings moved, 1 booking cancelled."],
    )
    assert ("Cancel session" in steps(session, client), seats(session)) == (False, ("cancelled", 0))


def test_place_that_moved_in_keeps_an_interrupted_cancellation_open():
    session = make_session(price_pence=9500)
    came = paid(other_date(session), email="came@example.org")
    move_place(place_id=came.places.get().pk, ticket=ticket_of(session), by="booker")
    Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)

    assert "Cancel session" in steps(session)


@pytest.mark.parametrize(
    ("make", "is_offered"),
    [
        (make_session, True),
        (lambda: make_session(state=SessionState.DRAFT), True),
        (lambda: make_session(state=SessionState.CANCELLED), False),
        (make_past_session, False),
    ],
)
def test_cancelling_is_offered_while_there_is_something_to_cancel(make, is_offered):
    assert ("Cancel session" in steps(make())) is is_offered


def test_dates_to_move_to_are_coming_open_and_of_the_same_workshop_with_their_seats():
    session = make_session()
    target = other_date(session, town="Leeds", capacity=20)
    make_booking(session=target)
    full = make_full_session(workshop=session.workshop)
    others = [
        make_session(workshop=session.workshop, state=SessionState.DRAFT),
        make_past_session(workshop=session.workshop),
        make_session(workshop=session.workshop, booking_closes_at=timezone.now() - timedelta(days=1)),
        make_session(workshop=make_workshop()),
        full,
    ]
    hidden = other_date(session)
    TicketType.objects.filter(session=hidden).update(code="STAFF")
    early = other_date(session)
    TicketType.objects.filter(session=early).update(sale_closes_at=timezone.now() - timedelta(days=1))

    choices = organiser_client().get(page(session)).context["form"].fields["move_to"].choices

    start = target.local_start
    assert choices == [
        ("", "Cancelled: all money goes back"),
        (target.pk, f"Moved to {start:%a} {start.day} {start:%b %Y, %H:%M}, Leeds, at no cost: 19 of 20 seats left"),
    ]
    assert [other for other in others if other in targets_of(session)] == []


def test_date_of_another_workshop_is_refused_and_the_reason_stays():
    session, other = make_session(), make_session()
    make_booking(session=session)

    response = organiser_client().post(page(session), {"reason": WHY, "move_to": other.pk})

    assert wrong(response) == {"move_to": ["Nobody can be moved to this date any more. Choose another."]}
    assert (typed(response, "reason"), seats(session)) == (WHY, ("scheduled", 1))


def test_session_that_is_over_is_refused_with_what_to_do_instead():
    session = make_past_session()
    make_booking(session=session)

    response = organiser_client().post(page(session), {"reason": WHY})

    assert wrong(response)["__all__"][0].startswith("This session is over, so it cannot be cancelled any more.")
    assert seats(session) == ("scheduled", 1)


def test_page_says_that_attendees_read_the_reason():
    form = organiser_client().get(page(make_session())).context["form"]

    assert form.fields["reason"].label == "Reason, said to attendees"


@pytest.mark.parametrize("data", [None, {"reason": ""}])
def test_without_an_answer_nothing_changes(data):
    session, client = make_session(), organiser_client()
    make_booking(session=session)

    client.post(page(session), data) if data else client.get(page(session))

    assert (seats(session), Booking.objects.get().state) == (("scheduled", 1), BookingState.CONFIRMED)


def test_cancelling_without_permission_is_forbidden():
    session = make_session()

    response = staff_client("workshops.view_session", "attendees.change_booking").post(page(session), {"reason": WHY})

    assert (response.status_code, seats(session)) == (403, ("scheduled", 0))
