"""Lengths of time in every way that reports write them."""

import pytest

from attendees.evidence.reading.durations import has_unit, read_seconds

LENGTHS = [
    ("367", 367 * 60),
    ("0", 0),
    ("12.5", 750),
    ("12,5", 750),
    ("12.55", 753),
    ("6h 20m 30s", 22830),
    ("1h 7s", 3607),
    ("45m", 2700),
    ("8s", 8),
    ("3h", 10800),
    ("2h 30m", 9000),
    ("5 hr 58 min", 21480),
    ("58 min", 3480),
    ("1 hr", 3600),
    ("1 hour 2 minutes", 3720),
    ("2 hours, 5 minutes and 3 seconds", 7503),
    ("1.5 hours", 5400),
    ("1 Std. 5 Min.", 3900),
    ("59 Min. 0 Sek.", 3540),
    ("1 godz. 5 min 3 sek.", 3903),
    ("1 h 5 min 3 s", 3903),
    ("1 heure 5 minutes", 3900),
    ("2 horas 5 minutos", 7500),
    ("1 ora 5 minuti", 3900),
    ("2 uur 5 minuten", 7500),
    ("1:10:14", 4214),
    ("01:10:14", 4214),
    ("26:00:00", 93600),
    ("PT1H10M14S", 4214),
    ("PT45M", 2700),
    ("< 1 min", 0),
    ("less than a minute", 0),
]
NONE = [
    "",
    "--",
    "soon",
    "1:10",
    "-5",
    "1,234",
    "h",
    "m",
    "PT",
    "5 days",
    "1h 99x",
    "1e3",
    "٣",
    "9" * 9,
    "800h",
    "1" * 70,
]


@pytest.mark.parametrize(("text", "seconds"), LENGTHS)
def test_length_is_read_to_the_second(text, seconds):
    assert read_seconds(text) == seconds


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_length_is_unknown_and_not_nought(text):
    assert read_seconds(text) is None


@pytest.mark.parametrize(
    ("text", "known"),
    [("5h", True), ("58 min", True), ("1:10:14", True), ("367", False), ("12.5", False), ("soon", False)],
)
def test_unit_is_known_where_it_is_written(text, known):
    assert has_unit(text) == known
