"""What shows that somebody was there does not count for whoever has their place after them."""

import pytest

from attendees.enums import Decision
from attendees.models import Attendance, AttendanceQuery, IdentityDecision, Stay
from attendees.services.applying import apply_file
from attendees.services.attendance import mark_attendance
from attendees.services.evidence_answers import decide_identity
from attendees.services.naming import hand_over
from tests.factories_evidence import joined, keep, make_day, make_seat, stays_of, zoom
from tests.factories_places import make_attendee
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """Priya Nair's, for whom a report of the whole day is applied."""
    seat = make_seat(make_day())
    apply_file(file_id=keep(seat.session).pk, by="user:1")
    return seat


def hand(place, name="Grace Hopper", email="grace@example.org"):
    person = make_attendee(name, email)
    hand_over(place_id=place.pk, person=person, by="user:2", reason="She came instead", overrule=True)


def test_colleague_does_not_get_the_hours_of_whoever_sat_there(place):
    hand(place)

    assert (stays_of(place), Attendance.objects.get().decision) == ([], Decision.ABSENT)
    noted = StateChange.objects.get(subject="attendees.attendance", to_state="handed over")
    assert (noted.subject_id, noted.by) == (place.pk, "user:2")
    assert noted.reason == "Of whoever had the place before: 10:00 to 16:00 (Report file)"


def test_report_applied_again_counts_for_whoever_has_the_place_now(place):
    file = keep(place.session, zoom(joined("Grace Hopper", "grace@example.org", last="12:30"), joined("Priya Nair")))
    apply_file(file_id=file.pk, by="user:1")

    hand(place)
    apply_file(file_id=file.pk, by="user:1")

    assert stays_of(place) == [("10:00", "12:30")]


def test_marks_decisions_and_queries_go_with_their_person(place):
    decide_identity(session_id=place.session_id, key="priyas ipad", place_id=place.pk, by="user:1")
    AttendanceQuery.objects.create(place=place, text="I stayed until the end.")
    mark_attendance(place_id=place.pk, decision=Decision.PART, minutes=60, reason="Left early", by="user:1")

    hand(place)

    assert (IdentityDecision.objects.count(), AttendanceQuery.objects.count()) == (0, 0)
    assert (Attendance.objects.get().is_proposed, Attendance.objects.get().reason) == (True, "")


@pytest.mark.parametrize("name", ["Priya Nair", "Dr Priya Nair"])
def test_address_put_right_keeps_what_showed_the_same_person(place, name):
    hand(place, name, "p.nair@example.org")

    assert (Stay.objects.count(), Attendance.objects.get().decision) == (1, Decision.FULL)


def test_place_on_which_nothing_is_recorded_gets_no_line_in_the_record():
    hand(make_seat(make_day()))

    assert StateChange.objects.filter(subject="attendees.attendance").count() == 0
