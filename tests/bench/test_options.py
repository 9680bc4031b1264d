"""The command line of bin/bench."""

import pytest

from tests.bench.__main__ import read_options


def test_sizes_are_read_as_numbers():
    assert read_options(["certificates", "--sizes", "1,10"]).sizes == (1, 10)


def test_rushes_are_read_as_pairs():
    assert read_options(["rush", "--rushes", "60:20,200:1000"]).rushes == ((60, 20), (200, 1000))


def test_sqlite_and_free_are_the_defaults():
    options = read_options(["rush"])

    assert (options.postgres, options.paid, options.rounds) == (False, False, None)


def test_unknown_measurement_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        read_options(["weather"])

    assert ended.value.code == 2
    assert "invalid choice: 'weather'" in capsys.readouterr().err


def test_size_that_is_no_number_is_refused(capsys):
    with pytest.raises(SystemExit):
        read_options(["pages", "--sizes", "many"])

    assert "argument --sizes" in capsys.readouterr().err
