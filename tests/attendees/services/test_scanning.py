"""Scans at the door: in, out, twice, the next day, and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, StaySource
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, Stay
from attendees.services.proposing import propose_attendance
from attendees.services.scanning import scan_place, undo_scan
from tests.factories import make_place, make_session
from tests.factories_places import make_group
from tests.factories_presence import ROOM, make_confirmed, make_running_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_place(session=make_running_session(**ROOM))


def scan(place, *, left=False):
    return scan_place(place_id=place.pk, by="user:1", left=left)


def times():
    """Of each stay, whether it has a start and an end."""
    return [(stay.starts_at is not None, stay.ends_at is not None) for stay in Stay.objects.order_by("pk")]


def test_arriving_begins_a_stay(place):
    stay = scan(place)

    assert (stay.source, stay.by, stay.place_id) == ("scan", "user:1", place.pk)
    assert times() == [(True, False)]


def test_arriving_twice_is_one_stay(place):
    assert (scan(place), len(times())) == (scan(place), 1)


def test_leaving_ends_the_stay(place):
    arrived = scan(place)

    left = scan(place, left=True)

    assert (left.pk, times()) == (arrived.pk, [(True, True)])


def test_leaving_twice_keeps_the_first_time(place):
    scan(place)

    assert scan(place, left=True).ends_at == scan(place, left=True).ends_at


def test_coming_back_is_a_stay_of_its_own(place):
    scan(place)
    scan(place, left=True)

    scan(place)

    assert times() == [(True, True), (True, False)]


def test_leaving_without_an_arrival_is_refused(place):
    with pytest.raises(AttendanceRefusedError, match="was not scanned in today"):
        scan(place, left=True)
    assert times() == []


def test_arrival_of_the_day_before_stays_open_for_a_person_to_look_at():
    session = make_session(starts_in=timedelta(days=-1), **ROOM)
    session.ends_at = timezone.now() + timedelta(hours=2)
    session.save()
    place = make_place(session=session)
    before = timezone.now() - timedelta(hours=25)
    yesterday = Stay.objects.create(place=place, source=StaySource.SCAN, starts_at=before, by="user:1")

    with pytest.raises(AttendanceRefusedError, match="was not scanned in today"):
        scan(place, left=True)
    today = scan(place)

    assert (today.pk != yesterday.pk, times()) == (True, [(True, False), (True, False)])


@pytest.mark.parametrize(
    ("starts_in", "words"),
    [
        (timedelta(hours=3, minutes=1), "The door of this session opens at"),
        (timedelta(hours=-10), "The door of this session closed at"),
    ],
)
def test_scan_far_from_the_session_is_refused(starts_in, words):
    with pytest.raises(AttendanceRefusedError, match=words):
        scan(make_place(session=make_session(starts_in=starts_in, **ROOM)))


def test_nobody_arrives_after_the_end_but_people_leave():
    place = make_place(session=make_session(starts_in=timedelta(hours=-7), **ROOM))
    with pytest.raises(AttendanceRefusedError, match="nobody arrives any more"):
        scan(place)

    Stay.objects.create(place=place, source=StaySource.SCAN, starts_at=timezone.now(), by="user:1")
    scan(place, left=True)

    assert times() == [(True, True)]


@pytest.mark.parametrize("state", [BookingState.HELD, BookingState.CANCELLED])
def test_place_that_is_not_confirmed_is_refused(state):
    with pytest.raises(AttendanceRefusedError, match="is not confirmed"):
        scan(make_place(session=make_running_session(**ROOM), state=state))


def test_place_without_a_name_is_refused():
    place = make_group(session=make_running_session(**ROOM)).places.first()

    with pytest.raises(AttendanceRefusedError, match="Nobody is named on this place yet"):
        scan(place)
    assert times() == []


def test_confirmed_attendance_is_neither_scanned_nor_taken_back(place):
    stay = scan(place)
    make_confirmed(place)

    for act in (lambda: scan(place, left=True), lambda: undo_scan(stay_id=stay.pk, by="user:1")):
        with pytest.raises(AttendanceRefusedError, match="is confirmed already"):
            act()
    assert times() == [(True, False)]


def test_leaving_is_taken_back_first_and_then_the_arrival(place, caplog):
    stay = scan(place)
    scan(place, left=True)

    undo_scan(stay_id=stay.pk, by="user:2")
    after_one = times()
    undo_scan(stay_id=stay.pk, by="user:2")

    assert (after_one, times()) == ([(True, False)], [])
    with pytest.raises(AttendanceRefusedError, match="taken back already"):
        undo_scan(stay_id=stay.pk, by="user:2")


def test_what_was_not_scanned_is_not_taken_back(place):
    stay = Stay.objects.create(place=place, source=StaySource.CODE, starts_at=timezone.now(), by="attendee")

    with pytest.raises(AttendanceRefusedError, match="Only scans"):
        undo_scan(stay_id=stay.pk, by="user:1")
    assert Stay.objects.count() == 1


def proposed(place):
    return Attendance.objects.get(place=place).decision


def test_proposal_follows_what_is_scanned_after_it(place):
    early = make_place(session=place.session, email="early@example.org")
    scan(early)
    propose_attendance(session_id=place.session_id, by="user:1")
    found = [proposed(place)]

    stay = scan(place)
    found.append(proposed(place))
    undo_scan(stay_id=stay.pk, by="user:1")

    assert [*found, proposed(place)] == ["absent", "review", "absent"]


def test_mark_of_a_person_does_not_follow_a_scan(place):
    make_mark = {"decision": "absent", "minutes": 0, "decided_by": "user:1", "decided_at": timezone.now()}
    Attendance.objects.create(place=place, reason="She rang.", **make_mark)

    scan(place)

    assert proposed(place) == "absent"
