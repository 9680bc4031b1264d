"""How often one address may do what everybody may do."""

import subprocess
import sys

import pytest

from tests.harness.checks import PRODUCTION
from tests.harness.run import clean_environ


def booking_limit(tmp_path, **changed):
    """The limit that a process of its own reads from its environment."""
    environ = clean_environ() | PRODUCTION | {"LECTERN_DATA_DIR": str(tmp_path)} | changed
    code = "from django.conf import settings; print(settings.ACCOUNT_RATE_LIMITS['book'])"
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("changed", "limit"),
    [
        ({}, "120/m/ip"),
        ({"LECTERN_BOOKINGS_PER_MINUTE": "600"}, "600/m/ip"),
        ({"LECTERN_BOOKINGS_PER_MINUTE": "0"}, ""),
    ],
)
def test_bookings_in_a_minute_come_from_the_environment(tmp_path, changed, limit):
    assert booking_limit(tmp_path, **changed) == limit


@pytest.mark.django_db
def test_without_a_limit_nobody_is_slowed_down(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"book": "", "wait": "", "verify": ""}

    answers = {client.get(f"/verify/LEC-2026-{n:05d}-00000/").status_code for n in range(61)}

    assert answers == {404}
