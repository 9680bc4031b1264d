"""Who is reminded of what, once each, and who is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, ChangeKind, Decision
from attendees.models import Attendance, Booking, OutboxMessage, Place
from attendees.services.reminding import send_reminders
from tests.factories import make_booking, make_place, make_session
from tests.factories_telling import make_early_group, make_early_place
from workshops.enums import SessionState
from workshops.models import Session

pytestmark = pytest.mark.django_db
# Hours until the start in the middle of each occasion's time.
IN_TIME = {"week": 6.5 * 24, "day": 20, "hour": 0.5}
TOO_LATE = {"week": 4.5 * 24, "day": 11, "hour": -0.1}


def session_in(hours, **fields):
    return make_session(starts_in=timedelta(hours=hours), **fields)


def session_over(hours, **fields):
    """One that ended so many hours ago."""
    return make_session(starts_in=-timedelta(hours=hours + 6.75), **fields)


def written(kind="reminder"):
    return list(OutboxMessage.objects.filter(kind=kind).order_by("pk").values_list("key", "to"))


def occasions():
    return [key.split(":")[2] for key, _ in written()]


@pytest.mark.parametrize("name", IN_TIME)
def test_reminder_goes_to_whoever_is_named_on_a_confirmed_place(name):
    place = make_early_place(session=session_in(IN_TIME[name]))

    number = send_reminders()

    day = place.session.local_start.strftime("%Y%m%d")
    assert (number, written()) == (1, [(f"reminder:{place.pk}:{name}:{day}", place.attendee_email)])


@pytest.mark.parametrize("name", TOO_LATE)
def test_reminder_is_left_out_once_it_would_be_late(name):
    make_early_place(session=session_in(TOO_LATE[name]))

    assert (send_reminders(), occasions()) == (0, [])


@pytest.mark.parametrize("name", IN_TIME)
def test_session_can_do_without(name):
    make_early_place(session=session_in(IN_TIME[name], **{f"reminds_{name}": False}))

    assert (send_reminders(), occasions()) == (0, [])


def test_looking_again_writes_nothing_again():
    make_early_place(session=session_in(20))
    make_early_group(session=session_in(20))
    make_early_place(session=session_over(2))

    first, second = send_reminders(), send_reminders()

    assert (first, second, OutboxMessage.objects.count()) == (3, 0, 3)


def test_worker_that_died_before_the_commit_loses_and_repeats_nothing(monkeypatch):
    places = [make_early_place(session=session_in(20)) for _ in range(2)]
    monkeypatch.setattr("attendees.services.reminding.BATCH", 1)

    def die(messages):
        OutboxMessage.objects.bulk_create(messages)
        raise OSError

    with monkeypatch.context() as dying:
        dying.setattr("attendees.services.reminding.store_messages", die)
        send_reminders()

    assert (OutboxMessage.objects.count(), send_reminders()) == (0, 2)
    assert sorted(to for _, to in written()) == sorted(place.attendee_email for place in places)


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.CANCELLED, BookingState.REQUESTED])
def test_place_that_is_not_confirmed_is_not_reminded(state):
    booking = make_booking(session=session_in(20), state=state)
    Place.objects.filter(booking=booking).update(created_at=timezone.now() - timedelta(days=9))

    assert send_reminders() == 0


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.DRAFT])
def test_session_that_does_not_take_place_is_not_reminded_of(state):
    make_early_place(session=session_in(20, state=state))
    make_early_place(session=session_over(2, state=state))

    assert send_reminders() == 0


def test_whoever_booked_after_the_moment_is_not_reminded_of_it():
    make_place(session=session_in(20))

    assert send_reminders() == 0


def test_booking_that_was_paid_after_the_moment_has_just_been_confirmed():
    place = make_early_place(session=session_in(20))
    Booking.objects.filter(pk=place.booking_id).update(confirmed_at=timezone.now() - timedelta(hours=1))

    assert send_reminders() == 0


@pytest.mark.parametrize("kind", [ChangeKind.NAMED, ChangeKind.HANDED_OVER, ChangeKind.MOVED])
@pytest.mark.parametrize(("hours_ago", "number"), [(1, 0), (30, 1)])
def test_whoever_came_to_the_place_after_the_moment_has_just_been_told(kind, hours_ago, number):
    place = make_early_place(session=session_in(20))
    change = place.changes.create(kind=kind, by="booker")
    place.changes.filter(pk=change.pk).update(created_at=timezone.now() - timedelta(hours=hours_ago))

    assert send_reminders() == number


def test_name_put_right_after_the_moment_does_not_count_as_coming_late():
    place = make_early_place(session=session_in(20))
    place.changes.create(kind=ChangeKind.RENAMED, by="booker")

    assert send_reminders() == 1


def test_session_moved_to_another_day_is_reminded_of_again():
    place = make_early_place(session=session_in(6.9 * 24))
    send_reminders()
    nearer = timezone.now() + timedelta(days=5.2)
    Session.objects.filter(pk=place.session_id).update(starts_at=nearer, ends_at=nearer + timedelta(hours=6))

    assert (send_reminders(), occasions()) == (1, ["week", "week"])


def test_session_put_off_has_no_reminder_until_it_is_near_again():
    place = make_early_place(session=session_in(20))
    later = timezone.now() + timedelta(days=30)
    Session.objects.filter(pk=place.session_id).update(starts_at=later, ends_at=later + timedelta(hours=6))

    assert send_reminders() == 0


def test_follow_up_goes_once_after_the_end():
    place = make_early_place(session=session_over(2))

    send_reminders()
    send_reminders()

    day = place.session.local_start.strftime("%Y%m%d")
    assert written("follow_up") == [(f"follow_up:{place.pk}:after:{day}", place.attendee_email)]


@pytest.mark.parametrize("hours", [0.2, 49])
def test_follow_up_is_neither_early_nor_late(hours):
    make_early_place(session=session_over(hours))

    assert send_reminders() == 0


def test_session_can_do_without_a_follow_up():
    make_early_place(session=session_over(2, follows_up=False))

    assert send_reminders() == 0


@pytest.mark.parametrize(("confirmed", "number"), [(True, 0), (False, 1)])
def test_follow_up_does_not_announce_what_has_happened_already(confirmed, number):
    place = make_early_place(session=session_over(2))
    now = timezone.now()
    Attendance.objects.create(
        place=place,
        decision=Decision.FULL,
        minutes=330,
        decided_by="user:1",
        decided_at=now,
        confirmed_at=now if confirmed else None,
    )

    assert send_reminders() == number


@pytest.mark.parametrize("name", ["week", "day"])
def test_booker_is_asked_once_for_all_names_that_are_missing(name):
    booking = make_early_group(session=session_in(IN_TIME[name]), places=3)
    first = booking.places.order_by("pk").first()
    Place.objects.filter(pk=first.pk).update(attendee_name="Grace Hopper", attendee_email="grace@example.org")

    send_reminders()
    send_reminders()

    [message] = OutboxMessage.objects.filter(kind="naming_reminder")
    assert (message.to, message.subject.startswith("Who comes? 2 places have no name yet")) == (
        booking.booker_email,
        True,
    )
    assert [to for _, to in written()] == ["grace@example.org"]


def test_nobody_is_asked_for_names_in_the_last_hour():
    make_early_group(session=session_in(0.5))

    assert send_reminders() == 0


def test_booking_made_a_moment_ago_is_not_asked_for_names():
    booking = make_early_group(session=session_in(20))
    Booking.objects.filter(pk=booking.pk).update(confirmed_at=timezone.now())

    assert send_reminders() == 0


def test_large_session_is_written_in_batches(monkeypatch):
    session = session_in(20)
    for _ in range(5):
        make_early_place(session=session)
    monkeypatch.setattr("attendees.services.reminding.BATCH", 2)

    assert (send_reminders(), len(set(written()))) == (5, 5)


def test_look_that_takes_long_leaves_the_rest_to_the_next():
    make_early_place(session=session_in(20))

    assert (send_reminders(seconds=0), send_reminders()) == (0, 1)


def test_session_that_fails_leaves_the_others_alone(monkeypatch, caplog):
    broken, fine = make_early_place(session=session_in(19)), make_early_place(session=session_in(20))
    draw = send_reminders.__globals__["reminders"].reminder

    def draw_or_fail(place, *rest):
        if place.pk == broken.pk:
            raise ValueError(place.pk)
        return draw(place, *rest)

    monkeypatch.setattr("attendees.emails.reminders.reminder", draw_or_fail)

    send_reminders()

    assert [to for _, to in written()] == [fine.attendee_email]
    assert caplog.messages == [f"Reminders of session {broken.session_id} (day) are left for the next look."]


def test_queries_do_not_grow_with_people(django_assert_max_num_queries):
    def look(people):
        OutboxMessage.objects.all().delete()
        session = session_in(20)
        for _ in range(people):
            make_early_place(session=session)
        with django_assert_max_num_queries(100) as asked:
            assert send_reminders() == people
        Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
        return len(asked)

    assert look(1) == look(7)
