"""A missing production setting stops start-up with one sentence that names it."""

import subprocess
import sys

import pytest

from tests.harness.checks import PRODUCTION
from tests.harness.run import clean_environ


def load_settings(tmp_path, **changed):
    """Import the production settings in a process of its own; its exit code and last line of error."""
    environ = clean_environ() | PRODUCTION | {"LECTERN_DATA_DIR": str(tmp_path)} | changed
    code = "from django.conf import settings; settings.SITE_URL"
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
    return done.returncode, (done.stderr.strip().splitlines() or [""])[-1]


def test_complete_settings_load(tmp_path):
    assert load_settings(tmp_path) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL"])
def test_missing_setting_is_named(tmp_path, name):
    code, sentence = load_settings(tmp_path, **{name: ""})

    assert code == 1
    assert sentence.startswith(f"django.core.exceptions.ImproperlyConfigured: {name} is not set: ")
    assert sentence.endswith(" See docs/operations.md.")


def test_stand_in_for_stripe_is_refused(tmp_path):
    code, sentence = load_settings(tmp_path, STRIPE_API_BASE="http://127.0.0.1:12111")

    assert code == 1
    assert sentence == (
        "django.core.exceptions.ImproperlyConfigured: STRIPE_API_BASE is http://127.0.0.1:12111, which is not "
        "Stripe's own address: leave it empty. See docs/operations.md."
    )
