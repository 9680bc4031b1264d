"""Remembers, for a while and for all processes, that Stripe refused our key: the organisers are told of it."""

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)

REFUSED, NARROW, FINE, SILENT = "refused", "narrow", "fine", "silent"
# Seconds. What a key lacks shows only where it is used, so that is remembered for a day.
LASTS = {REFUSED: 600, FINE: 600, SILENT: 60}
NARROW_LASTS = 24 * 3600


def note(verdict: str) -> None:
    """Remember what Stripe thinks of the key that is set now. Never raises: a cache that is down changes nothing here."""
    try:
        if verdict == NARROW:
            cache.set(f"{_slot()}:narrow", True, NARROW_LASTS)
        else:
            cache.set(_slot(), verdict, LASTS[verdict])
    except Exception:
        logger.warning("Stripe's verdict on the key (%s) could not be remembered.", verdict, exc_info=True)


def noted() -> str:
    """What was noted last of the key that is set now; empty when nothing was, or long ago."""
    return str(cache.get(_slot()) or "")


def is_narrow() -> bool:
    """Whether Stripe refused the key one of the rights that we need, within the last day."""
    return bool(cache.get(f"{_slot()}:narrow"))


def _slot() -> str:
    """Of this very key: another one starts afresh."""
    named = f"{settings.STRIPE_SECRET_KEY}@{settings.STRIPE_API_BASE}"
    return f"stripe-key:{hashlib.sha256(named.encode()).hexdigest()[:16]}"
