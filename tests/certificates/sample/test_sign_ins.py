"""The list of sign-ins."""

import pytest

from certificates.sample.accounts import read_accounts
from certificates.sample.sign_ins import sign_in_lines, write_sign_ins


def test_sign_in_lines_give_who_address_password_and_where():
    rows = [tuple(part.strip() for part in line.split("  ") if part.strip()) for line in sign_in_lines()]

    where = "http://testserver/accounts/login/"
    assert rows == [(a["who"], a["email"], a["password"], where) for a in read_accounts()]


def test_write_sign_ins_writes_a_file_that_only_this_user_may_read(tmp_path):
    path = write_sign_ins(tmp_path / "data")

    assert path == tmp_path / "data" / "sample-sign-ins.txt"
    assert path.read_text(encoding="utf-8").splitlines() == sign_in_lines()
    assert path.stat().st_mode & 0o777 == 0o600


def test_write_sign_ins_leaves_the_same_list_untouched(tmp_path):
    before = write_sign_ins(tmp_path).stat().st_mtime_ns

    assert write_sign_ins(tmp_path).stat().st_mtime_ns == before


def test_write_sign_ins_replaces_an_older_list(tmp_path, settings):
    write_sign_ins(tmp_path)
    settings.SITE_URL = "http://127.0.0.1:8123"

    path = write_sign_ins(tmp_path)

    assert path.read_text(encoding="utf-8").count("http://127.0.0.1:8123/accounts/login/") == 3


@pytest.mark.parametrize("account", read_accounts(), ids=lambda account: account["email"])
def test_passwords_hold_up_to_the_rules_of_the_house(account):
    from django.contrib.auth.password_validation import validate_password

    validate_password(account["password"])
