"""A report that was applied and should not have been is taken back whole."""

import pytest
from django.utils import timezone

from attendees.enums import Decision, FileState, StaySource
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, Stay
from attendees.services.applying import apply_file
from attendees.services.attendance import mark_attendance
from attendees.services.taking_back import take_back_file
from tests.factories_evidence import joined, keep, make_day, make_seat, stays_of, zoom
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


def applied(session, *rows):
    file = keep(session, zoom(*rows) if rows else None, name=f"{len(rows)}.csv")
    apply_file(file_id=file.pk, by="user:1")
    return file


def take_back(file):
    return take_back_file(file_id=file.pk, reason="Another day's report.", by="user:7")


def test_stays_and_proposals_go_with_the_report():
    session = make_day()
    make_seat(session)
    file = applied(session)

    take_back(file)

    file.refresh_from_db()
    assert (file.state, file.sealed, Stay.objects.count(), Attendance.objects.count()) == (
        FileState.DISCARDED,
        None,
        0,
        0,
    )
    change = StateChange.objects.get(subject="attendees.attendancefile", to_state=FileState.DISCARDED)
    assert (change.by, change.reason) == ("user:7", "Another day's report.")


def test_what_other_reports_and_people_say_stays():
    session = make_day()
    priya, tom = make_seat(session), make_seat(session, "Tom Okafor", "tom@example.org")
    applied(session, joined("Priya Nair", first="10:00", last="11:00"))
    Stay.objects.create(place=tom, source=StaySource.CODE, starts_at=timezone.now(), by="attendee")
    wrong = applied(session, joined("Priya Nair", first="13:30", last="16:00"), joined("Tom Okafor"))
    mark_attendance(place_id=tom.pk, decision=Decision.ABSENT, by="user:1", reason="Left at once.")

    take_back(wrong)

    assert stays_of(priya) == [("10:00", "11:00")]
    assert (priya.attendance.minutes, priya.attendance.is_proposed) == (60, True)
    assert (tom.attendance.decision, tom.stays.get().source) == (Decision.ABSENT, StaySource.CODE)


def test_report_behind_confirmed_attendance_stays():
    session = make_day()
    place = make_seat(session)
    file = applied(session)
    Attendance.objects.filter(place=place).update(confirmed_at=timezone.now())

    with pytest.raises(AttendanceRefusedError, match="1 person is confirmed with this report behind it"):
        take_back(file)

    assert Stay.objects.count() == 1


def test_report_that_was_not_applied_is_not_taken_back():
    with pytest.raises(AttendanceRefusedError, match="Only a report that was applied"):
        take_back(keep(make_day()))


def test_same_report_may_come_again():
    session = make_day()
    place = make_seat(session)
    first = applied(session)
    take_back(first)

    again = applied(session)

    assert (again.pk == first.pk, stays_of(place)) == (False, [("10:00", "16:00")])
