"""Stays that organisers add and take away."""

from datetime import timedelta

import pytest

from attendees.enums import Decision, StaySource
from attendees.errors import AttendanceRefusedError
from attendees.models import Attendance, Stay
from attendees.services.attendance import confirm_attendance, mark_attendance
from attendees.services.stays_by_hand import add_stay, remove_stay, stay_told
from tests.factories import make_place
from tests.factories_decisions import at, make_stay, make_taught_session
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_place(session=make_taught_session(), name="Priya Nair")


def add(place, start="10:00", end="12:00", reason="On the register."):
    session = place.session
    return add_stay(
        place_id=place.pk, starts_at=at(session, start), ends_at=at(session, end), reason=reason, by="user:2"
    )


def remove(stay, reason="Wrong person."):
    return remove_stay(stay_id=stay.pk, reason=reason, by="user:2")


def recorded():
    found = StateChange.objects.filter(subject="attendees.attendance").order_by("pk")
    return list(found.values_list("to_state", "reason"))


def test_added_stay_is_the_organisers_and_counts_at_once(place):
    stay = add(place, reason=" On the register. ")

    attendance = Attendance.objects.get()
    assert (stay.source, stay.note, stay.by) == (StaySource.ORGANISER, "On the register.", "user:2")
    assert (attendance.decision, attendance.minutes, attendance.is_proposed) == (Decision.PART, 120, True)
    assert recorded() == [("stay added", "10:00 to 12:00 (Organiser): On the register.")]


@pytest.mark.parametrize(
    ("stay", "sentence"),
    [
        ({"reason": " "}, "Say how you know"),
        ({"start": "12:00", "end": "12:00"}, "ends after it begins"),
        ({"start": "07:00", "end": "10:00"}, "outside the session"),
        ({"start": "16:00", "end": "17:00"}, "outside the session"),
    ],
)
def test_unfit_stay_is_refused(place, stay, sentence):
    with pytest.raises(AttendanceRefusedError, match=sentence):
        add(place, **stay)

    assert (Stay.objects.count(), recorded()) == (0, [])


def test_mark_of_a_person_stays_beside_an_added_stay(place):
    mark_attendance(place_id=place.pk, decision=Decision.ABSENT, by="user:1", reason="Rang to say so.")

    add(place)

    assert Attendance.objects.get().decision == Decision.ABSENT


@pytest.mark.parametrize("source", [StaySource.ORGANISER, StaySource.SCAN])
def test_removed_stay_no_longer_counts_and_is_kept_in_the_record(place, source):
    add(place)
    stay = make_stay(place, "13:30", "15:00", source=source)

    remove(stay, " Wrong person. ")

    assert (Stay.objects.count(), Attendance.objects.get().minutes) == (1, 120)
    assert recorded()[-1] == ("stay removed", f"13:30 to 15:00 ({source.label}): Wrong person.")


def test_proposal_goes_with_its_last_stay(place):
    remove(add(place))

    assert not Attendance.objects.exists()


@pytest.mark.parametrize("source", [StaySource.REPORT, StaySource.CODE, StaySource.JOINED])
def test_stay_of_another_source_cannot_be_removed(place, source):
    stay = make_stay(place, "10:00", "12:00", source=source)

    with pytest.raises(AttendanceRefusedError, match="recorded by hand"):
        remove(stay)

    assert Stay.objects.count() == 1


def test_removing_without_a_reason_is_refused(place):
    with pytest.raises(AttendanceRefusedError, match="Say why"):
        remove(add(place), " ")


@pytest.mark.parametrize("act", [add, lambda place: remove(place.stays.get())])
def test_confirmed_attendance_keeps_its_stays(place, act):
    add(place)
    confirm_attendance(session_id=place.session_id, by="user:1")

    with pytest.raises(AttendanceRefusedError, match="confirmed already"):
        act(place)

    assert Stay.objects.count() == 1


def test_stay_is_told_in_words(place):
    session = place.session
    open_end = make_stay(place, "10:05", source=StaySource.SCAN)
    total = make_stay(place, total_minutes=90)

    assert stay_told(open_end, session) == "10:05 (Scan at the door)"
    assert stay_told(total, session) == "90 minutes in all (Report file)"
    session.ends_at += timedelta(days=1)
    assert stay_told(open_end, session) == (
        f"{session.local_start.day} {session.local_start:%B}, 10:05 (Scan at the door)"
    )
