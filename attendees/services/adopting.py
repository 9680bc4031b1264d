"""From Stripe's ids to our payments, also where we died before writing the id down."""

import uuid

from attendees.models import Payment
from attendees.payments import gateway
from attendees.payments.answers import Checkout
from attendees.services.payments import apply_checkout, refresh_payment


def refresh_checkout(*, checkout_id: str) -> None:
    """Ask Stripe how a checkout stands and act on it. Raises CheckoutUnknownError for one that took money, not for us."""
    payment_id = Payment.objects.filter(checkout_id=checkout_id).values_list("pk", flat=True).first()
    if payment_id:
        refresh_payment(payment_id=payment_id)
        return
    adopt_checkout(gateway.fetch_checkout(checkout_id))


def refresh_checkout_of_intent(*, intent_id: str) -> None:
    """The same for the checkout that a payment intent came from; one that came from none is none of ours."""
    checkout = gateway.find_checkout_of_intent(intent_id)
    if checkout:
        refresh_checkout(checkout_id=checkout.checkout_id)


def adopt_checkout(checkout: Checkout) -> None:
    """Act on a checkout whose id may never have been written down (we died between Stripe's answer and our commit).

    It names our payment's own key. One that names none of ours was not made by us; if it took money, a person looks:
    CheckoutUnknownError.
    """
    payment_id = payment_of_checkout(checkout)
    if payment_id:
        _note(payment_id, checkout)
        apply_checkout(payment_id=payment_id, checkout=checkout, by="stripe")
    elif checkout.is_paid:
        raise gateway.CheckoutUnknownError(f"Checkout {checkout.checkout_id} was paid, but not asked for by us.")


def payment_of_checkout(checkout: Checkout) -> int | None:
    """The payment that a checkout belongs to, by its id or by the key that it names."""
    by_id = Payment.objects.filter(checkout_id=checkout.checkout_id).values_list("pk", flat=True).first()
    return by_id or _of_key(checkout.payment_key)


def payment_of_intent(intent_id: str) -> int | None:
    """The payment that a payment intent paid, recorded now if that was missed. None when it is none of ours.

    Raises PaymentMismatchError when Stripe took another sum than we asked for.
    """
    known = _of_intent(intent_id)
    if known or not intent_id:
        return known
    try:
        checkout = gateway.find_checkout_of_intent(intent_id)
    except gateway.CheckoutUnknownError:
        return None
    if checkout is None or payment_of_checkout(checkout) is None:
        return None
    adopt_checkout(checkout)
    return _of_intent(intent_id)


def _of_intent(intent_id: str) -> int | None:
    return Payment.objects.filter(intent_id=intent_id).values_list("pk", flat=True).first()


def _of_key(key: str) -> int | None:
    try:
        return Payment.objects.filter(key=uuid.UUID(key)).values_list("pk", flat=True).first()
    except ValueError:
        return None


def _note(payment_id: int, checkout: Checkout) -> None:
    Payment.objects.filter(pk=payment_id, checkout_id=None).update(
        checkout_id=checkout.checkout_id, checkout_url=checkout.url
    )
