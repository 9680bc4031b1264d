"""Writing down that someone was there, and when that is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, Decision, StaySource
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, Stay
from attendees.services.stays import record_joining, record_moment, record_stay
from tests.factories import make_past_session, make_place, make_session
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def place():
    """A confirmed place on a session that began an hour ago."""
    return make_place(session=make_session(starts_in=-HOUR))


def record(place, **fields):
    begin = timezone.now() - HOUR
    given = {"source": StaySource.ORGANISER, "starts_at": begin, "ends_at": begin + HOUR, "by": "user:1"}
    return record_stay(place_id=place.pk, **given | fields)


def test_stay_is_written_down_as_it_was_given(place):
    stay = record(place, note="Seen in the front row")

    kept = Stay.objects.get()
    assert (kept.pk, kept.place_id, kept.source, kept.by) == (stay.pk, place.pk, "organiser", "user:1")
    assert (kept.ends_at - kept.starts_at, kept.note) == (HOUR, "Seen in the front row")


def test_stay_without_an_end_is_a_moment(place):
    record(place, ends_at=None)

    assert Stay.objects.get().ends_at is None


def test_stay_decides_nothing(place):
    record(place)

    assert Attendance.objects.count() == 0


def test_end_before_the_start_is_refused(place):
    with pytest.raises(AttendanceRefusedError, match="The end lies before the start"):
        record(place, ends_at=timezone.now() - 2 * HOUR)


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.CANCELLED])
def test_place_that_is_not_confirmed_is_refused(state):
    place = make_place(session=make_session(starts_in=-HOUR), state=state)

    with pytest.raises(AttendanceRefusedError, match="is not confirmed"):
        record(place)
    assert Stay.objects.count() == 0


def test_cancelled_session_is_refused():
    place = make_place(session=make_session(starts_in=-HOUR, state=SessionState.CANCELLED))

    with pytest.raises(AttendanceRefusedError, match="not held"):
        record(place)


@pytest.mark.parametrize(("confirmed", "count"), [(True, 0), (False, 1)])
def test_confirmed_attendance_takes_no_more_stays(confirmed, count):
    place = make_place(session=make_past_session())
    now = timezone.now()
    Attendance.objects.create(
        place=place,
        decision=Decision.ABSENT,
        decided_by="user:1",
        decided_at=now,
        confirmed_at=now if confirmed else None,
    )

    if confirmed:
        with pytest.raises(AttendanceRefusedError, match="is confirmed already"):
            record(place)
    else:
        record(place)
    assert Stay.objects.count() == count


def test_moment_is_written_once_since_a_time(place):
    since = timezone.now() - HOUR

    first, is_new = record_moment(place_id=place.pk, source=StaySource.CODE, since=since, by="attendee")
    again, is_new_again = record_moment(place_id=place.pk, source=StaySource.CODE, since=since, by="attendee")

    assert (first.pk == again.pk, is_new, is_new_again, Stay.objects.count()) == (True, True, False, 1)


def test_moment_of_another_source_or_an_earlier_one_does_not_stand_in_its_way(place):
    since = timezone.now()
    record(place, source=StaySource.JOINED)
    record(place, source=StaySource.CODE, starts_at=since - HOUR, ends_at=None)

    _, is_new = record_moment(place_id=place.pk, source=StaySource.CODE, since=since, by="attendee")

    assert (is_new, Stay.objects.count()) == (True, 3)


def test_absence_that_was_proposed_does_not_outlast_a_moment(place):
    absent = {"decision": Decision.ABSENT, "minutes": 0, "is_proposed": True, "decided_at": timezone.now()}
    Attendance.objects.create(place=place, decided_by="user:1", **absent)

    record_moment(place_id=place.pk, source=StaySource.CODE, since=timezone.now(), by="attendee")

    assert Attendance.objects.get().decision == Decision.REVIEW


@pytest.mark.parametrize(("minutes", "count"), [(61, 0), (59, 1), (-1, 1)], ids=["too early", "soon", "running"])
def test_joining_counts_from_an_hour_before_the_start(minutes, count):
    place = make_place(session=make_session(starts_in=timedelta(minutes=minutes)))

    record_joining(place_id=place.pk, by="attendee")

    assert [stay.source for stay in Stay.objects.all()] == ["joined"] * count


def test_joining_after_the_end_counts_no_more():
    place = make_place(session=make_past_session())

    assert (record_joining(place_id=place.pk, by="attendee"), Stay.objects.count()) == (None, 0)


def test_joining_again_is_one_arrival_for_ten_minutes(place):
    first = record_joining(place_id=place.pk, by="attendee")
    record_joining(place_id=place.pk, by="attendee")
    Stay.objects.filter(pk=first.pk).update(starts_at=timezone.now() - timedelta(minutes=11))
    record_joining(place_id=place.pk, by="attendee")

    assert Stay.objects.count() == 2
