"""A sandbox of its own for every test here, and the real Stripe library to talk to it."""

import json
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
import stripe

from tests.sandbox import receiver as receivers
from tests.stripe_sandbox import running_sandbox


@pytest.fixture(autouse=True)
def _plain_broker():
    """Nothing here touches the application, so its broker may stay as it is."""


@contextmanager
def stripe_client(url, key="sk_test_sandbox", **options):
    http = stripe.RequestsClient(timeout=10)
    options.setdefault("max_network_retries", 0)
    try:
        yield stripe.StripeClient(key, base_addresses={"api": url}, http_client=http, **options)
    finally:
        http.close()


@pytest.fixture
def receiver():
    receiver = receivers.Receiver()
    server = receivers.start(receiver)
    yield receiver
    server.shutdown()
    server.server_close()


@pytest.fixture
def sandbox():
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def heard(receiver):
    """A sandbox whose webhooks go to the receiver."""
    with running_sandbox(webhook_url=receiver.url, secret="whsec_test") as sandbox:
        yield sandbox


@pytest.fixture
def api(sandbox):
    with stripe_client(sandbox.url) as client:
        yield client.v1


@pytest.fixture
def open_session(api):
    return api.checkout.sessions.create(params=order())


@pytest.fixture
def paid(sandbox, open_session):
    """The session as it stands after payment, a plain mapping."""
    return sandbox.pay(open_session.id)


def order(amount=4500, **changes):
    """What the application would send to open a checkout; `amount` in pence."""
    price = {"currency": "gbp", "unit_amount": amount, "product_data": {"name": "Working with Grief: early bird"}}
    params = {
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "success_url": "http://lectern.test/bookings/B7/?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://lectern.test/bookings/B7/",
        "customer_email": "ada@example.org",
        "client_reference_id": "B7",
        "metadata": {"booking": "B7"},
        "payment_intent_data": {"metadata": {"booking": "B7"}, "description": "Booking B7"},
    }
    return {**params, **changes}


def new_session(sandbox, **changes):
    """Open a session without the fixture's client; answers the mapping."""
    with stripe_client(sandbox.url) as client:
        return client.v1.checkout.sessions.create(params=order(**changes)).to_dict()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def fetch(url, data=None, headers=None):
    """One plain HTTP request, redirects not followed: status, headers, text."""
    request = urllib.request.Request(url, data=data, headers=headers or {})  # noqa: S310 - only the address of the sandbox
    try:
        with _OPENER.open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read().decode()


def control(sandbox, command, **details):
    """One command of the control API, such as `POST clock`: status and JSON."""
    method, path = command.split()
    data = json.dumps(details).encode() if method == "POST" else None
    status, _, text = fetch(f"{sandbox.url}/_sandbox/{path}", data, {"Content-Type": "application/json"})
    return status, json.loads(text)
