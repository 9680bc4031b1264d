"""Saying that attendance is recorded wrongly, and the answer."""

import pytest

from attendees.attendance_words import record_of
from attendees.enums import BookingState, Decision, QueryState
from attendees.errors import AttendanceRefusedError
from attendees.models import AttendanceQuery, OutboxMessage
from attendees.services.attendance import confirm_attendance, mark_attendance
from attendees.services.attendance_queries import answer_query, query_attendance, query_refusal
from attendees.services.proposing import propose_attendance
from tests.factories import make_place, make_provider, make_session
from tests.factories_decisions import make_report, make_stay, make_taught_session
from workshops.enums import SessionState
from workshops.foundation.errors import MoveRefusedError
from workshops.models import StateChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """Ann, for whom two hours are proposed."""
    make_provider(email="office@alder.example")
    place = make_place(session=make_taught_session(), name="Ann", email="ann@example.org")
    make_stay(place, "10:00", "12:00")
    propose_attendance(session_id=place.session_id, by="user:1")
    return place


def ask(place, text="I stayed until four, as “iPad”."):
    return query_attendance(place_id=place.pk, text=text)


def answer(query, words="You are right: it is put right now."):
    return answer_query(query_id=query.pk, answer=words, by="user:2")


def test_query_is_kept_and_the_provider_is_told(place):
    query = ask(place, "  I stayed until four, as “iPad”.  ")

    message = OutboxMessage.objects.get()
    assert (query.state, query.text) == (QueryState.OPEN, "I stayed until four, as “iPad”.")
    assert (message.to, message.kind) == ("office@alder.example", "attendance_queried")
    assert message.subject.startswith("Attendance disputed: Ann, ")
    for words in (
        "Recorded: Attended in part, 2 hours of CPD",
        "How it came about: In the room 2 h of 5 h",
        "I stayed until four, as “iPad”.",
        f"/admin/attendees/attendancequery/{query.pk}/change/",
    ):
        assert words in message.text


def test_query_is_kept_where_the_provider_has_no_address(place):
    make_provider(email="")

    ask(place)

    assert (AttendanceQuery.objects.count(), OutboxMessage.objects.count()) == (1, 0)


def test_second_query_is_refused_while_one_is_open(place):
    ask(place)

    with pytest.raises(AttendanceRefusedError, match="told us already"):
        ask(place)

    assert AttendanceQuery.objects.count() == 1


def test_query_after_an_answer_is_another_one(place):
    answer(ask(place))

    ask(place, "It is still wrong.")

    assert AttendanceQuery.objects.filter(state=QueryState.OPEN).count() == 1


@pytest.mark.parametrize("text", ["", "  \n"])
def test_query_without_words_is_refused(place, text):
    with pytest.raises(AttendanceRefusedError, match="what is wrong"):
        ask(place, text)


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_place(session=make_taught_session()),
        lambda: make_place(session=make_session()),
        lambda: make_place(session=make_taught_session(), state=BookingState.CANCELLED),
        lambda: make_place(session=make_taught_session(state=SessionState.CANCELLED)),
    ],
)
def test_query_is_refused_while_nothing_is_recorded(make):
    place = make()

    with pytest.raises(AttendanceRefusedError, match="Nothing is recorded yet"):
        ask(place)

    assert query_refusal(place).startswith("Nothing is recorded yet")


def test_answer_goes_to_the_person_with_what_is_recorded_now(place):
    query = ask(place)
    mark_attendance(place_id=place.pk, decision=Decision.FULL, by="user:2", reason="Was “iPad”.")

    answered = answer(query, " You are right: it is put right now. ")

    message = OutboxMessage.objects.get(kind="attendance_answered")
    assert (answered.state, answered.answer) == (QueryState.ANSWERED, "You are right: it is put right now.")
    assert (answered.answered_at is not None, message.to) == (True, "ann@example.org")
    for words in ("You are right: it is put right now.", "Recorded now: Attended in full, 5 hours of CPD", "?key="):
        assert words in message.text
    change = StateChange.objects.get(subject="attendees.attendancequery")
    assert (change.from_state, change.to_state, change.by) == ("open", "answered", "user:2")


def test_answer_without_words_is_refused(place):
    with pytest.raises(AttendanceRefusedError, match="Write the answer"):
        answer(ask(place), "  ")


def test_second_answer_is_refused(place):
    query = ask(place)
    answer(query)

    with pytest.raises(MoveRefusedError):
        answer(query)

    assert OutboxMessage.objects.filter(kind="attendance_answered").count() == 1


def test_record_of_a_proposal_is_for_the_person_alone(place):
    mine, others = record_of(place, is_own=True), record_of(place, is_own=False)

    assert (mine.standing, mine.is_confirmed, others) == ("Attended in part, 2 hours of CPD", False, None)
    assert mine.why == "In the room 2 h of 5 h; left 3 h early; rule: 80 %; 2 h counted"


def test_confirmed_record_is_told_to_others_without_its_evidence(place):
    confirm_attendance(session_id=place.session_id, by="user:1")
    place.refresh_from_db()

    others = record_of(place, is_own=False)

    assert (others.standing, others.why, others.is_confirmed) == ("Attended in part, 2 hours of CPD", "", True)


def test_reason_of_a_person_goes_before_the_evidence(place):
    mark_attendance(place_id=place.pk, decision=Decision.ABSENT, by="user:2", reason="that was Bo.")
    place.refresh_from_db()

    record = record_of(place, is_own=True)

    assert (record.standing, record.why) == ("Absent", "That was Bo")


@pytest.mark.parametrize(
    ("stay", "standing"),
    [
        ({"start": "10:00", "end": "11:00"}, "Too short to count"),
        ({"total_minutes": 0}, "Absent"),
        ({"start": "15:20", "source": "code"}, "Not decided yet"),
    ],
)
def test_standing_tells_absence_from_too_short_a_time(stay, standing):
    place = make_place(session=make_taught_session(gives_partial_hours=False))
    make_report(place.session)
    make_stay(place, **stay)
    propose_attendance(session_id=place.session_id, by="user:1")

    assert record_of(place, is_own=True).standing == standing


def test_record_while_the_session_lasts_is_not_told(place):
    place.session.ends_at = place.session.ends_at.replace(year=place.session.ends_at.year + 1)
    place.session.save()

    assert record_of(place, is_own=True) is None
