"""Marking and confirming who attended."""

import pytest
from django.db import IntegrityError, transaction

from attendees.enums import BookingState, Decision
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance
from attendees.services.attendance import confirm_attendance, mark_attendance
from tests.factories import make_booking, make_past_session, make_place, make_session, make_workshop
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db


def mark(place, decision=Decision.FULL, **fields):
    return mark_attendance(place_id=place.pk, decision=decision, by="user:1", **fields)


def test_full_attendance_has_the_sessions_minutes():
    attendance = mark(make_place(session=make_past_session()))

    assert (attendance.decision, attendance.minutes, attendance.confirmed_at) == (Decision.FULL, 330, None)


def test_part_attendance_has_the_minutes_stated():
    attendance = mark(make_place(session=make_past_session()), Decision.PART, minutes=180)

    assert attendance.minutes == 180


@pytest.mark.parametrize("minutes", [None, 0, 330, 400])
def test_part_attendance_with_unfit_minutes_is_refused(minutes):
    with pytest.raises(AttendanceRefusedError, match="fewer than 330"):
        mark(make_place(session=make_past_session()), Decision.PART, minutes=minutes)


@pytest.mark.parametrize("decision", [Decision.ABSENT, Decision.REVIEW])
def test_absence_and_doubt_have_no_minutes(decision):
    assert mark(make_place(session=make_past_session()), decision, minutes=90).minutes is None


def test_marking_again_changes_the_mark():
    place = make_place(session=make_past_session())
    mark(place)

    mark(place, Decision.ABSENT)

    attendance = Attendance.objects.get()
    assert (attendance.decision, attendance.minutes) == (Decision.ABSENT, None)


def test_unknown_cpd_minutes_are_not_guessed():
    place = make_place(session=make_past_session(workshop=make_workshop(cpd_minutes=None)))

    with pytest.raises(AttendanceRefusedError, match="states no CPD minutes"):
        mark(place)


def test_marking_before_the_session_is_refused():
    with pytest.raises(AttendanceRefusedError, match="has not begun"):
        mark(make_place(session=make_session()))


def test_marking_a_cancelled_place_is_refused():
    with pytest.raises(AttendanceRefusedError, match="not confirmed"):
        mark(make_place(session=make_past_session(), state=BookingState.CANCELLED))


def test_confirming_confirms_what_is_decided_and_leaves_what_is_in_doubt():
    session = make_past_session()
    came, doubtful, unmarked = (make_place(session=session) for _ in range(3))
    mark(came)
    mark(doubtful, Decision.REVIEW)

    confirmed = confirm_attendance(session_id=session.pk, by="user:1")

    assert confirmed == [came.pk]
    assert list(Attendance.objects.filter(confirmed_at=None).values_list("place_id", flat=True)) == [doubtful.pk]
    assert not Attendance.objects.filter(place=unmarked).exists()


def test_confirming_again_confirms_nothing_new():
    session = make_past_session()
    mark(make_place(session=session))
    confirm_attendance(session_id=session.pk, by="user:1")

    assert confirm_attendance(session_id=session.pk, by="user:1") == []


def test_confirming_some_places_leaves_the_others():
    session = make_past_session()
    first, second = make_place(session=session), make_place(session=session)
    mark(first)
    mark(second)

    assert confirm_attendance(session_id=session.pk, by="user:1", place_ids=[second.pk]) == [second.pk]


def test_confirmed_attendance_cannot_be_marked_again():
    session = make_past_session()
    place = make_place(session=session)
    mark(place)
    confirm_attendance(session_id=session.pk, by="user:1")

    with pytest.raises(AttendanceRefusedError, match="confirmed already"):
        mark(place, Decision.ABSENT)


def test_confirming_before_the_end_is_refused():
    with pytest.raises(AttendanceRefusedError, match="lasts until"):
        confirm_attendance(session_id=make_session().pk, by="user:1")


def test_confirming_a_cancelled_session_is_refused():
    with pytest.raises(AttendanceRefusedError, match="was held"):
        confirm_attendance(session_id=make_past_session(state=SessionState.CANCELLED).pk, by="user:1")


def test_attended_without_minutes_is_refused_by_the_database():
    place = make_booking(session=make_past_session()).places.get()
    attendance = mark(place)

    with pytest.raises(IntegrityError, match="attendance_minutes"), transaction.atomic():
        Attendance.objects.filter(pk=attendance.pk).update(minutes=None)


def test_doubt_cannot_be_confirmed_in_the_database():
    attendance = mark(make_place(session=make_past_session()), Decision.REVIEW)

    with pytest.raises(IntegrityError, match="attendance_review_not_confirmed"), transaction.atomic():
        Attendance.objects.filter(pk=attendance.pk).update(confirmed_at=attendance.decided_at)
