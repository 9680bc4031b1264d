"""Which address may speak as Stripe."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

STRIPES_HOST = "api.stripe.com"


def is_stripes_own(base: str) -> bool:
    """Whether `base` is https at Stripe's own host."""
    parts = urlsplit(base)
    return parts.scheme == "https" and parts.netloc == STRIPES_HOST


def checkout_origin(base: str) -> str:
    """Where the hosted payment page is: with Stripe, or on the sandbox at `base`."""
    return "https://checkout.stripe.com" if not base or is_stripes_own(base) else base


def refuse_stand_in(base: str) -> None:
    """Stop start-up when `base` names somebody else: they could confirm places that nobody paid for."""
    if base and not is_stripes_own(base):
        raise ImproperlyConfigured(
            f"STRIPE_API_BASE is {base}, which is not Stripe's own address: leave it empty. See docs/operations.md."
        )
