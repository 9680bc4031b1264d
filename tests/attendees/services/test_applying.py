"""Reports become stays: once each, all or nothing, and never over what is confirmed."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models.signals import pre_save
from django.utils import timezone

from attendees.enums import Decision, FileState, StaySource
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, AttendanceFile, Stay
from attendees.services.applying import Applied, apply_file
from attendees.services.evidence_answers import decide_identity, forget_identity
from attendees.services.evidence_files import discard_file
from tests.attendees.services.test_evidence_files import UNKNOWN
from tests.factories_evidence import joined, keep, make_day, make_seat, stays_of, zoom, zoom_totals
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


def apply(file):
    return apply_file(file_id=file.pk, by="user:7")


def proposal(place):
    attendance = Attendance.objects.get(place=place)
    return attendance.decision, attendance.minutes


def confirm(place, decision=Decision.ABSENT):
    now = timezone.now()
    Attendance.objects.update_or_create(
        place=place, defaults={"decision": decision, "decided_by": "user:1", "decided_at": now, "confirmed_at": now}
    )


def test_applying_writes_stays_and_proposes():
    session = make_day()
    place = make_seat(session)
    file = keep(session)

    done = apply(file)

    file.refresh_from_db()
    stay = Stay.objects.get()
    assert done == Applied(added=1, removed=0, places=1, held=0, proposed=1)
    assert (stay.place, stay.source, stay.file, stay.by) == (place, StaySource.REPORT, file, "user:7")
    assert (file.state, file.applied_at is None) == (FileState.APPLIED, False)
    assert proposal(place) == (Decision.FULL, 300)
    assert StateChange.objects.get(subject_id=file.pk, to_state=FileState.APPLIED).by == "user:7"


def test_applying_again_changes_nothing():
    session = make_day()
    place = make_seat(session)
    file = keep(session)
    apply(file)
    before = Stay.objects.get().pk

    done = apply(file)

    assert (done.added, done.removed, done.places) == (0, 0, 0)
    assert (Stay.objects.get().pk, proposal(place)) == (before, (Decision.FULL, 300))


def test_late_decision_counts_when_the_file_is_applied_again():
    session = make_day()
    priya, tom = make_seat(session), make_seat(session, "Tom Okafor", "tom@example.org")
    file = keep(session, zoom(joined("Priya Nair"), joined("iPad", last="12:00")))
    apply(file)
    decide_identity(session_id=session.pk, key="name:ipad", place_id=tom.pk, by="user:1")

    done = apply(file)

    assert (done.added, done.removed, done.places) == (1, 0, 1)
    assert (stays_of(priya), stays_of(tom)) == ([("10:00", "16:00")], [("10:00", "12:00")])


def test_decision_that_was_wrong_takes_its_stays_along():
    session = make_day()
    priya, tom = make_seat(session), make_seat(session, "Tom Okafor", "tom@example.org")
    file = keep(session, zoom(joined("Priya Nair"), joined("iPad", last="12:00")))
    decide_identity(session_id=session.pk, key="name:ipad", place_id=priya.pk, by="user:1")
    apply(file)
    decide_identity(session_id=session.pk, key="name:ipad", place_id=tom.pk, by="user:1")

    apply(file)

    assert (stays_of(priya), stays_of(tom)) == ([("10:00", "16:00")], [("10:00", "12:00")])
    forget_identity(session_id=session.pk, key="name:ipad", by="user:1")
    assert apply(file).removed == 1
    assert stays_of(tom) == []


def test_confirmed_attendance_and_what_is_behind_it_stay():
    session = make_day()
    priya, tom = make_seat(session), make_seat(session, "Tom Okafor", "tom@example.org")
    confirm(priya)

    done = apply(keep(session, zoom(joined("Priya Nair"), joined("Tom Okafor"))))

    assert (done.added, done.held) == (1, 1)
    assert (stays_of(priya), len(stays_of(tom))) == ([], 1)
    assert proposal(priya)[0] == Decision.ABSENT


def test_stays_behind_a_confirmation_are_not_taken_away():
    session = make_day()
    priya, tom = make_seat(session), make_seat(session, "Tom Okafor", "tom@example.org")
    file = keep(session, zoom(joined("Tom Okafor"), joined("iPad")))
    decide_identity(session_id=session.pk, key="name:ipad", place_id=priya.pk, by="user:1")
    apply(file)
    confirm(priya)
    decide_identity(session_id=session.pk, key="name:ipad", place_id=tom.pk, by="user:1")

    apply(file)

    assert stays_of(priya) == [("10:00", "16:00")]


def test_several_reports_add_up():
    session = make_day()
    place = make_seat(session)

    apply(keep(session, zoom(joined("Priya Nair", last="12:30"))))
    apply(keep(session, zoom(joined("Priya Nair", first="13:30"))))

    assert stays_of(place) == [("10:00", "12:30"), ("13:30", "16:00")]
    assert proposal(place) == (Decision.FULL, 300)


@pytest.mark.parametrize(("total", "decision"), [(150, "review"), (250, "full")])
def test_same_total_in_two_reports_counts_once_and_is_looked_at_where_that_is_not_enough(total, decision):
    session = make_day()
    place = make_seat(session)
    for other in ("Ann Bell", "Cy Dale"):
        apply(keep(session, zoom_totals(("Priya Nair", total), (other, 5))))

    attendance = Attendance.objects.get(place=place)

    assert attendance.decision == decision
    assert ("several reports give the same 150 min" in attendance.evidence) == (decision == "review")


@pytest.mark.parametrize(("totals", "minutes"), [((100, 150), 240), ((200, 250), 300)])
def test_totals_of_several_reports_add_up_to_the_teaching_at_most(totals, minutes):
    session = make_day(attendance_percent=100)
    place = make_seat(session)

    for total in totals:
        apply(keep(session, zoom_totals(("Priya Nair", total))))

    assert stays_of(place) == list(totals)
    # By the quarter of an hour: 250 minutes are 240.
    assert proposal(place)[1] == minutes


def test_totals_of_two_devices_in_one_report_are_not_added_up():
    session = make_day()
    place = make_seat(session)
    decide_identity(session_id=session.pk, key="name:ipad", place_id=place.pk, by="user:1")

    apply(keep(session, zoom_totals(("Priya Nair", 100), ("iPad", 90))))

    stay = Stay.objects.get()
    assert (stay.total_minutes, stay.note) == (100, "several totals that may overlap: 90 min and 100 min")
    assert proposal(place) == (Decision.REVIEW, None)


def test_two_devices_that_begin_at_once_are_one_stay_as_long_as_the_longer():
    session = make_day()
    place = make_seat(session)
    decide_identity(session_id=session.pk, key="name:ipad", place_id=place.pk, by="user:1")

    apply(keep(session, zoom(joined("Priya Nair", last="12:00"), joined("iPad", last="15:00"))))

    assert stays_of(place) == [("10:00", "15:00")]


def test_end_that_is_unknown_is_for_a_person_to_review():
    session = make_day()
    place = make_seat(session)

    apply(keep(session, zoom("Priya Nair,,2025-06-11 10:00:00,,,Yes")))

    assert stays_of(place) == [("10:00", None)]
    assert proposal(place) == (Decision.REVIEW, None)


def test_time_that_cannot_be_read_is_not_nought():
    session = make_day()
    place = make_seat(session)
    make_seat(session, "Tom Okafor", "tom@example.org")

    apply(keep(session, zoom(joined("Tom Okafor"), "Priya Nair,,soon,2025-06-11 11:00:00,60,Yes")))

    stay = Stay.objects.get(place=place)
    assert (stay.total_minutes, stay.note) == (0, "time of joining unreadable: “soon”")
    assert proposal(place) == (Decision.REVIEW, None)


def test_list_of_addresses_tells_who_was_there_and_leaves_the_time_to_a_person():
    session = make_day()
    place = make_seat(session)

    apply(keep(session, b"Priya Nair <priya@example.org>\n", name=""))

    assert Stay.objects.get().note == "no time given"
    assert proposal(place) == (Decision.REVIEW, None)


def test_whoever_no_report_names_is_proposed_absent():
    session = make_day()
    make_seat(session)
    absent = make_seat(session, "Tom Okafor", "tom@example.org")

    apply(keep(session))

    assert proposal(absent) == (Decision.ABSENT, 0)


def test_report_in_which_nobody_is_known_makes_nobody_absent():
    session = make_day()
    make_seat(session)
    file = keep(session, zoom(joined("Mystery Guest")))

    with pytest.raises(AttendanceRefusedError, match="Nobody in this report is known"):
        apply(file)

    file.refresh_from_db()
    assert (file.state, Attendance.objects.count()) == (FileState.READ, 0)


def test_discarded_file_is_not_applied():
    file = keep(make_day())
    discard_file(file_id=file.pk, by="user:1")

    with pytest.raises(AttendanceRefusedError, match="This file was discarded"):
        apply(file)


def test_table_whose_columns_nobody_chose_is_not_applied():
    with pytest.raises(AttendanceRefusedError, match="Choose the columns first"):
        apply(keep(make_day(), UNKNOWN))


def test_total_longer_than_any_row_can_hold_is_cut():
    session = make_day()
    make_seat(session)

    apply(keep(session, zoom_totals(("Priya Nair", 40_000))))

    assert Stay.objects.get().total_minutes == 32_000


def test_what_fails_on_the_way_leaves_nothing():
    """The stays are written, and then the file itself is refused."""
    session = make_day()
    make_seat(session)
    file = keep(session)

    def refuse(instance, **_):
        raise IntegrityError("no")

    pre_save.connect(refuse, sender=AttendanceFile)
    try:
        with pytest.raises(IntegrityError), transaction.atomic():
            apply(file)
    finally:
        pre_save.disconnect(refuse, sender=AttendanceFile)

    file.refresh_from_db()
    assert (file.state, Stay.objects.count(), Attendance.objects.count()) == (FileState.READ, 0, 0)
