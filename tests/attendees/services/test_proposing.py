"""Attendance as the evidence has it: what is written for which place, and what is left alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState, Decision, FileState, StaySource
from attendees.models import Attendance
from attendees.services.attendance import confirm_attendance, mark_attendance
from attendees.services.proposing import propose_attendance
from tests.factories import make_booking, make_place, make_session, make_workshop
from tests.factories_decisions import make_report, make_stay, make_taught_session
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db


def propose(session):
    return propose_attendance(session_id=session.pk, by="user:1")


def proposed(place):
    return Attendance.objects.get(place=place)


def told(place):
    found = proposed(place)
    return found.decision, found.minutes, found.evidence


def test_stays_become_a_proposal_with_its_sentence():
    place = make_place(session=make_taught_session())
    make_stay(place, "10:00", "12:00")
    make_stay(place, "13:00", "15:42")

    assert propose(place.session) == 1

    found = proposed(place)
    assert told(place) == (
        Decision.FULL,
        300,
        "in the room 4 h 12 min of 5 h; away 30 min; left 18 min early; rule: 80 %",
    )
    assert (found.is_proposed, found.confirmed_at, found.decided_by) == (True, None, "user:1")


@pytest.mark.parametrize(
    ("rule", "decision", "minutes", "last"),
    [
        ({}, Decision.PART, 225, "rule: 80 %; 3 h 45 min counted"),
        ({"gives_partial_hours": False}, Decision.ABSENT, 0, "rule: 80 %; not met, so no time counts"),
        ({"attendance_percent": 75}, Decision.FULL, 300, "rule: 75 %"),
        ({"attendance_percent": None, "attendance_minutes": 230}, Decision.FULL, 300, "rule: at least 3 h 50 min"),
        ({"grace_minutes": 10}, Decision.FULL, 300, "left 1 h 10 min early; rule: 80 %"),
        ({"attendance_percent": 70, "counts_each_part": True}, Decision.PART, 225, "of each part; 3 h 45 min counted"),
    ],
)
def test_the_sessions_rule_decides(rule, decision, minutes, last):
    place = make_place(session=make_taught_session(**rule))
    make_stay(place, "10:00", "14:50")

    propose(place.session)

    found = proposed(place)
    assert (found.decision, found.minutes, found.evidence[-len(last) :]) == (decision, minutes, last)


def test_stays_of_all_sources_count_together_and_no_minute_twice():
    place = make_place(session=make_taught_session())
    make_stay(place, "10:00", "11:30")
    make_stay(place, "11:00", "12:00", source=StaySource.SCAN)
    make_stay(place, "13:30", "15:00", source=StaySource.ORGANISER)

    propose(place.session)

    assert told(place) == (
        Decision.PART,
        210,
        "in the room 3 h 30 min of 5 h; away 30 min; left 1 h early; rule: 80 %; 3 h 30 min counted",
    )


def test_totals_of_several_reports_add_up_to_no_more_than_was_taught():
    session = make_taught_session()
    ann, bo = make_place(session=session), make_place(session=session)
    for place, totals in ((ann, (120, 140)), (bo, (280, 270))):
        for minutes in totals:
            make_stay(place, file=make_report(session), total_minutes=minutes)

    propose(session)

    only = "total only, breaks cannot be told apart; rule: 80 %"
    assert told(ann) == (Decision.FULL, 300, f"in the room 4 h 20 min of 5 h; {only}")
    assert told(bo) == (Decision.FULL, 300, f"in the room 5 h of 5 h; {only}")


def test_sorts_of_teaching_are_all_of_it_in_full_and_what_was_attended_in_part():
    session = make_taught_session()
    full, part, absent = (make_place(session=session) for _ in range(3))
    make_stay(full, "10:10", "16:00")
    make_stay(part, "11:00", "14:30")

    propose(session)

    sorts = [(found.participatory_minutes, found.skills_minutes) for found in map(proposed, (full, part, absent))]
    assert sorts == [(150, 150), (90, 60), (0, 0)]


def test_session_without_a_timetable_uses_its_stated_minutes():
    place = make_place(session=make_taught_session(parts=(), workshop=make_workshop(cpd_minutes=270)))
    make_stay(place, "10:00", "14:00")

    propose(place.session)

    found = proposed(place)
    assert (found.decision, found.minutes, found.participatory_minutes) == (Decision.FULL, 270, None)


def test_stated_minutes_of_the_session_are_the_most_that_anybody_is_given():
    session = make_taught_session(cpd_minutes=180)
    full, part = make_place(session=session), make_place(session=session)
    make_stay(full, "10:00", "16:00")
    make_stay(part, "10:00", "14:30")

    propose(session)

    assert (proposed(full).minutes, proposed(part).minutes) == (180, 180)


def test_session_without_minutes_is_to_be_reviewed():
    place = make_place(session=make_taught_session(parts=(), workshop=make_workshop(cpd_minutes=None)))
    make_stay(place, "10:00", "16:00")

    propose(place.session)

    assert told(place) == (Decision.REVIEW, None, "the session states no CPD minutes")


@pytest.mark.parametrize(
    ("moments", "sentence"),
    [
        ([("code", "15:20")], "checked in by code at 15:20; for how long is not known"),
        (
            [("joined", "09:55"), ("joined", "13:29"), ("code", "15:20")],
            "opened the meeting by the personal link at 09:55; checked in by code at 15:20; for how long is not known",
        ),
    ],
)
def test_moments_alone_are_to_be_reviewed(moments, sentence):
    place = make_place(session=make_taught_session())
    for source, hour in moments:
        make_stay(place, hour, source=source)

    propose(place.session)

    assert told(place) == (Decision.REVIEW, None, sentence)


def test_moments_alone_beside_a_report_say_that_it_does_not_name_them():
    place = make_place(session=make_taught_session())
    make_report(place.session)
    make_stay(place, "15:20", source=StaySource.CODE)

    propose(place.session)

    assert proposed(place).evidence == ("named in no report; checked in by code at 15:20; for how long is not known")


def test_moment_of_a_session_of_several_days_has_its_date():
    session = make_taught_session()
    session.ends_at += timedelta(days=1)
    session.save()
    place = make_place(session=session)
    make_stay(place, "15:20", source=StaySource.CODE)

    propose(session)

    day = session.local_start
    assert proposed(place).evidence.startswith(f"checked in by code at 15:20 on {day.day} {day:%B};")


@pytest.mark.parametrize(
    ("stay", "decision"),
    [
        ({"start": "10:00", "end": "12:00"}, Decision.REVIEW),
        ({"start": "10:00", "end": "15:00"}, Decision.FULL),
        ({"total_minutes": 0}, Decision.REVIEW),
        ({"total_minutes": 100}, Decision.PART),
        ({"start": "13:30", "end": "15:17"}, Decision.PART),
    ],
)
def test_code_that_contradicts_a_report_is_to_be_reviewed_unless_there_is_enough(stay, decision):
    place = make_place(session=make_taught_session())
    make_stay(place, **stay)
    make_stay(place, "15:20", source=StaySource.CODE)

    propose(place.session)

    found = proposed(place)
    told_so = "checked in by code at 15:20, when nothing else shows anyone there" in found.evidence
    assert (found.decision, told_so) == (decision, decision == Decision.REVIEW)


def test_scan_without_a_leaving_is_to_be_reviewed():
    place = make_place(session=make_taught_session())
    make_stay(place, "09:50", source=StaySource.SCAN)

    propose(place.session)

    assert told(place) == (
        Decision.REVIEW,
        None,
        "in the room 5 h of 5 h; the time of leaving is not known, so the session’s end is assumed; rule: 80 %",
    )


def test_doubts_of_a_report_are_told_and_to_be_reviewed():
    place = make_place(session=make_taught_session())
    make_stay(place, "10:00", "11:00", note="time of leaving unreadable: “x”")

    propose(place.session)

    assert told(place) == (
        Decision.REVIEW,
        None,
        "in the room 1 h of 5 h; left 4 h early; time of leaving unreadable: “x”; rule: 80 %",
    )


def test_sentence_that_is_too_long_loses_its_last_clauses():
    place = make_place(session=make_taught_session())
    for hour in range(10, 13):
        make_stay(place, f"{hour}:00", f"{hour}:05", note=f"{hour} " + "unreadable " * 9)

    propose(place.session)

    found = proposed(place)
    assert (len(found.evidence) <= 300, found.evidence[-1]) == (True, "…")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (StaySource.REPORT, "named in no report"),
        (StaySource.SCAN, "not scanned at the door"),
    ],
)
def test_whoever_nothing_shows_is_absent_once_evidence_has_arrived(source, sentence):
    session = make_taught_session()
    came, missing = make_place(session=session), make_place(session=session)
    make_stay(came, "10:00", "16:00", source=source)

    assert propose(session) == 2
    assert told(missing) == (Decision.ABSENT, 0, sentence)


def test_both_kinds_of_evidence_are_named():
    session = make_taught_session()
    came, missing = make_place(session=session), make_place(session=session)
    make_stay(came, "10:00", "16:00")
    make_stay(came, "10:00", "16:00", source=StaySource.SCAN)

    propose(session)

    assert proposed(missing).evidence == "named in no report and not scanned at the door"


@pytest.mark.parametrize("state", [FileState.READ, FileState.DISCARDED])
def test_nobody_is_absent_while_no_evidence_has_arrived(state):
    session = make_taught_session()
    came = make_place(session=session)
    make_place(session=session)
    make_report(session, state=state)
    make_stay(came, "10:00", "16:00", source=StaySource.ORGANISER)

    assert propose(session) == 1
    assert list(Attendance.objects.values_list("place", flat=True)) == [came.pk]


def test_place_without_a_name_is_not_absent():
    place = make_booking(session=make_taught_session(), name="").places.get()
    make_report(place.session)

    assert propose(place.session) == 0


def test_mark_of_a_person_stays():
    session = make_taught_session()
    place = make_place(session=session)
    mark_attendance(place_id=place.pk, decision=Decision.ABSENT, by="user:9", reason="Went home.")
    make_stay(place, "10:00", "16:00")

    assert propose(session) == 0
    assert (proposed(place).decision, proposed(place).decided_by) == (Decision.ABSENT, "user:9")


def test_confirmed_proposal_stays():
    session = make_taught_session()
    place = make_place(session=session)
    make_stay(place, "10:00", "16:00")
    propose(session)
    confirm_attendance(session_id=session.pk, by="user:9")
    session.parts.filter(title="Afternoon").delete()

    assert propose(session) == 0
    assert (proposed(place).minutes, proposed(place).decided_by) == (300, "user:9")


def test_proposal_follows_a_change_of_the_timetable():
    session = make_taught_session()
    place = make_place(session=session)
    make_stay(place, "10:00", "16:00")
    propose(session)
    session.parts.filter(title="Afternoon").delete()

    propose(session)

    assert proposed(place).minutes == 150


def test_proposal_without_evidence_is_withdrawn():
    session = make_taught_session()
    place = make_place(session=session)
    stay = make_stay(place, "10:00", "16:00", source=StaySource.ORGANISER)
    propose(session)
    stay.delete()

    assert propose(session) == 0
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_taught_session(state=SessionState.CANCELLED),
        lambda: make_session(),
    ],
)
def test_nothing_is_proposed_for_a_session_that_was_not_held(make):
    session = make()
    make_report(session)
    make_place(session=session)

    assert propose(session) == 0


def test_cancelled_place_has_no_proposal():
    place = make_place(session=make_taught_session(), state=BookingState.CANCELLED)
    make_stay(place, "10:00", "16:00")

    assert propose(place.session) == 0


def test_queries_do_not_grow_with_places(django_assert_num_queries):
    session = make_taught_session(capacity=40)
    for number in range(12):
        make_stay(make_place(session=session), "10:00", f"{11 + number % 4}:00")

    with django_assert_num_queries(10):
        assert propose(session) == 12

    for _ in range(12):
        make_stay(make_place(session=session), "10:00", "16:00")
    with django_assert_num_queries(10):
        assert propose(session) == 24


def test_moment_of_proposing_is_written():
    place = make_place(session=make_taught_session())
    make_stay(place, "10:00", "16:00")
    before = timezone.now()

    propose(place.session)

    assert proposed(place).decided_at >= before
