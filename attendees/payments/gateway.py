"""The one door to Stripe. Everything here is HTTP: never call it inside a transaction.

Errors: PaymentUnavailableError when Stripe cannot be reached or no key is set (try again later), its kinds
PaymentBrokenError and CheckoutRefusedError; CheckoutClosedError when a checkout cannot be expired any more,
CheckoutUnknownError, and ForgedEventError for a webhook that Stripe did not sign.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import stripe
from django.conf import settings

from attendees.errors import PaymentUnavailableError
from attendees.payments import reading, refusals
from attendees.payments.answers import Checkout, CheckoutOrder, DisputeAnswer, Happening, IntentAnswer, RefundAnswer
from workshops.foundation.errors import DomainError

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

# Seconds. Stripe answers in well under one; a booker waits no longer than this.
TIMEOUT_S = 15
# Whether the key works is asked while an organiser waits for a page.
GLANCE_S = 4
MOST_AT_ONCE = 100
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
def _client(key: str, base: str, timeout_s: int, retries: int) -> stripe.StripeClient:
    bases = {"api": base} if base else {}
    return stripe.StripeClient(
        key,
        base_addresses=bases,  # type: ignore[arg-type]
        max_network_retries=retries,
        http_client=stripe.RequestsClient(timeout=timeout_s),
    )


def client(*, timeout_s: int = TIMEOUT_S, retries: int = 1) -> stripe.StripeClient:
    """Stripe's own client, kept for the life of the process."""
    if not is_set_up():
        raise PaymentUnavailableError(NOT_SET_UP)
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, timeout_s, retries)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except stripe.InvalidRequestError:
        raise
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        refusals.note(refusals.REFUSED if isinstance(error, stripe.AuthenticationError) else refusals.NARROW)
        raise PaymentUnavailableError(UNREACHABLE) from error
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
            made = client().v1.checkout.sessions.create(params=_params(order), options={"idempotency_key": order.key})
            return reading.checkout(made.to_dict())
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
            return reading.checkout(client().v1.checkout.sessions.retrieve(checkout_id).to_dict())
        except stripe.InvalidRequestError as error:
            raise CheckoutUnknownError(f"Stripe does not know the checkout {checkout_id}.") from error


def expire_checkout(checkout_id: str) -> Checkout:
    """Close an open checkout, so that nobody can pay any more. Raises CheckoutClosedError when it was not open."""
    with _plain_errors():
        try:
            return reading.checkout(client().v1.checkout.sessions.expire(checkout_id).to_dict())
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
    return reading.checkout(found.data[0].to_dict()) if found.data else None


def fetch_intent(intent_id: str) -> IntentAnswer | None:
    """A payment intent as Stripe has it now; None when Stripe does not know it."""
    with _plain_errors():
        try:
            return reading.intent(client().v1.payment_intents.retrieve(intent_id).to_dict())
        except stripe.InvalidRequestError:
            return None


def send_refund(*, intent_id: str, amount_pence: int, key: str, row: int) -> RefundAnswer:
    """Give `amount_pence` back; the same `key` sends it once. A refusal by Stripe is an answer, not an error.

    `row` is the id of our refund. Stripe keeps it, so that the refund is known as ours even if its answer is lost.
    """
    with _plain_errors():
        try:
            made = client().v1.refunds.create(
                params={"payment_intent": intent_id, "amount": amount_pence, "metadata": {"refund": str(row)}},
                options={"idempotency_key": key},
            )
            return reading.refund(made.to_dict())
        except stripe.InvalidRequestError as error:
            return RefundAnswer(refund_id="", failed=True, error=_told(error))


def fetch_refund(refund_id: str) -> RefundAnswer:
    """A refund as Stripe has it now; one that Stripe does not know has failed."""
    with _plain_errors():
        try:
            return reading.refund(client().v1.refunds.retrieve(refund_id).to_dict())
        except stripe.InvalidRequestError as error:
            return RefundAnswer(refund_id=refund_id, failed=True, error=_told(error))


def refunds_of_intent(intent_id: str) -> list[RefundAnswer]:
    """Every refund of a payment intent, the oldest first; none for one that Stripe does not know."""
    return _refunds(lambda: client().v1.refunds.list(params={"payment_intent": intent_id, "limit": MOST_AT_ONCE}))


def refunds_of_charge(charge_id: str) -> list[RefundAnswer]:
    """The same for a charge."""
    return _refunds(lambda: client().v1.refunds.list(params={"charge": charge_id, "limit": MOST_AT_ONCE}))


def fetch_dispute(dispute_id: str) -> DisputeAnswer | None:
    """A dispute as Stripe has it now; None when Stripe does not know it."""
    with _plain_errors():
        try:
            return reading.dispute(client().v1.disputes.retrieve(dispute_id).to_dict())
        except stripe.InvalidRequestError:
            return None


def checkouts_since(moment: datetime) -> Iterator[Checkout]:
    """Every Checkout Session made since `moment`, the newest first; asks for them a page at a time."""
    created = int(moment.timestamp())
    return map(
        reading.checkout,
        _paged(lambda: client().v1.checkout.sessions.list(params={"created": {"gte": created}, "limit": MOST_AT_ONCE})),
    )


def refunds_since(moment: datetime) -> Iterator[RefundAnswer]:
    """Every refund made since `moment`, the newest first; asks for them a page at a time."""
    created = int(moment.timestamp())
    return map(
        reading.refund,
        _paged(lambda: client().v1.refunds.list(params={"created": {"gte": created}, "limit": MOST_AT_ONCE})),
    )


def disputes_since(moment: datetime) -> Iterator[DisputeAnswer]:
    """Every dispute opened since `moment`, the newest first; asks for them a page at a time."""
    created = int(moment.timestamp())
    return map(
        reading.dispute,
        _paged(lambda: client().v1.disputes.list(params={"created": {"gte": created}, "limit": MOST_AT_ONCE})),
    )


def try_key() -> None:
    """Ask for something small with the key that is set, and note whether Stripe takes it. Waits a few seconds at most.

    Raises PaymentUnavailableError when it does not, or cannot be reached.
    """
    with _plain_errors():
        client(timeout_s=GLANCE_S, retries=0).v1.checkout.sessions.list(params={"limit": 1})
    refusals.note(refusals.FINE)


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


def _refunds(listing: Callable[[], stripe.ListObject[stripe.Refund]]) -> list[RefundAnswer]:
    with _plain_errors():
        try:
            found = [reading.refund(refund.to_dict()) for refund in listing().auto_paging_iter()]
        except stripe.InvalidRequestError:
            return []
    return found[::-1]


def _paged(listing: Callable[[], stripe.ListObject[Any]]) -> Iterator[dict[str, Any]]:
    with _plain_errors():
        try:
            for found in listing().auto_paging_iter():
                yield found.to_dict()
        except stripe.InvalidRequestError as error:
            raise PaymentUnavailableError(_told(error)) from error


def _told(error: stripe.StripeError) -> str:
    return str(error.user_message or error)[:300]
