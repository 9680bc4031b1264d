"""From stays to minutes: cut to teaching, laid over each other, rounded down once."""

from datetime import date, timedelta

import pytest

from attendees.evidence import Stay
from attendees.evidence.intervals import Span
from attendees.evidence.minutes import Part, evidence_of
from tests.attendees.evidence.scene import LONDON, PARTS, at

AUTUMN = date(2026, 10, 25)


def stay(start, end):
    return Stay(start=at(start), end=at(end) if end else None)


@pytest.mark.parametrize(
    ("stays", "minutes"),
    [
        ([("10:00", "16:00")], 300),
        ([("08:00", "20:00")], 300),
        ([("12:30", "13:30")], 0),
        ([("10:00", "12:30"), ("13:30", "16:00")], 300),
        ([("10:00", "11:00"), ("10:30", "11:30")], 90),
        ([("10:00", "11:00"), ("11:00", "12:00")], 120),
        ([("10:00:40", "10:01:20")], 0),
        # Half minutes add up before the rounding: 30 s and 30 s are one minute.
        ([("10:00:00", "10:00:30"), ("11:00:00", "11:00:30")], 1),
        ([("10:00:00", "10:00:30"), ("11:00:00", "11:00:29")], 0),
        ([("11:00", "11:00")], 0),
        ([("12:00", "11:00")], 0),
    ],
)
def test_minutes_are_the_union_of_stays_within_teaching(stays, minutes):
    found = evidence_of([stay(*each) for each in stays], parts=PARTS)

    assert (found.minutes, found.possible) == (minutes, 300)


def test_lateness_gaps_and_leaving_early_explain_all_that_is_missing():
    found = evidence_of([stay("10:12", "11:00"), stay("11:20", "13:00"), stay("13:30", "15:42")], parts=PARTS)

    assert (found.minutes, found.late_by, found.left_early_by) == (250, 12, 18)
    assert found.away == (Span(at("11:00"), at("11:20")),)


def test_lunch_is_no_gap():
    found = evidence_of([stay("10:00", "12:30"), stay("13:30", "16:00")], parts=PARTS)

    assert (found.late_by, found.away, found.left_early_by) == (0, (), 0)


def test_participatory_and_skills_minutes_are_of_their_parts():
    found = evidence_of([stay("10:30", "14:00")], parts=PARTS)

    assert (found.minutes, found.participatory_minutes, found.skills_minutes) == (150, 120, 30)


def test_participatory_break_does_not_count():
    parts = [*PARTS, Part(start=at("12:30"), end=at("13:30"), is_teaching=False, is_participatory=True)]

    found = evidence_of([stay("10:00", "16:00")], parts=parts)

    assert (found.minutes, found.participatory_minutes) == (300, 150)


def test_each_part_is_counted_by_itself():
    found = evidence_of([stay("10:05", "14:00")], parts=PARTS)

    told = [(part.title, part.minutes, part.possible, part.late_by, part.left_early_by) for part in found.parts]
    assert told == [("Morning", 145, 150, 5, 0), ("Afternoon", 30, 150, 0, 120)]


def test_parts_at_the_same_time_count_once():
    parts = [Part(start=at("10:00"), end=at("11:00")), Part(start=at("10:30"), end=at("11:30"))]

    found = evidence_of([stay("09:00", "12:00")], parts=parts)

    assert (found.minutes, found.possible) == (90, 90)


def test_nobody_seen_is_unknown_and_not_nought():
    found = evidence_of([], parts=PARTS)

    assert (found.minutes, found.possible) == (None, 300)


def test_known_no_show_is_nought():
    found = evidence_of([], total_minutes=0, parts=PARTS)

    assert (found.minutes, found.is_total_only) == (0, False)


def test_stay_without_end_lasts_until_the_session_ends_and_says_so():
    found = evidence_of([stay("15:00", None)], parts=PARTS)

    assert (found.minutes, found.has_open_end) == (60, True)


def test_stay_without_any_known_end_tells_nothing():
    found = evidence_of([stay("15:00", None)], stated_minutes=300)

    assert (found.minutes, found.has_open_end) == (None, True)


@pytest.mark.parametrize(("total", "minutes"), [(367, 300), (300, 300), (120, 120), (0, 0)])
def test_total_is_capped_at_the_teaching(total, minutes):
    found = evidence_of([], total_minutes=total, parts=PARTS)

    assert (found.minutes, found.is_total_only) == (minutes, total > 0)


def test_total_beside_stays_counts_where_it_is_more():
    more = evidence_of([stay("10:00", "11:00")], total_minutes=90, parts=PARTS)
    less = evidence_of([stay("10:00", "11:00")], total_minutes=30, parts=PARTS)

    assert (more.minutes, more.is_total_only) == (90, True)
    assert (less.minutes, less.is_total_only) == (60, False)


def test_without_a_timetable_the_stated_minutes_are_the_most():
    found = evidence_of([stay("09:00", "17:00")], stated_minutes=330, starts_at=at("10:00"), ends_at=at("16:00"))

    assert (found.minutes, found.possible, found.participatory_minutes) == (330, 330, None)


def test_without_a_timetable_only_the_session_counts():
    found = evidence_of([stay("08:00", "11:00")], stated_minutes=330, starts_at=at("10:00"), ends_at=at("16:00"))

    assert (found.minutes, found.left_early_by) == (60, 300)


def test_breaks_alone_are_no_timetable():
    found = evidence_of([stay("10:00", "16:00")], parts=[PARTS[0]], stated_minutes=330)

    assert (found.minutes, found.possible) == (330, 330)


def test_the_hour_that_comes_twice_counts_twice():
    start, end = at("00:30", day=AUTUMN), at("02:30", day=AUTUMN)

    found = evidence_of([Stay(start=start, end=end)], parts=[Part(start=start, end=end)])

    assert (found.minutes, found.possible) == (180, 180)
    assert end.astimezone(LONDON) - start == timedelta(hours=2)
