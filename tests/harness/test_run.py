"""What bin/test does with its arguments, and what it keeps away from the tests."""

import subprocess
import sys

import pytest

from tests.harness.run import Wanted, clean_environ, read_wanted

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([], Wanted(True, ("sqlite", "postgres"), ())),
        (["--checks"], Wanted(True, (), ())),
        (["--all"], Wanted(False, ("sqlite", "postgres"), ())),
        (["--all", "-k", "seat"], Wanted(False, ("sqlite", "postgres"), ("-k", "seat"))),
        (["--postgres"], Wanted(False, ("postgres",), ())),
        (["--postgres", "tests/races"], Wanted(False, ("postgres",), ("tests/races",))),
        (["tests/workshops", "-k", "seat"], Wanted(False, ("sqlite",), ("tests/workshops", "-k", "seat"))),
    ],
)
def test_arguments_say_what_runs(given, wanted):
    assert read_wanted(given) == wanted


def test_settings_of_the_person_do_not_reach_the_tests(monkeypatch):
    for name in ("DATABASE_URL", "STRIPE_SECRET_KEY", "LECTERN_DATA_DIR", "PORT", "SECRET_KEY"):
        monkeypatch.setenv(name, "mine")
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/ssl/mine.pem")

    assert "mine" not in clean_environ().values()
    assert clean_environ()["SSL_CERT_FILE"] == "/etc/ssl/mine.pem"


def run(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.run", *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip().splitlines()[-1]


@pytest.mark.processes
def test_last_line_and_exit_code_agree():
    assert run("tests/harness/test_tally.py", "-k", "test_all_passed") == (0, "1 passed, 0 failed")


@pytest.mark.processes
def test_nothing_chosen_is_a_failure():
    assert run("tests/harness/test_tally.py", "-k", "nothing_is_called_this") == (1, "0 passed, 1 failed")
