"""What holds for any stays at all, and for any order and division of the rows of a report."""

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from attendees.evidence import Stay
from attendees.evidence.minutes import Rule, evidence_of, propose
from tests.attendees.evidence.scene import PARTS, TEACHING, at, minutes_of, read

MANY = settings(max_examples=200, deadline=None, database=None)
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
FIRST = at("08:00")
SECONDS = st.integers(0, 10 * 3600)
STAYS = st.lists(
    st.builds(
        lambda start, length: Stay(
            start=FIRST + timedelta(seconds=start), end=FIRST + timedelta(seconds=start + length)
        ),
        SECONDS,
        SECONDS,
    ),
    max_size=12,
)
RULES = st.builds(
    Rule,
    share_percent=st.none() | st.integers(0, 100),
    least_minutes=st.none() | st.integers(0, 400),
    grace_minutes=st.integers(0, 30),
    each_part=st.booleans(),
    partial=st.booleans(),
)
# Eight in the morning until ten at night, so that somebody is always there during the session.
ROWS = st.lists(
    st.tuples(st.sampled_from(["Priya Nair", "Bex", "Tom Okafor"]), SECONDS, SECONDS), min_size=1, max_size=10
)
ALL_DAY = "Bespoke Host,host@provider.example,2026-06-11 10:00:00,2026-06-11 16:00:00,360,No"


def line(name, start, length):
    joined, left = (FIRST + timedelta(seconds=each) for each in (start, start + length))
    return f"{name},,{joined:%Y-%m-%d %H:%M:%S},{left:%Y-%m-%d %H:%M:%S},1,Yes"


def report(lines):
    return read("\n".join([HEADER, ALL_DAY, *lines]).encode())


def together(*reports):
    """Minutes by name of several reports, as a session keeps them: all stays of a person."""
    stays = {}
    for each in reports:
        for person in each.people:
            stays.setdefault(person.name, []).extend(person.stays)
    return {name: evidence_of(each, parts=PARTS).minutes for name, each in stays.items()}


@MANY
@given(STAYS)
def test_minutes_never_exceed_teaching(stays):
    minutes = evidence_of(stays, parts=PARTS).minutes

    assert (minutes is None) == (not stays)
    assert 0 <= (minutes or 0) <= TEACHING


@MANY
@given(STAYS, STAYS)
def test_minutes_never_fall_when_stays_are_added(stays, more):
    before, after = (evidence_of(each, parts=PARTS).minutes or 0 for each in (stays, stays + more))

    assert before <= after


@MANY
@given(STAYS, st.randoms(use_true_random=False))
def test_order_of_stays_changes_nothing(stays, chance):
    shuffled = chance.sample(stays, len(stays))

    assert evidence_of(shuffled, parts=PARTS) == evidence_of(stays, parts=PARTS)


@MANY
@given(STAYS)
def test_stays_that_are_told_twice_count_once(stays):
    assert evidence_of(stays + stays, parts=PARTS) == evidence_of(stays, parts=PARTS)


@MANY
@given(STAYS, st.timedeltas(timedelta(0), timedelta(hours=10)))
def test_stay_that_is_cut_in_two_counts_the_same(stays, after):
    cut = [
        piece
        for each in stays
        for piece in (
            Stay(start=each.start, end=min(each.end, each.start + after)),
            Stay(start=min(each.end, each.start + after), end=each.end),
        )
    ]

    assert evidence_of(cut, parts=PARTS) == evidence_of(stays, parts=PARTS)


@MANY
@given(STAYS)
def test_what_is_missing_is_explained_to_the_minute(stays):
    found = evidence_of(stays, parts=PARTS)
    away = sum((gap.length for gap in found.away), timedelta()) // timedelta(minutes=1)

    missing = TEACHING - (found.minutes or 0)
    explained = found.late_by + away + found.left_early_by
    assert not found.minutes or missing - 1 <= explained <= missing + 1


@MANY
@given(STAYS, RULES)
def test_proposal_gives_what_the_database_takes(stays, rule):
    found = propose(evidence_of(stays, parts=PARTS), rule)

    allowed = {"full": {TEACHING}, "part": set(range(15, TEACHING, 15)), "absent": {0}, "review": {None}}
    assert found.minutes in allowed[found.decision]


@MANY
@given(STAYS, STAYS, RULES)
def test_nobody_is_given_less_for_being_there_longer(stays, more, rule):
    before, after = (propose(evidence_of(each, parts=PARTS), rule) for each in (stays, stays + more))

    assert (before.minutes or 0) <= (after.minutes or 0)


@MANY
@given(ROWS, st.integers(0, 1000))
def test_order_of_rows_changes_nothing(rows, seed):
    lines = [line(*row) for row in rows]
    shuffled = random.Random(seed).sample(lines, len(lines))

    assert minutes_of(report(shuffled)) == minutes_of(report(lines))
    assert report(shuffled).people == report(lines).people


@MANY
@given(ROWS)
def test_file_that_is_imported_twice_counts_once(rows):
    once = report([line(*row) for row in rows])

    assert together(once, once) == together(once)


@MANY
@given(ROWS, st.integers(0, 10))
def test_file_that_is_split_in_two_counts_the_same(rows, where):
    lines = [line(*row) for row in rows]

    assert together(report(lines[:where]), report(lines[where:])) == together(report(lines))
