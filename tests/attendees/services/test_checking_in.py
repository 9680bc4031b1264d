"""The code of a session: when it is open, whom it checks in, and what everybody else is told."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from attendees.enums import BookingState
from attendees.errors import AttendanceRefusedError, CheckInRefusedError
from attendees.models import CheckIn, Stay
from attendees.services.checking_in import WRONG, Visitor, check_in, close_check_in, open_check_in, open_code
from tests.factories import make_place, make_session, make_user
from tests.factories_presence import make_code, make_confirmed, make_running_session
from workshops.enums import SessionState

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def opened(session, minutes=15):
    return open_check_in(session_id=session.pk, minutes=minutes, by="user:1")


def typed(place, code="7KQ4MP"):
    return check_in(code=code, visitor=Visitor(email=place.attendee_email))


def refusal(**fields):
    """What somebody is told who could not be checked in."""
    with pytest.raises(CheckInRefusedError) as raised:
        check_in(**{"code": "7KQ4MP"} | fields)
    assert Stay.objects.count() == 0
    return str(raised.value)


def test_code_has_six_characters_that_look_like_nothing_else():
    codes = [opened(make_running_session()).code for _ in range(20)]

    assert [code for code in codes if not re.fullmatch("[2-9AC-HJ-NP-RT-Y]{6}", code)] == []
    assert len(set(codes)) == 20


def test_code_is_good_from_now_for_so_many_minutes():
    found = opened(make_running_session(), minutes=10)

    assert abs(found.opens_at - timezone.now()) < MINUTE
    assert (found.closes_at - found.opens_at, found.made_by) == (10 * MINUTE, "user:1")


def test_code_ends_a_quarter_of_an_hour_after_the_session():
    session = make_session(starts_in=timedelta(hours=-6, minutes=-40))

    found = opened(session, minutes=60)

    assert found.closes_at == session.ends_at + 15 * MINUTE


@pytest.mark.parametrize(
    ("starts_in", "words"),
    [(timedelta(minutes=5), "The session has not begun"), (timedelta(hours=-7, minutes=-1), "The session is over")],
)
def test_code_outside_the_live_time_is_refused(starts_in, words):
    with pytest.raises(AttendanceRefusedError, match=words):
        opened(make_session(starts_in=starts_in))
    assert CheckIn.objects.count() == 0


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.DRAFT])
def test_code_of_a_session_that_is_not_held_is_refused(state):
    with pytest.raises(AttendanceRefusedError, match="not held"):
        opened(make_running_session(state=state))


def test_new_code_ends_the_one_before():
    place = make_place(session=make_running_session())
    first = opened(place.session).code
    second = opened(place.session).code

    assert (first != second, open_code(place.session).code) == (True, second)
    assert refusal(code=first, visitor=Visitor(email=place.attendee_email)) == WRONG
    assert typed(place, second).is_new


def test_closed_code_is_over():
    session = make_running_session()
    make_code(session)

    close_check_in(session_id=session.pk)

    assert open_code(session) is None


def test_address_of_a_place_checks_in():
    place = make_place(session=make_running_session())
    make_code(place.session)

    done = typed(place)

    stay = Stay.objects.get()
    assert (done.place, done.stay, done.is_new) == (place, stay, True)
    assert (stay.source, stay.ends_at, stay.note) == ("code", None, "By an address that was typed.")


@pytest.mark.parametrize("code", ["7kq4mp", " 7KQ 4MP ", "7KQ-4MP"])
def test_code_may_be_typed_in_any_spelling(code):
    place = make_place(session=make_running_session())
    make_code(place.session)

    assert typed(place, code).is_new


def test_account_is_known_without_an_address():
    user = make_user()
    place = make_place(session=make_running_session(), user=user)
    make_code(place.session)

    done = check_in(code="7KQ4MP", visitor=Visitor(user_id=user.pk, by=f"user:{user.pk}"))

    assert (done.place, done.stay.note, done.stay.by) == (place, "", f"user:{user.pk}")


def test_place_of_this_browser_is_known_without_an_address():
    place = make_place(session=make_running_session())
    make_code(place.session)

    assert check_in(code="7KQ4MP", visitor=Visitor(place_ids=[place.pk])).place == place


def test_person_who_is_known_counts_for_more_than_the_address_typed():
    session = make_running_session()
    own, other = make_place(session=session), make_place(session=session)
    make_code(session)

    done = check_in(code="7KQ4MP", visitor=Visitor(place_ids=[own.pk], email=other.attendee_email))

    assert done.place == own


def test_address_helps_whoever_is_known_for_another_session_only():
    place, elsewhere = make_place(session=make_running_session()), make_place(session=make_running_session())
    make_code(place.session)

    done = check_in(code="7KQ4MP", visitor=Visitor(place_ids=[elsewhere.pk], email=place.attendee_email))

    assert (done.place, done.stay.note) == (place, "By an address that was typed.")


def test_second_time_with_a_code_is_no_second_stay():
    place = make_place(session=make_running_session())
    make_code(place.session)

    first, again = typed(place), typed(place)

    assert (first.stay, first.is_new, again.is_new) == (again.stay, True, False)
    assert Stay.objects.count() == 1


def test_next_code_is_a_moment_of_its_own():
    place = make_place(session=make_running_session())
    typed(place, opened(place.session).code)

    done = typed(place, opened(place.session).code)

    assert (done.is_new, Stay.objects.count()) == (True, 2)


def test_everything_that_does_not_fit_is_refused_in_the_same_words():
    session = make_running_session()
    make_code(session)
    booked, held = make_place(session=session), make_place(session=session, state=BookingState.HELD)
    elsewhere = make_place(session=make_running_session())

    for place in (held, elsewhere):
        assert refusal(visitor=Visitor(email=place.attendee_email)) == WRONG
    assert refusal(visitor=Visitor(email="nobody@example.org")) == WRONG
    assert refusal(visitor=Visitor()) == WRONG
    assert refusal(code="222222", visitor=Visitor(email=booked.attendee_email)) == WRONG
    assert refusal(code="", visitor=Visitor(email=booked.attendee_email)) == WRONG


@pytest.mark.parametrize(("opens", "closes"), [(-20, -1), (1, 10)], ids=["over", "not yet"])
def test_code_counts_in_its_window_only(opens, closes):
    place = make_place(session=make_running_session())
    now = timezone.now()
    make_code(place.session, opens_at=now + opens * MINUTE, closes_at=now + closes * MINUTE)

    assert refusal(visitor=Visitor(email=place.attendee_email)) == WRONG


def test_confirmed_attendance_is_refused_in_the_same_words():
    place = make_place(session=make_running_session())
    make_code(place.session)
    make_confirmed(place)

    assert refusal(visitor=Visitor(email=place.attendee_email)) == WRONG


def test_place_that_was_given_back_does_not_stand_before_the_one_booked_again():
    session = make_running_session()
    email = "priya@example.org"
    make_place(session=session, email=email, state=BookingState.CANCELLED)
    again = make_place(session=session, email=email)
    make_code(session)

    assert typed(again).place == again
