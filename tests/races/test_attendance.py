"""Attendance reopened while certificates are issued, and marked while proposals are worked out: one order or the other."""

from functools import partial

import pytest

from attendees.enums import Decision
from attendees.models import Attendance, AttendanceQuery
from attendees.services.attendance import confirm_attendance, mark_attendance
from attendees.services.attendance_queries import query_attendance
from attendees.services.proposing import propose_attendance
from certificates.models import Certificate
from certificates.services.issuing import issue_certificates
from certificates.services.reopening import reopen_attendance
from tests.factories import make_place
from tests.factories_decisions import make_stay, make_taught_session
from tests.races.together import RUNS, kinds, later, run_together

pytestmark = [pytest.mark.django_db(transaction=True)]


def proposed():
    place = make_place(session=make_taught_session())
    make_stay(place, "10:00", "16:00")
    propose_attendance(session_id=place.session_id, by="user:1")
    return place


def test_reopening_against_issuing_never_leaves_a_valid_certificate_without_its_attendance():
    places = [proposed() for _ in range(RUNS)]
    for place in places:
        confirm_attendance(session_id=place.session_id, by="user:1")

    for run, place in enumerate(places):
        run_together(
            partial(issue_certificates, session_id=place.session_id),
            later(partial(reopen_attendance, place_id=place.pk, reason="Look again.", by="user:2"), run),
        )

    assert not Attendance.objects.exclude(confirmed_at=None).exists()
    assert not Certificate.objects.valid().exists()


def test_reopening_twice_at_once_reopens_once():
    place = proposed()
    confirm_attendance(session_id=place.session_id, by="user:1")
    issue_certificates(session_id=place.session_id)

    reopen = partial(reopen_attendance, place_id=place.pk, reason="Look again.", by="user:2")

    assert kinds(run_together(reopen, reopen)) == {"Reopened": 1, "AttendanceRefusedError": 1}


def test_proposals_worked_out_meanwhile_do_not_undo_a_mark():
    places = [proposed() for _ in range(RUNS)]

    for run, place in enumerate(places):
        mark = partial(mark_attendance, place_id=place.pk, decision=Decision.ABSENT, by="user:2", reason="Went home.")
        run_together(partial(propose_attendance, session_id=place.session_id, by="user:1"), later(mark, run))

    assert set(Attendance.objects.values_list("decision", "is_proposed")) == {("absent", False)}


def test_two_queries_at_once_are_one():
    place = proposed()

    outcomes = run_together(*[partial(query_attendance, place_id=place.pk, text="I stayed.")] * 3)

    assert (kinds(outcomes), AttendanceQuery.objects.count()) == (
        {"AttendanceQuery": 1, "AttendanceRefusedError": 2},
        1,
    )
