"""A secret made once."""

import stat

from config.settings.secret import kept_secret


def test_secret_stays_the_same(tmp_path):
    assert kept_secret(tmp_path / "key") == kept_secret(tmp_path / "key")


def test_two_places_have_two_secrets(tmp_path):
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")


def test_only_the_owner_may_read_it(tmp_path):
    kept_secret(tmp_path / "key")

    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_nothing_else_is_left(tmp_path):
    kept_secret(tmp_path / "key")

    assert [path.name for path in tmp_path.iterdir()] == ["key"]
