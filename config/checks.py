"""Our own part of `manage.py check --deploy`: what would go wrong for people rather than for the machine."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004

from config.settings.payments import is_stripes_own

logger = logging.getLogger(__name__)

OPERATIONS = "See docs/operations.md."
SECRET_KEYS = ("sk_", "rk_")


@register(Tags.security, deploy=True)
def check_payments(app_configs: Sequence[Any] | None, **options: object) -> list[CheckMessage]:
    """Both Stripe settings, of the right kind, and no way round paying."""
    return list(_payments(settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_API_BASE))


@register(Tags.security, deploy=True)
def check_refused_key(app_configs: Sequence[Any] | None, **options: object) -> list[CheckMessage]:
    """The key is not one that Stripe has just refused. Asks nobody: what the running site has met lies in the cache."""
    if not settings.STRIPE_SECRET_KEY or not _was_refused():
        return []
    hint = f"Set STRIPE_SECRET_KEY to a key that works, then `manage.py reconcile_payments`. {OPERATIONS}"
    return [Error("Stripe refuses the key that is set: nobody can pay.", hint=hint, id="lectern.E008")]


@register(Tags.security, deploy=True)
def check_address(app_configs: Sequence[Any] | None, **options: object) -> list[CheckMessage]:
    """The address in emails and certificates is public, secure and answered."""
    return list(_address(settings.SITE_URL, settings.ALLOWED_HOSTS))


@register(Tags.security, deploy=True)
def check_sender(app_configs: Sequence[Any] | None, **options: object) -> list[CheckMessage]:
    """Messages come from somebody."""
    if not settings.DEFAULT_FROM_EMAIL.rstrip("> ").endswith("@localhost"):
        return []
    hint = f"Set DEFAULT_FROM_EMAIL to an address that people may answer. {OPERATIONS}"
    return [Warning("Emails are sent from an address at localhost.", hint=hint, id="lectern.W004")]


@register(Tags.security, deploy=True)
def check_broker(app_configs: Sequence[Any] | None, **options: object) -> list[CheckMessage]:
    """Tasks and rate limits reach every machine."""
    if not str(settings.CELERY_BROKER_URL).startswith("filesystem:"):
        return []
    hint = f"Set REDIS_URL. Folders serve one machine only, and slowly. {OPERATIONS}"
    return [Warning("Tasks travel through folders on this machine.", hint=hint, id="lectern.W005")]


@register(Tags.security, deploy=True)
def check_proxies(app_configs: Sequence[Any] | None, **options: object) -> list[CheckMessage]:
    """Visitors are told apart by their own addresses: production runs behind a proxy, whose address all of them share."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return []
    hint = f"Set TRUSTED_PROXY_COUNT to the number of proxies in front. {OPERATIONS}"
    return [Warning("All visitors share one rate limit: no proxy is trusted.", hint=hint, id="lectern.W006")]


@register(Tags.security)
def check_live_key(app_configs: Sequence[Any] | None, **options: object) -> list[CheckMessage]:
    """A live key goes to Stripe and to nobody else, on any machine."""
    base = settings.STRIPE_API_BASE
    if not base or is_stripes_own(base) or "_live_" not in settings.STRIPE_SECRET_KEY:
        return []
    hint = "Use a test key, or leave STRIPE_API_BASE empty."
    return [Error(f"A live Stripe key would be sent to {base}.", hint=hint, id="lectern.E005")]


def _payments(key: str, secret: str, base: str) -> Iterator[CheckMessage]:
    if bool(key) != bool(secret):
        missing = "STRIPE_WEBHOOK_SECRET" if key else "STRIPE_SECRET_KEY"
        yield Error(f"Stripe is half set up: {missing} is missing.", hint=OPERATIONS, id="lectern.E001")
    if not (key or secret):
        hint = f"Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET, or offer free places only. {OPERATIONS}"
        yield Warning("Nobody can pay: no Stripe key is set.", hint=hint, id="lectern.W001")
    yield from _kinds(key, secret)
    if key.startswith(("sk_test_", "rk_test_")):
        yield Warning("The Stripe key is one for tests: places are given without money.", id="lectern.W002")
    if base and not is_stripes_own(base):
        yield Error(
            "STRIPE_API_BASE is not Stripe's own address: whoever answers there could confirm unpaid places.",
            hint="Leave STRIPE_API_BASE empty.",
            id="lectern.E002",
        )


def _kinds(key: str, secret: str) -> Iterator[CheckMessage]:
    """Two values that are easily mixed up, with each other or with the key for pages."""
    if key and not key.startswith(SECRET_KEYS):
        hint = f"Use a secret or restricted key: it begins with sk_ or rk_. {OPERATIONS}"
        yield Error("STRIPE_SECRET_KEY does not look like a secret key of Stripe's.", hint=hint, id="lectern.E006")
    if secret and not secret.startswith("whsec_"):
        hint = f"Use the signing secret of the webhook: it begins with whsec_. {OPERATIONS}"
        yield Error("STRIPE_WEBHOOK_SECRET does not look like a webhook's secret.", hint=hint, id="lectern.E007")


def _was_refused() -> bool:
    from attendees.payments import refusals

    try:
        return refusals.noted() == refusals.REFUSED
    except Exception:
        logger.debug("The cache does not answer, so whether Stripe refused the key is not known.", exc_info=True)
        return False


def _address(site_url: str, hosts: Sequence[str]) -> Iterator[CheckMessage]:
    parts = urlsplit(site_url)
    if parts.scheme != "https":
        yield Error(f"SITE_URL is {site_url!r}, which is not https.", hint=OPERATIONS, id="lectern.E003")
    if not any(_matches(parts.hostname or "", host) for host in hosts):
        hint = "Links in emails would be refused. Add the host name to ALLOWED_HOSTS."
        yield Error(f"SITE_URL is {site_url!r}, whose host is not in ALLOWED_HOSTS.", hint=hint, id="lectern.E004")


def _matches(name: str, host: str) -> bool:
    return host in ("*", name) or (host.startswith(".") and f".{name}".endswith(host))
