"""What people say about a report: its dates, its columns, and who somebody is."""

import pytest

from attendees.enums import PlaceState
from attendees.errors import AttendanceRefusedError
from attendees.evidence import Columns, UnreadableReportError
from attendees.models import ColumnChoice, IdentityDecision, Place
from attendees.services.applying import apply_file
from attendees.services.evidence_answers import answer_dates, choose_columns, decide_identity, forget_identity
from attendees.services.evidence_plan import plan_file
from tests.attendees.services.test_evidence_files import BOTH_WAYS, UNKNOWN, make_long
from tests.factories_evidence import keep, make_day, make_seat, whole, zoom
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day_first", "month"), [(True, 6), (False, 11)])
def test_dates_are_read_as_answered(day_first, month):
    file = answer_dates(file_id=keep(make_long(), BOTH_WAYS).pk, day_first=day_first, by="user:7")

    [person] = plan_file(whole(file)).report.people
    assert person.stays[0].start.month == month
    assert file.label == "Zoom meeting report, one row a join"


def test_answer_is_written_down_with_who_gave_it():
    file = answer_dates(file_id=keep(make_long(), BOTH_WAYS).pk, day_first=True, by="user:7")

    change = StateChange.objects.get(subject="attendees.attendancefile", subject_id=file.pk)
    assert (change.by, change.reason) == ("user:7", "Dates are read with the day first")


def test_answer_that_cannot_be_changes_nothing():
    file = keep(make_day(), zoom("Priya Nair,,11/06/2025 10:00,25/06/2025 16:00,360,Yes"))

    with pytest.raises(UnreadableReportError, match="cannot be read with the month first"):
        answer_dates(file_id=file.pk, day_first=False, by="user:1")

    file.refresh_from_db()
    assert file.day_first is None


def test_applied_file_is_read_as_it_was():
    session = make_day()
    make_seat(session)
    file = keep(session)
    apply_file(file_id=file.pk, by="user:1")

    with pytest.raises(AttendanceRefusedError, match="This file is applied already"):
        answer_dates(file_id=file.pk, day_first=True, by="user:1")


def test_columns_are_read_as_chosen_and_remembered():
    file = choose_columns(file_id=keep(make_day(), UNKNOWN).pk, columns=Columns(name=0, minutes=2), by="user:1")

    people = plan_file(whole(file)).report.people
    assert [(person.name, person.total_minutes) for person in people] == [("Priya Nair", 150), ("Tom Okafor", 90)]
    assert ColumnChoice.objects.get().columns == file.columns


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (Columns(name=0, minutes=9), "The columns chosen do not fit this file."),
        (Columns(minutes=2), "Choose the column of names or the column of addresses"),
        (Columns(email=1, minutes=2), "With these columns nobody can be read."),
    ],
)
def test_columns_that_give_nobody_change_nothing(columns, sentence):
    file = keep(make_day(), UNKNOWN)

    with pytest.raises(UnreadableReportError) as refusal:
        choose_columns(file_id=file.pk, columns=columns, by="user:1")

    file.refresh_from_db()
    assert str(refusal.value).startswith(sentence)
    assert (file.columns, ColumnChoice.objects.count()) == (None, 0)


def test_columns_of_a_known_report_are_not_chosen():
    file = keep(make_day())

    with pytest.raises(AttendanceRefusedError, match="there is nothing to choose"):
        choose_columns(file_id=file.pk, columns=Columns(name=0), by="user:1")


def test_decision_may_be_changed_and_taken_back():
    session = make_day()
    place = make_seat(session)

    decide_identity(session_id=session.pk, key="name:bex", place_id=None, by="user:1")
    decide_identity(session_id=session.pk, key=" name:bex ", place_id=place.pk, by="user:2")

    decision = IdentityDecision.objects.get()
    assert (decision.key, decision.place_id, decision.by) == ("name:bex", place.pk, "user:2")
    assert forget_identity(session_id=session.pk, key="name:bex", by="user:3") is True
    assert forget_identity(session_id=session.pk, key="name:bex", by="user:3") is False
    assert StateChange.objects.get(to_state="forgotten").by == "user:3"


@pytest.mark.parametrize("key", ["", "  ", "a" * 301])
def test_decision_about_nobody_is_refused(key):
    with pytest.raises(AttendanceRefusedError, match="It is not known who this is about"):
        decide_identity(session_id=make_day().pk, key=key, place_id=None, by="user:1")


def test_decision_for_a_place_elsewhere_or_given_back_is_refused():
    session = make_day()
    given_back = make_seat(session)
    Place.objects.filter(pk=given_back.pk).update(state=PlaceState.RELEASED, released_at=session.starts_at)

    for place in (given_back, make_seat(make_day())):
        with pytest.raises(AttendanceRefusedError, match="not confirmed for this session"):
            decide_identity(session_id=session.pk, key="name:bex", place_id=place.pk, by="user:1")

    assert IdentityDecision.objects.count() == 0
