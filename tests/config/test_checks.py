"""What `manage.py check --deploy` says about our own settings."""

import pytest
from django.core.checks import run_checks

from attendees.payments import refusals
from config import checks

GOOD = {
    "SITE_URL": "https://cpd.example.org",
    "ALLOWED_HOSTS": ["cpd.example.org"],
    "DEFAULT_FROM_EMAIL": "Example <office@example.org>",
    "CELERY_BROKER_URL": "redis://redis.example.org:6379/0",
    "STRIPE_SECRET_KEY": "sk_live_1",
    "STRIPE_WEBHOOK_SECRET": "whsec_1",
    "STRIPE_API_BASE": "",
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
}
OURS = (
    checks.check_payments,
    checks.check_refused_key,
    checks.check_address,
    checks.check_sender,
    checks.check_broker,
    checks.check_proxies,
    checks.check_live_key,
)


@pytest.fixture
def found(settings):
    """Runs our checks with good settings but for those given; the ids they report."""

    def run(**changed):
        for name, value in (GOOD | changed).items():
            setattr(settings, name, value)
        return [message.id for check in OURS for message in check(None)]

    return run


def test_good_settings_pass(found):
    assert found() == []


def test_django_runs_our_checks_for_deployment(settings):
    settings.DEFAULT_FROM_EMAIL = "Lectern <bookings@localhost>"

    ids = [message.id for message in run_checks(include_deployment_checks=True)]

    assert ids.count("lectern.W004") == 1


def test_django_leaves_them_out_otherwise(settings):
    settings.DEFAULT_FROM_EMAIL = "Lectern <bookings@localhost>"

    assert [message.id for message in run_checks()] == []


def test_key_without_webhook_secret_is_half(found):
    assert found(STRIPE_WEBHOOK_SECRET="") == ["lectern.E001"]


def test_webhook_secret_without_key_is_half(found):
    assert found(STRIPE_SECRET_KEY="") == ["lectern.E001"]


def test_no_stripe_at_all_is_a_warning(found):
    assert found(STRIPE_SECRET_KEY="", STRIPE_WEBHOOK_SECRET="") == ["lectern.W001"]


def test_test_key_is_a_warning(found):
    assert found(STRIPE_SECRET_KEY="sk_test_1") == ["lectern.W002"]


def test_restricted_test_key_is_a_warning(found):
    assert found(STRIPE_SECRET_KEY="rk_test_1") == ["lectern.W002"]


@pytest.mark.parametrize("key", ["pk_live_1", "whsec_1", "mk_1", "Bearer sk_live_1"])
def test_key_of_another_kind_is_refused(found, key):
    assert found(STRIPE_SECRET_KEY=key) == ["lectern.E006"]


def test_webhook_secret_of_another_kind_is_refused(found):
    assert found(STRIPE_WEBHOOK_SECRET="sk_live_1") == ["lectern.E007"]


def test_key_that_stripe_refused_is_told(found):
    found()
    refusals.note(refusals.REFUSED)

    assert found() == ["lectern.E008"]


def test_refusal_of_another_key_is_not_told(found):
    found(STRIPE_SECRET_KEY="sk_live_2")
    refusals.note(refusals.REFUSED)

    assert found() == []


def test_cache_that_is_down_does_not_stop_the_check(found, monkeypatch):
    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.get", lambda *_: 1 / 0)

    assert found() == []


@pytest.mark.parametrize("base", ["http://127.0.0.1:12111", "http://api.stripe.com", "https://api.stripe.com.example"])
def test_another_api_base_is_a_way_round_paying(found, base):
    assert found(STRIPE_API_BASE=base, STRIPE_SECRET_KEY="rk_1") == ["lectern.E002"]


def test_stripes_own_api_base_passes(found):
    assert found(STRIPE_API_BASE="https://api.stripe.com") == []


def test_live_key_with_another_base_is_refused_twice(found):
    assert found(STRIPE_API_BASE="http://127.0.0.1:12111") == ["lectern.E002", "lectern.E005"]


def test_live_key_with_another_base_is_refused_on_any_machine(settings):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "sk_live_1", "http://127.0.0.1:12111"

    assert [message.id for message in run_checks()] == ["lectern.E005"]


def test_plain_http_is_refused(found):
    assert found(SITE_URL="http://cpd.example.org") == ["lectern.E003"]


def test_site_that_is_not_an_allowed_host_is_refused(found):
    assert found(ALLOWED_HOSTS=["other.example.org"]) == ["lectern.E004"]


@pytest.mark.parametrize("host", ["cpd.example.org", ".example.org", "*"])
def test_site_that_an_allowed_host_covers_passes(found, host):
    assert found(ALLOWED_HOSTS=[host]) == []


def test_default_sender_is_a_warning(found):
    assert found(DEFAULT_FROM_EMAIL="Lectern <bookings@localhost>") == ["lectern.W004"]


def test_folders_as_broker_are_a_warning(found):
    assert found(CELERY_BROKER_URL="filesystem://") == ["lectern.W005"]


def test_no_trusted_proxy_is_a_warning(found):
    assert found(ALLAUTH_TRUSTED_PROXY_COUNT=0) == ["lectern.W006"]


def test_warning_about_proxies_names_the_variable(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    (warning,) = checks.check_proxies(None)

    assert warning.hint == "Set TRUSTED_PROXY_COUNT to the number of proxies in front. See docs/operations.md."


def test_two_proxies_pass(found):
    assert found(ALLAUTH_TRUSTED_PROXY_COUNT=2) == []
