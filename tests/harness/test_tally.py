"""What bin/test counts, and when it calls a run a failure."""

import pytest

from tests.harness.tally import Tally, read_tally


@pytest.fixture
def report(tmp_path):
    """Writes a JUnit file as pytest does."""

    def write(tests, failures=0, errors=0, skipped=0):
        path = tmp_path / "report.xml"
        path.write_text(
            f'<testsuites><testsuite name="pytest" tests="{tests}" failures="{failures}" errors="{errors}" '
            f'skipped="{skipped}"/></testsuites>'
        )
        return path

    return write


def test_all_passed(report):
    assert read_tally(report(tests=3), 0) == Tally(passed=3)


def test_failures_and_errors_are_failed(report):
    assert read_tally(report(tests=9, failures=2, errors=1, skipped=1), 1) == Tally(passed=5, failed=3, skipped=1)


def test_no_test_at_all_is_a_failure(report):
    assert read_tally(report(tests=0), 5) == Tally(failed=1)


def test_only_skipped_tests_are_a_failure(report):
    assert read_tally(report(tests=2, skipped=2), 0) == Tally(failed=1, skipped=2)


def test_run_that_broke_off_is_a_failure(report):
    assert read_tally(report(tests=3), 3) == Tally(passed=3, failed=1)


def test_missing_report_is_a_failure(tmp_path):
    assert read_tally(tmp_path / "none.xml", 0) == Tally(failed=1)


def test_tallies_add_up():
    assert Tally(1, 2, 3) + Tally(10, 20, 30) == Tally(11, 22, 33)


def test_last_line_is_for_machines():
    assert Tally(12, 0, 4).line() == "12 passed, 0 failed"
