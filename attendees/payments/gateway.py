"""The one door to Stripe. Everything here is HTTP: never call it inside a transaction.

Errors: PaymentUnavailableError when Stripe cannot be reached or no key is set (try again later),
CheckoutClosedError when a checkout can no longer be expired, ForgedEventError for a webhook that Stripe did not sign.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import stripe
from django.conf import settings

from attendees.errors import PaymentUnavailableError
from attendees.payments.answers import Checkout, CheckoutOrder, Happening, RefundAnswer
from workshops.foundation.errors import DomainError

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

# Seconds. Stripe answers in well under one; a booker waits no longer than this.
TIMEOUT_S = 15
UNREACHABLE = "The card payment service cannot be reached just now. Your seat is still held: try again in a minute."
NOT_SET_UP = "Card payment is not set up at present. Write to us and we will help you book."


class PaymentBrokenError(PaymentUnavailableError):
    """Stripe itself failed, and replays that answer for this idempotency key: the next try needs a new one."""


class CheckoutClosedError(DomainError):
    """The checkout is already complete or expired."""


class CheckoutUnknownError(DomainError):
    """Stripe does not know this checkout: the keys belong to another account, or it was never made."""


class ForgedEventError(DomainError):
    """The webhook's signature does not fit."""


def is_set_up() -> bool:
    """Whether this installation can take card payments at all."""
    return bool(settings.STRIPE_SECRET_KEY)


@lru_cache(maxsize=4)
def _client(key: str, base: str) -> stripe.StripeClient:
    bases = {"api": base} if base else {}
    return stripe.StripeClient(
        key,
        base_addresses=bases,  # type: ignore[arg-type]
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=TIMEOUT_S),
    )


def client() -> stripe.StripeClient:
    """Stripe's own client, kept for the life of the process."""
    if not is_set_up():
        raise PaymentUnavailableError(NOT_SET_UP)
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except stripe.InvalidRequestError:
        raise
    except stripe.APIError as error:
        raise PaymentBrokenError(UNREACHABLE) from error
    except stripe.StripeError as error:
        raise PaymentUnavailableError(UNREACHABLE) from error


def open_checkout(order: CheckoutOrder) -> Checkout:
    """Make a Checkout Session; the same `order.key` gives the same one again."""
    with _plain_errors():
        answer = client().v1.checkout.sessions.create(params=_params(order), options={"idempotency_key": order.key})
    return _checkout(answer)


def _params(order: CheckoutOrder) -> "SessionCreateParams":
    return {
        "mode": "payment",
        "allowed_payment_method_types": ["card"],
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": order.currency,
                    "unit_amount": order.amount_pence,
                    "product_data": {"name": order.title},
                },
            }
        ],
        "customer_email": order.email,
        "client_reference_id": order.reference,
        "metadata": {"booking": order.reference},
        "payment_intent_data": {"metadata": {"booking": order.reference}},
        "expires_at": int(order.expires_at.timestamp()),
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
    }


def fetch_checkout(checkout_id: str) -> Checkout:
    """The Checkout Session as Stripe has it now. Raises CheckoutUnknownError when it has none."""
    with _plain_errors():
        try:
            return _checkout(client().v1.checkout.sessions.retrieve(checkout_id))
        except stripe.InvalidRequestError as error:
            raise CheckoutUnknownError(f"Stripe does not know the checkout {checkout_id}.") from error


def expire_checkout(checkout_id: str) -> Checkout:
    """Close an open checkout, so that nobody can pay any more. Raises CheckoutClosedError when it was not open."""
    with _plain_errors():
        try:
            return _checkout(client().v1.checkout.sessions.expire(checkout_id))
        except stripe.InvalidRequestError as error:
            raise CheckoutClosedError("This checkout is closed already.") from error


def send_refund(*, intent_id: str, amount_pence: int, key: str) -> RefundAnswer:
    """Give `amount_pence` back; the same `key` sends it once. A refusal by Stripe is an answer, not an error."""
    with _plain_errors():
        try:
            answer = client().v1.refunds.create(
                params={"payment_intent": intent_id, "amount": amount_pence}, options={"idempotency_key": key}
            )
        except stripe.InvalidRequestError as error:
            return RefundAnswer(refund_id="", failed=True, error=str(error.user_message or error)[:300])
    return RefundAnswer(
        refund_id=answer.id,
        failed=answer.status in {"failed", "canceled"},
        error=str(getattr(answer, "failure_reason", None) or ""),
    )


def find_checkout_of_intent(intent_id: str) -> Checkout | None:
    """The Checkout Session that made a payment intent, when there is one."""
    with _plain_errors():
        found = client().v1.checkout.sessions.list(params={"payment_intent": intent_id, "limit": 1})
    return _checkout(found.data[0]) if found.data else None


def read_event(payload: bytes, signature: str) -> Happening:
    """Check a webhook's signature and say what happened. Raises ForgedEventError."""
    try:
        stripe.WebhookSignature.verify_header(
            payload.decode(), signature, settings.STRIPE_WEBHOOK_SECRET, tolerance=300
        )
        event = json.loads(payload)
        return Happening(event_id=event["id"], kind=event["type"], object_id=event["data"]["object"]["id"])
    except (stripe.SignatureVerificationError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise ForgedEventError("This event was not signed by Stripe.") from error


def _checkout(answer: stripe.checkout.Session) -> Checkout:
    intent = answer.payment_intent
    return Checkout(
        checkout_id=answer.id,
        status=answer.status or "",
        is_paid=answer.payment_status == "paid",
        amount_pence=answer.amount_total or 0,
        reference=answer.client_reference_id or "",
        url=answer.url or "",
        intent_id=(intent if isinstance(intent, str) else intent.id) if intent else "",
        expires_at=datetime.fromtimestamp(answer.expires_at, tz=UTC) if answer.expires_at else None,
    )
