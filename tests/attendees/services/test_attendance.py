"""Marking and confirming who attended."""

import pytest
from django.db import IntegrityError, transaction

from attendees.enums import BookingState, Decision
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance
from attendees.services.attendance import confirm_attendance, mark_attendance
from attendees.services.proposing import propose_attendance, use_proposal
from tests.factories import make_booking, make_past_session, make_place, make_session, make_workshop
from tests.factories_decisions import make_report, make_stay, make_taught_session
from workshops.enums import SessionState
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


def mark(place, decision=Decision.FULL, **fields):
    given = {"reason": "On the register."} | fields
    return mark_attendance(place_id=place.pk, decision=decision, by="user:1", **given)


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


def record():
    found = StateChange.objects.filter(subject="attendees.attendance").order_by("pk")
    return list(found.values_list("subject_id", "from_state", "to_state", "by", "reason"))


@pytest.fixture
def proposed():
    """A place whose attendance in part, of 120 minutes, is proposed."""
    place = make_place(session=make_taught_session(), name="Priya Nair")
    make_stay(place, "10:00", "12:00")
    propose_attendance(session_id=place.session_id, by="user:1")
    return place


def test_mark_without_evidence_needs_a_reason():
    place = make_place(session=make_past_session(), name="Priya Nair")

    with pytest.raises(AttendanceRefusedError, match="no evidence shows whether Priya Nair was there"):
        mark(place, reason=" ")

    assert not Attendance.objects.exists()


def test_doubt_needs_no_reason():
    assert mark(make_place(session=make_past_session()), Decision.REVIEW, reason="").decision == Decision.REVIEW


@pytest.mark.parametrize(("decision", "minutes"), [(Decision.FULL, None), (Decision.PART, 60), (Decision.ABSENT, None)])
def test_mark_that_departs_from_the_proposal_needs_a_reason(proposed, decision, minutes):
    with pytest.raises(AttendanceRefusedError, match="the evidence proposes something else for Priya Nair"):
        mark(proposed, decision, minutes=minutes, reason="")

    assert Attendance.objects.get().is_proposed


def test_mark_over_the_proposal_keeps_what_the_evidence_said(proposed):
    mark(proposed, reason=" Joined by telephone. ")

    found = Attendance.objects.get()
    assert (found.decision, found.minutes, found.participatory_minutes, found.skills_minutes) == ("full", 300, 150, 150)
    assert (found.is_proposed, found.reason) == (False, "Joined by telephone.")
    assert found.evidence.startswith("in the room 2 h of 5 h;")


def test_mark_as_proposed_changes_nothing(proposed):
    mark(proposed, Decision.PART, minutes=120, reason="")

    assert (Attendance.objects.get().is_proposed, record()) == (True, [])


def test_marks_and_confirming_are_recorded(proposed):
    mark(proposed, reason="Joined by telephone.")
    confirm_attendance(session_id=proposed.session_id, by="user:2")

    assert record() == [
        (proposed.pk, "part", "full", "user:1", "Joined by telephone."),
        (proposed.pk, "unmarked", "confirmed", "user:2", ""),
    ]


def test_use_proposal_puts_the_evidence_in_the_place_of_a_mark(proposed):
    mark(proposed, Decision.ABSENT)

    found = use_proposal(place_id=proposed.pk, by="user:2")

    assert (found.decision, found.minutes, found.is_proposed, found.reason) == ("part", 120, True, "")
    assert record()[-1] == (proposed.pk, "absent", "part", "user:2", "As the evidence proposes.")


def test_use_proposal_leaves_the_other_places_alone(proposed):
    other = make_place(session=proposed.session)
    make_report(proposed.session)

    use_proposal(place_id=proposed.pk, by="user:2")

    assert not Attendance.objects.filter(place=other).exists()


def test_use_proposal_without_evidence_is_refused_and_the_mark_stays():
    place = make_place(session=make_taught_session(), name="Priya Nair")
    mark(place)

    with pytest.raises(AttendanceRefusedError, match="no evidence to propose the attendance of Priya Nair from"):
        use_proposal(place_id=place.pk, by="user:2")

    assert Attendance.objects.get().decision == Decision.FULL


def test_use_proposal_is_refused_once_confirmed(proposed):
    confirm_attendance(session_id=proposed.session_id, by="user:1")

    with pytest.raises(AttendanceRefusedError, match="confirmed already"):
        use_proposal(place_id=proposed.pk, by="user:2")
