"""Made-up people."""

import pytest

from certificates.sample.crowd import FIRST, LAST, answering, parties
from workshops.models import TicketType


def test_parties_have_the_sizes_asked_for():
    assert [len(party) for party in parties([4, 1, 2])] == [4, 1, 2]


def test_parties_hold_nobody_twice_however_many_there_are():
    everyone = [person.email for party in parties([len(FIRST) * len(LAST)]) for person in party]

    assert len(set(everyone)) == len(everyone) == 552


def test_parties_are_the_same_on_each_run():
    assert parties([3, 2]) == parties([3, 2])
    assert (parties([1])[0][0].name, parties([1])[0][0].email) == ("Aisha Ashworth", "aisha.ashworth@people.example")


@pytest.mark.parametrize("sizes", [[], [0]])
def test_parties_of_nobody_are_empty(sizes):
    assert [person for party in parties(sizes) for person in party] == []


@pytest.mark.parametrize(
    ("asks", "answered"),
    [
        ({}, (False, False)),
        ({"asks_profession": True}, (True, False)),
        ({"asks_service": True}, (False, True)),
        ({"asks_profession": True, "asks_service": True}, (True, True)),
    ],
)
def test_answering_gives_what_is_asked_and_no_more(asks, answered):
    (party,) = parties([2])

    answers = answering(TicketType(**asks), party)

    assert [(bool(person.profession), bool(person.service)) for person in answers] == [answered] * 2
    assert len({person.service for person in answers}) == 1
    assert [person.email for person in answers] == [person.email for person in party]
