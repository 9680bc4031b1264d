"""What is proposed for a place, and the sentence that says how it came about."""

import pytest

from attendees import enums
from attendees.evidence import Decision, Stay
from attendees.evidence.minutes import Part, Rule, evidence_of, propose
from tests.attendees.evidence.scene import PARTS, at

# The day of the issue's own sentence: 330 minutes without a break.
LONG = (Part(start=at("10:00"), end=at("15:30"), title="All day"),)


def proposal(*stays, rule=None, parts=PARTS, **known):
    present = [Stay(start=at(start), end=at(end) if end else None) for start, end in stays]
    return propose(evidence_of(present, parts=parts, **known), rule or Rule())


def told(found):
    return found.decision, found.minutes, found.sentence


def test_decisions_have_the_values_that_the_database_keeps():
    assert {each.value for each in Decision} == set(enums.Decision.values)


def test_sentence_is_the_one_that_was_asked_for():
    found = proposal(("10:00", "15:12"), parts=LONG)

    assert told(found) == (
        Decision.FULL,
        330,
        "in the room 5 h 12 min of 5 h 30 min; left 18 min early; rule: 80 %",
    )


@pytest.mark.parametrize(
    ("stays", "rule", "decision", "minutes"),
    [
        ([("10:00", "16:00")], Rule(), Decision.FULL, 300),
        # 80 % of 300 is 240, to the minute.
        ([("10:00", "15:00")], Rule(), Decision.FULL, 300),
        ([("10:00", "14:59")], Rule(), Decision.ABSENT, 0),
        ([("10:00", "14:59")], Rule(partial=True), Decision.PART, 225),
        ([("10:00", "10:14")], Rule(partial=True), Decision.ABSENT, 0),
        ([("10:00", "10:15")], Rule(partial=True), Decision.PART, 15),
        ([("10:00", "12:00")], Rule(share_percent=None, least_minutes=120), Decision.FULL, 300),
        ([("10:00", "11:59")], Rule(share_percent=None, least_minutes=120), Decision.ABSENT, 0),
        ([("10:00", "15:00")], Rule(share_percent=80, least_minutes=250), Decision.ABSENT, 0),
        # Nobody can be asked for more than there is.
        ([("10:00", "16:00")], Rule(share_percent=None, least_minutes=400), Decision.FULL, 300),
        ([("10:00", "10:01")], Rule(share_percent=None), Decision.FULL, 300),
        ([("10:00", "12:00")], Rule(share_percent=None, partial=True), Decision.PART, 120),
        ([("10:00", "16:00")], Rule(share_percent=None, partial=True), Decision.FULL, 300),
    ],
)
def test_rule_decides(stays, rule, decision, minutes):
    found = proposal(*stays, rule=rule)

    assert (found.decision, found.minutes) == (decision, minutes)


@pytest.mark.parametrize(
    ("stays", "decision"),
    [
        ([("10:10", "15:50")], Decision.FULL),
        ([("10:11", "16:00")], Decision.ABSENT),
        ([("10:00", "15:49")], Decision.ABSENT),
        ([("10:00", "11:00"), ("11:05", "16:00")], Decision.ABSENT),
    ],
)
def test_grace_forgives_at_each_end_and_not_between(stays, decision):
    found = proposal(*stays, rule=Rule(share_percent=100, grace_minutes=10))

    assert found.decision == decision


def test_grace_is_told():
    found = proposal(("10:06", "16:00"), rule=Rule(share_percent=100, grace_minutes=10))

    assert found.sentence == (
        "in the room 4 h 54 min of 5 h; came 6 min late (within the grace of 10 min); rule: 100 %"
    )


def test_each_part_must_be_enough_by_itself():
    found = proposal(("10:00", "15:00"), rule=Rule(each_part=True))

    assert told(found) == (
        Decision.ABSENT,
        0,
        (
            "in the room 4 h of 5 h; left 1 h early; “Afternoon” 1 h 30 min of 2 h 30 min; rule: 80 % of each part; "
            "not met, so no time counts"
        ),
    )


@pytest.mark.parametrize(
    ("left", "rule", "told_last"),
    [
        ("14:00", Rule(), "left 2 h early; rule: 80 %; not met, so no time counts"),
        ("10:14", Rule(partial=True), "left 4 h 46 min early; rule: 80 %; not met, so no time counts"),
    ],
)
def test_time_that_counts_nothing_is_told(left, rule, told_last):
    found = proposal(("10:00", left), rule=rule)

    assert (found.decision, found.sentence.split("; ", 1)[1]) == (Decision.ABSENT, told_last)


def test_each_part_that_is_enough_gives_all():
    found = proposal(("10:30", "15:30"), rule=Rule(each_part=True))

    assert (found.decision, found.minutes) == (Decision.FULL, 300)


def test_part_hours_are_told():
    found = proposal(("10:00", "11:40"), rule=Rule(partial=True))

    assert told(found) == (
        Decision.PART,
        90,
        "in the room 1 h 40 min of 5 h; left 3 h 20 min early; rule: 80 %; 1 h 30 min counted",
    )


def test_gaps_are_told_between_coming_and_leaving():
    found = proposal(("10:12", "11:00"), ("11:20", "15:42"))

    assert found.sentence == (
        "in the room 4 h 10 min of 5 h; came 12 min late; away 20 min; left 18 min early; rule: 80 %"
    )


def test_nothing_readable_is_to_be_reviewed():
    found = proposal(doubts=["duration unreadable: “soon”"])

    assert told(found) == (
        Decision.REVIEW,
        None,
        "no readable evidence of the time in the room; duration unreadable: “soon”",
    )


def test_unknown_end_is_to_be_reviewed_even_if_enough():
    found = proposal(("10:00", None), doubts=["end unknown"])

    assert told(found) == (
        Decision.REVIEW,
        None,
        "in the room 5 h of 5 h; the time of leaving is not known, so the session’s end is assumed; rule: 80 %",
    )


def test_doubt_beside_too_little_is_to_be_reviewed():
    found = proposal(("10:00", "11:00"), doubts=["time of joining unreadable: “x”"])

    assert told(found) == (
        Decision.REVIEW,
        None,
        "in the room 1 h of 5 h; left 4 h early; time of joining unreadable: “x”; rule: 80 %",
    )


def test_doubt_beside_enough_changes_nothing():
    found = proposal(("10:00", "16:00"), doubts=["time of joining unreadable: “x”"])

    assert told(found) == (Decision.FULL, 300, "in the room 5 h of 5 h; rule: 80 %")


def test_total_is_marked():
    found = proposal(total_minutes=280)

    assert told(found) == (
        Decision.FULL,
        300,
        "in the room 4 h 40 min of 5 h; total only, breaks cannot be told apart; rule: 80 %",
    )


def test_total_cannot_be_judged_part_by_part():
    found = proposal(total_minutes=280, rule=Rule(each_part=True))

    assert told(found) == (
        Decision.REVIEW,
        None,
        "in the room 4 h 40 min of 5 h; total only, so it cannot be told part by part; rule: 80 % of each part",
    )


def test_no_show_is_absent():
    found = proposal(total_minutes=0)

    assert told(found) == (Decision.ABSENT, 0, "in the room 0 min of 5 h; rule: 80 %")


def test_session_without_minutes_is_to_be_reviewed():
    found = proposal(("10:00", "16:00"), parts=())

    assert told(found) == (Decision.REVIEW, None, "the session states no CPD minutes")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(share_percent=None, least_minutes=300), "rule: at least 5 h"),
        (Rule(least_minutes=300), "rule: 80 % and at least 5 h"),
        (Rule(share_percent=None), "rule: any time in the room"),
        (Rule(share_percent=None, partial=True), "rule: by the quarter of an hour"),
    ],
)
def test_rule_is_said_last(rule, words):
    found = proposal(("10:00", "16:00"), rule=rule)

    assert found.sentence == f"in the room 5 h of 5 h; {words}"
