"""Every request that the gateway sends, against the types of Stripe's own library and against what Stripe has published."""

import inspect
import re
import sys
import uuid
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import TypeVar

import pydantic
import pytest
import stripe as library
from django.utils import timezone
from stripe import params as typed
from stripe.params import checkout as typed_checkout

from attendees.payments import gateway
from attendees.payments.answers import CheckoutOrder
from tests.sandbox.published import operation, request_misfits

# What each endpoint takes, as the library declares it.
DECLARED = {
    "post /v1/checkout/sessions": typed_checkout.SessionCreateParams,
    "get /v1/checkout/sessions": typed_checkout.SessionListParams,
    "get /v1/checkout/sessions/ID": typed_checkout.SessionRetrieveParams,
    "post /v1/checkout/sessions/ID/expire": typed_checkout.SessionExpireParams,
    "get /v1/payment_intents/ID": typed.PaymentIntentRetrieveParams,
    "post /v1/refunds": typed.RefundCreateParams,
    "get /v1/refunds": typed.RefundListParams,
    "get /v1/refunds/ID": typed.RefundRetrieveParams,
    "get /v1/disputes": typed.DisputeListParams,
    "get /v1/disputes/ID": typed.DisputeRetrieveParams,
}
# Parameters that are newer than the published copy (2022-11-15).
NEWER = {
    # Takes the place of `payment_method_types`, which Stripe removed from this call with 2026-09-30.endive.
    "post /v1/checkout/sessions": {"allowed_payment_method_types is not published"},
    # A session could be looked for by its time of making only later.
    "get /v1/checkout/sessions": {"created is not published"},
}
# Endpoints that the published copy does not hold; the library's types alone judge them.
UNPUBLISHED = {"get /v1/disputes", "get /v1/disputes/ID"}


@pytest.fixture
def sent(stripe, monkeypatch):
    """Every request the library sends from now on: line, parameters, idempotency key."""
    requests, send = [], library._api_requestor._APIRequestor.request

    def record(self, method, url, params=None, options=None, **more):
        line = re.sub(r"/(cs|pi|re|du|ch)_\w+", "/ID", f"{method} {url}")
        requests.append((line, dict(params or {}), (options or {}).get("idempotency_key")))
        return send(self, method, url, params, options, **more)

    monkeypatch.setattr(library._api_requestor._APIRequestor, "request", record)
    return requests


def order(**changes):
    plain = {
        "key": str(uuid.uuid4()),
        "reference": "F2RX-GQQY",
        "title": "Working with shame, 12 May 2027",
        "amount_pence": 9500,
        "currency": "gbp",
        "email": "ada@example.org",
        "expires_at": int(timezone.now().timestamp()) + 3600,
        "success_url": "https://cpd.example.org/bookings/F2RX-GQQY/?t=1&paid=1",
        "cancel_url": "https://cpd.example.org/bookings/F2RX-GQQY/?t=1&unpaid=1",
    }
    return CheckoutOrder(**plain | changes)


def act_out(stripe):
    """Call every function of the gateway that asks Stripe something; the names of those that were called."""
    since = timezone.now() - timedelta(days=1)
    made, unnamed = gateway.open_checkout(order()), gateway.open_checkout(order(email=""))
    intent = stripe.pay(made.checkout_id)["payment_intent"]
    refund = gateway.send_refund(intent_id=intent, amount_pence=100, key="k" + uuid.uuid4().hex, row=7)
    charge = stripe._call().fetch("payment_intent", intent)["latest_charge"]
    dispute = stripe.dispute(intent)["id"]
    asked = {
        "open_checkout": unnamed,
        "send_refund": refund,
        "fetch_checkout": gateway.fetch_checkout(made.checkout_id),
        "expire_checkout": gateway.expire_checkout(unnamed.checkout_id),
        "closed_checkout": gateway.closed_checkout(made.checkout_id),
        "find_checkout_of_intent": gateway.find_checkout_of_intent(intent),
        "fetch_intent": gateway.fetch_intent(intent),
        "fetch_refund": gateway.fetch_refund(refund.refund_id),
        "refunds_of_intent": gateway.refunds_of_intent(intent),
        "refunds_of_charge": gateway.refunds_of_charge(charge),
        "fetch_dispute": gateway.fetch_dispute(dispute),
        "checkouts_since": list(gateway.checkouts_since(since)),
        "refunds_since": list(gateway.refunds_since(since)),
        "disputes_since": list(gateway.disputes_since(since)),
    }
    assert all(asked.values())
    gateway.try_key()
    return {*asked, "try_key"}


@cache
def types_of(declared):
    """The library's type of parameters; it names classes of its own and some that it imports for type checkers alone."""
    names = {"Mapping": Mapping, "StripeContext": str, "UntypedStripeObject": dict[str, TypeVar("Value")]}
    types = pydantic.TypeAdapter(declared)
    types.rebuild(_types_namespace=vars(sys.modules[declared.__module__]) | names)
    return types


def unfit(line, params):
    """What the library's types say against parameters."""
    try:
        types_of(DECLARED[line]).validate_python(params, strict=True, extra="forbid")
    except pydantic.ValidationError as error:
        return [(".".join(map(str, one["loc"])), one["type"]) for one in error.errors()]
    return []


def test_every_function_that_asks_stripe_is_acted_out(stripe, sent):
    silent = {"is_set_up", "client", "read_event"}
    public = {
        name
        for name, function in inspect.getmembers(gateway, inspect.isfunction)
        if function.__module__ == gateway.__name__ and not name.startswith("_")
    }

    assert act_out(stripe) == public - silent
    assert {line for line, *_ in sent} == set(DECLARED)


def test_every_request_fits_the_types_of_the_library(stripe, sent):
    act_out(stripe)

    assert [(line, wrong) for line, params, _ in sent if (wrong := unfit(line, params))] == []


def test_every_request_fits_what_is_published(stripe, sent):
    act_out(stripe)

    wrong = {
        (line, misfit)
        for line, params, _ in sent
        if line not in UNPUBLISHED
        for misfit in set(request_misfits(*line.split(), params)) - NEWER.get(line, set())
    }
    assert wrong == set()


def test_what_is_listed_as_newer_is_still_sent_and_still_missing(stripe, sent):
    act_out(stripe)

    found = {line: set() for line in NEWER}
    for line, params, _ in sent:
        if line in NEWER:
            found[line] |= set(request_misfits(*line.split(), params))
    assert found == NEWER
    assert [operation(*line.split()) for line in UNPUBLISHED] == [None] * len(UNPUBLISHED)


def test_every_request_that_makes_something_has_its_key(stripe, sent):
    act_out(stripe)

    made = [(line, key) for line, _, key in sent if line in {"post /v1/checkout/sessions", "post /v1/refunds"}]
    assert (len(made), all(key for _, key in made), len({key for _, key in made})) == (3, True, 3)


def test_longest_title_and_reference_fit(stripe, sent):
    gateway.open_checkout(order(title="x" * 250, reference="F2RX-GQQY"))

    ((line, params, _),) = sent
    assert (unfit(line, params), set(request_misfits(*line.split(), params))) == ([], NEWER[line])


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"amount": "100"}, ("amount", "int_type")),
        ({"colour": "green"}, ("colour", "extra_forbidden")),
        ({"payment_intent": 7}, ("payment_intent", "string_type")),
    ],
)
def test_types_of_the_library_refuse_what_does_not_fit(change, wrong):
    params = {"payment_intent": "pi_1", "amount": 100, "metadata": {"refund": "7"}} | change

    assert unfit("post /v1/refunds", params) == [wrong]


def test_older_name_of_the_methods_is_refused_by_the_library():
    params = {"mode": "payment", "payment_method_types": ["card"]}

    assert unfit("post /v1/checkout/sessions", params) == [("payment_method_types", "extra_forbidden")]
