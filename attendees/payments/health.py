"""Whether card payment works, as organisers need to know it: a key that is missing or wrong, a secret that is missing."""

from django.conf import settings

from attendees.errors import PaymentUnavailableError
from attendees.payments import gateway, refusals

NO_KEY = "Card payment is not set up: paid tickets cannot be paid for."
KEY_REFUSED = "Stripe refuses the key that is set: nobody can pay by card. Set a key that works and restart."
KEY_NARROW = "Stripe refused the key a right that it needs. Give it the rights that docs/operations.md names."
NO_SECRET = "The secret of Stripe’s webhook is missing: payments, refunds and disputes are noticed late."  # noqa: S105


def stripe_trouble() -> str:
    """What is wrong with Stripe's settings, in a sentence; empty when nothing is known to be.

    Stripe is asked at most every ten minutes, and for four seconds at most; a refusal that the gateway met meanwhile
    counts at once. Stripe out of reach is no trouble of the settings.
    """
    if not gateway.is_set_up():
        return NO_KEY
    if _verdict() == refusals.REFUSED:
        return KEY_REFUSED
    if not settings.STRIPE_WEBHOOK_SECRET.strip():
        return NO_SECRET
    return KEY_NARROW if refusals.is_narrow() else ""


def _verdict() -> str:
    """What Stripe thinks of the key, as it was noted, or asked for now."""
    noted = refusals.noted()
    if noted:
        return noted
    try:
        gateway.try_key()
    except PaymentUnavailableError:
        if not refusals.noted():
            refusals.note(refusals.SILENT)
    return refusals.noted()
