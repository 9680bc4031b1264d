"""An organiser moves a place: whoever has to pay is asked, and has time; nobody's attendance is taken away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import Decision, PlaceState
from attendees.errors import ChangeRefusedError
from attendees.models import Attendance, OutboxMessage, Place
from attendees.services.moving_for_others import TIME_TO_PAY, move_place_for_booker
from attendees.services.payments import end_overdue_move
from tests.factories import make_session
from tests.factories_money import counters, other_date, paid, pay, ticket_of
from workshops.templatetags.session_times import session_date

pytestmark = pytest.mark.django_db


def move(place, session, **options):
    return move_place_for_booker(place_id=place.pk, ticket=ticket_of(session), by="user:1", reason="Asked", **options)


@pytest.fixture
def place():
    return paid(make_session(price_pence=9500)).places.get()


def test_difference_may_be_paid_for_most_of_a_day_and_the_booker_is_asked(place):
    target = other_date(place.session, price_pence=12000)
    before = timezone.now()

    moved = move(place, target)

    message = OutboxMessage.objects.get(kind="difference_due")
    assert before + TIME_TO_PAY <= Place.objects.get(pk=moved.place.pk).hold_ends_at <= timezone.now() + TIME_TO_PAY
    asked = f"Pay £25.00 to move to {session_date(target)}: {target.workshop.title}"
    assert (message.to, message.subject) == ("priya@example.org", asked)
    assert [part in message.text for part in ("It costs £25.00 more.", "for Priya Nair", "key=")] == [True] * 3


def test_seat_is_not_held_beyond_the_start_of_its_session(place):
    target = make_session(workshop=place.session.workshop, price_pence=12000, starts_in=timedelta(hours=5))

    assert move(place, target).place.hold_ends_at == target.starts_at


def test_paid_difference_moves_the_place(place):
    target = other_date(place.session, price_pence=12000)
    moved = move(place, target)

    pay(place.booking)

    place.refresh_from_db()
    moved.place.refresh_from_db()
    assert (place.state, moved.place.state) == (PlaceState.RELEASED, PlaceState.CONFIRMED)
    assert (counters(place.session), counters(target)) == ((0, 0, 0), (1, 1, 1))


def test_difference_that_is_never_paid_leaves_the_place_where_it_was(place):
    target = other_date(place.session, price_pence=12000)
    moved = move(place, target)

    end_overdue_move(place_id=moved.place.pk)

    place.refresh_from_db()
    assert (place.state, counters(target)) == (PlaceState.CONFIRMED, (0, 0, 0))


@pytest.mark.parametrize(("price", "options"), [(9500, {}), (7000, {}), (12000, {"at_no_cost": True})])
def test_nobody_is_asked_where_nothing_is_to_be_paid(place, price, options):
    moved = move(place, other_date(place.session, price_pence=price), **options)

    assert (moved.payment, moved.place.state) == (None, PlaceState.CONFIRMED)
    assert OutboxMessage.objects.filter(kind="difference_due").count() == 0


def test_place_whose_attendance_is_confirmed_stays_on_its_date(place):
    Attendance.objects.create(
        place=place,
        decision=Decision.FULL,
        minutes=330,
        decided_by="user:1",
        decided_at=timezone.now(),
        confirmed_at=timezone.now(),
    )
    target = other_date(place.session)
    told = OutboxMessage.objects.count()

    with pytest.raises(ChangeRefusedError, match="attendance on this place is confirmed"):
        move(place, target, overrule=True)

    place.refresh_from_db()
    assert (place.state, counters(target), OutboxMessage.objects.count()) == ("confirmed", (0, 0, 0), told)


def test_attendance_that_is_not_confirmed_yet_stops_nothing(place):
    Attendance.objects.create(place=place, decision=Decision.REVIEW, decided_by="user:1", decided_at=timezone.now())

    assert move(place, other_date(place.session)).place.state == PlaceState.CONFIRMED
