"""The one door to Stripe. Everything here is HTTP: never call it inside a transaction.

Errors: PaymentUnavailableError when Stripe cannot be reached or no key is set (try again later), its kinds
PaymentBrokenError and CheckoutRefusedError; CheckoutClosedError when a checkout cannot be expired any more,
CheckoutUnknownError, and ForgedEventError for a webhook that Stripe did not sign.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from http import HTTPStatus
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


class CheckoutRefusedError(PaymentUnavailableError):
    """Stripe will not make this checkout as it was asked for, however often it is asked."""


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
    except stripe.IdempotencyError as error:
        raise CheckoutRefusedError(UNREACHABLE) from error
    except stripe.APIError as error:
        # A 409 says that a twin of this call is still under way: not broken, only busy.
        broken = (error.http_status or 0) >= HTTPStatus.INTERNAL_SERVER_ERROR
        raise (PaymentBrokenError if broken else PaymentUnavailableError)(UNREACHABLE) from error
    except stripe.StripeError as error:
        raise PaymentUnavailableError(UNREACHABLE) from error


def open_checkout(order: CheckoutOrder) -> Checkout:
    """Make a Checkout Session; the same `order.key` gives the same one again. Raises CheckoutRefusedError."""
    with _plain_errors():
        try:
            return _checkout(
                client().v1.checkout.sessions.create(params=_params(order), options={"idempotency_key": order.key})
            )
        except stripe.InvalidRequestError as error:
            raise CheckoutRefusedError(UNREACHABLE) from error


def _params(order: CheckoutOrder) -> "SessionCreateParams":
    params: SessionCreateParams = {
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
        "client_reference_id": order.reference,
        "metadata": {"booking": order.reference, "payment": order.key},
        "payment_intent_data": {"metadata": {"booking": order.reference, "payment": order.key}},
        "expires_at": order.expires_at,
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
    }
    if order.email:
        params["customer_email"] = order.email
    return params


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


def closed_checkout(checkout_id: str) -> Checkout:
    """The checkout once nobody can pay it any more: expired by us, or as it ended before."""
    try:
        return expire_checkout(checkout_id)
    except CheckoutClosedError:
        return fetch_checkout(checkout_id)


def find_checkout_of_intent(intent_id: str) -> Checkout | None:
    """The Checkout Session that made a payment intent, when there is one."""
    with _plain_errors():
        try:
            found = client().v1.checkout.sessions.list(params={"payment_intent": intent_id, "limit": 1})
        except stripe.InvalidRequestError as error:
            raise CheckoutUnknownError(f"Stripe does not know the payment {intent_id}.") from error
    return _checkout(found.data[0]) if found.data else None


def send_refund(*, intent_id: str, amount_pence: int, key: str) -> RefundAnswer:
    """Give `amount_pence` back; the same `key` sends it once. A refusal by Stripe is an answer, not an error."""
    with _plain_errors():
        try:
            return _refund(
                client().v1.refunds.create(
                    params={"payment_intent": intent_id, "amount": amount_pence}, options={"idempotency_key": key}
                )
            )
        except stripe.InvalidRequestError as error:
            return RefundAnswer(refund_id="", failed=True, error=_told(error))


def fetch_refund(refund_id: str) -> RefundAnswer:
    """A refund as Stripe has it now; one that Stripe does not know has failed."""
    with _plain_errors():
        try:
            return _refund(client().v1.refunds.retrieve(refund_id))
        except stripe.InvalidRequestError as error:
            return RefundAnswer(refund_id=refund_id, failed=True, error=_told(error))


def read_event(payload: bytes, signature: str) -> Happening:
    """Check a webhook's signature and say what happened. Raises ForgedEventError."""
    try:
        stripe.WebhookSignature.verify_header(
            payload.decode(), signature, settings.STRIPE_WEBHOOK_SECRET, tolerance=300
        )
        event = json.loads(payload)
        # Some objects, such as a balance, have no id.
        return Happening(event_id=event["id"], kind=event["type"], object_id=event["data"]["object"].get("id") or "")
    except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ForgedEventError("This event was not signed by Stripe.") from error


def _told(error: stripe.StripeError) -> str:
    return str(error.user_message or error)[:300]


def _refund(answer: stripe.Refund) -> RefundAnswer:
    return RefundAnswer(
        refund_id=answer.id,
        succeeded=answer.status == "succeeded",
        failed=answer.status in {"failed", "canceled"},
        error=str(getattr(answer, "failure_reason", None) or ""),
    )


def _checkout(answer: stripe.checkout.Session) -> Checkout:
    intent = answer.payment_intent
    return Checkout(
        checkout_id=answer.id,
        status=answer.status or "",
        is_paid=answer.payment_status == "paid",
        amount_pence=answer.amount_total or 0,
        currency=answer.currency or "",
        payment_key=str(answer.metadata.to_dict().get("payment", "")) if answer.metadata else "",
        url=answer.url or "",
        intent_id=(intent if isinstance(intent, str) else intent.id) if intent else "",
        expires_at=datetime.fromtimestamp(answer.expires_at, tz=UTC) if answer.expires_at else None,
    )
