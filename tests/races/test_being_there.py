"""Two phones at the door, a button pressed twice, two organisers with one code: all at the same moment."""

from functools import partial

import pytest

from attendees.models import CheckIn, Stay
from attendees.services.checking_in import Visitor, check_in, open_check_in
from attendees.services.scanning import scan_place
from attendees.services.stays import record_joining
from tests.factories import make_place
from tests.factories_presence import ROOM, make_code, make_running_session
from tests.races.together import RUNS, kinds, run_together

# One test process, so that two crowds do not share the connections.
pytestmark = [pytest.mark.django_db(transaction=True)]


def places(**fields):
    return [make_place(session=make_running_session(**fields)) for _ in range(RUNS)]


def stays_of(place):
    return [(stay.source, stay.ends_at is not None) for stay in Stay.objects.filter(place=place)]


def test_two_scans_of_an_arrival_make_one_stay():
    people = places(**ROOM)

    outcomes = [run_together(*[partial(scan_place, place_id=place.pk, by="user:1")] * 3) for place in people]

    assert [kinds(three) for three in outcomes] == [{"Stay": 3}] * RUNS
    assert [stays_of(place) for place in people] == [[("scan", False)]] * RUNS


def test_two_scans_of_a_leaving_end_the_stay_once():
    people = places(**ROOM)
    for place in people:
        scan_place(place_id=place.pk, by="user:1")

    outcomes = [run_together(*[partial(scan_place, place_id=place.pk, by="user:1", left=True)] * 3) for place in people]

    assert [len({stay.ends_at for stay in three}) for three in outcomes] == [1] * RUNS
    assert [stays_of(place) for place in people] == [[("scan", True)]] * RUNS


def test_checking_in_twice_makes_one_stay():
    people = places()
    for number, place in enumerate(people):
        make_code(place.session, code=f"CODE{number:02d}")

    outcomes = [
        run_together(*[partial(check_in, code=f"CODE{number:02d}", visitor=Visitor(place_ids=[place.pk]))] * 3)
        for number, place in enumerate(people)
    ]

    assert [sorted(done.is_new for done in three) for three in outcomes] == [[False, False, True]] * RUNS
    assert [stays_of(place) for place in people] == [[("code", False)]] * RUNS


def test_joining_twice_is_one_arrival():
    people = places()

    for place in people:
        run_together(*[partial(record_joining, place_id=place.pk, by="attendee")] * 3)

    assert [stays_of(place) for place in people] == [[("joined", False)]] * RUNS


def test_two_organisers_open_one_code_after_the_other():
    sessions = [make_running_session() for _ in range(RUNS)]

    outcomes = [
        run_together(*[partial(open_check_in, session_id=session.pk, minutes=5, by="user:1")] * 2)
        for session in sessions
    ]

    assert [kinds(two) for two in outcomes] == [{"CheckIn": 2}] * RUNS
    assert CheckIn.objects.count() == RUNS
