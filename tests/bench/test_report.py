"""What a measurement prints."""

import json

from tests.bench.report import emit, line, progress, spread


def test_emit_prints_one_json_object_a_line(capsys):
    emit(line("page", {"clients": 1}, {"requests_per_s": 2.5}))

    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert json.loads(printed) == {"name": "page", "sizes": {"clients": 1}, "figures": {"requests_per_s": 2.5}}


def test_progress_stays_off_standard_output(capsys):
    progress("Starting")

    assert capsys.readouterr() == ("", "· Starting\n")


def test_spread_gives_nearest_ranks_in_milliseconds():
    seconds = [number / 1000 for number in range(100, 0, -1)]

    assert spread(seconds) == {"p50_ms": 50.0, "p95_ms": 95.0, "p99_ms": 99.0, "max_ms": 100.0}


def test_spread_of_one_is_that_one():
    assert spread([0.0123]) == {"p50_ms": 12.3, "p95_ms": 12.3, "p99_ms": 12.3, "max_ms": 12.3}


def test_spread_of_nothing_has_no_figures():
    assert spread([]) == {"p50_ms": None, "p95_ms": None, "p99_ms": None, "max_ms": None}
