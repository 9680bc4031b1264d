"""The sandbox's answers, as they travel, against what Stripe has published about them."""

import json

import pytest

from tests.sandbox import published
from tests.sandbox.conftest import fetch, order
from tests.sandbox.published import answer_misfits, misfits, object_misfits, operation, request_misfits

BEARER = {"Authorization": "Bearer sk_test_sandbox"}

# Fields that are newer than the published copy (2022-11-15). The official library declares each of them in the version
# that the sandbox speaks, which tests/sandbox/test_shapes.py holds.
NEWER = {
    "checkout.session": {
        *("adaptive_pricing", "allowed_payment_method_types", "automatic_tax.liability", "automatic_tax.provider"),
        *("branding_settings", "client_secret", "collected_information", "custom_text.after_submit"),
        *("custom_text.terms_of_service_acceptance", "customer_account", "customer_details.business_name"),
        *("customer_details.individual_name", "discounts", "excluded_payment_method_types", "integration_identifier"),
        *("invoice_creation.invoice_data.issuer", "managed_payments", "origin_context", "permissions", "return_url"),
        *("payment_method_configuration_details", "payment_method_options.card.request_three_d_secure", "ui_mode"),
        *("saved_payment_method_options", "tax_id_collection.required", "wallet_options"),
    },
    "payment_intent": {
        *("allowed_payment_method_types", "customer_account", "excluded_payment_method_types", "source"),
        *("last_payment_error.advice_code", "payment_method_configuration_details"),
    },
    "charge": {
        *("presentment_details", "source", "billing_details.tax_id", "outcome.advice_code"),
        *("outcome.network_advice_code", "outcome.network_decline_code"),
        *(
            f"payment_method_details.card.{name}"
            for name in (
                *("amount_authorized", "authorization_code", "extended_authorization", "incremental_authorization"),
                *("multicapture", "network_token", "network_transaction_id", "overcapture", "regulated_status"),
            )
        ),
    },
    "refund": {"destination_details"},
    "item": {"adjustable_quantity", "metadata"},
    "event": set(),
}


def get(sandbox, path):
    """One answer as it travels: status and JSON."""
    status, _, text = fetch(f"{sandbox.url}{path}", headers=BEARER)
    return status, json.loads(text)


def newer(kind, at=""):
    return {f"{at}{name} is not published" for name in NEWER[kind]}


@pytest.fixture
def story(sandbox, api):
    """A session with all that can happen to it; the ids by kind."""
    session = api.checkout.sessions.create(params=order())
    sandbox.decline(session.id)
    failed = api.charges.list().data[0].id
    intent = sandbox.pay(session.id)["payment_intent"]
    refund = sandbox.refund(intent, amount=100)
    sandbox.fail_refund(sandbox.refund(intent, amount=200)["id"])
    waiting = sandbox.refund(intent, amount=300, is_pending=True)
    other = api.checkout.sessions.create(params=order()).id
    sandbox.expire(other)
    return {
        "session": session.id,
        "expired": other,
        "open": api.checkout.sessions.create(params=order()).id,
        "intent": intent,
        "charge": refund["charge"],
        "failed": failed,
        "refund": refund["id"],
        "waiting": waiting["id"],
        "event": sandbox.events()[0]["id"],
    }


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/v1/checkout/sessions/{session}", "checkout.session"),
        ("/v1/checkout/sessions/{expired}", "checkout.session"),
        ("/v1/checkout/sessions/{open}", "checkout.session"),
        ("/v1/payment_intents/{intent}", "payment_intent"),
        ("/v1/charges/{charge}", "charge"),
        ("/v1/charges/{failed}", "charge"),
        ("/v1/refunds/{refund}", "refund"),
        ("/v1/refunds/{waiting}", "refund"),
        ("/v1/events/{event}", "event"),
    ],
)
def test_answer_about_one_object_fits(sandbox, story, path, kind):
    path = path.format(**story)
    status, body = get(sandbox, path)

    assert status == 200
    assert set(answer_misfits("GET", path, status, body)) <= newer(kind)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/v1/checkout/sessions?limit=2", "checkout.session"),
        ("/v1/checkout/sessions/{session}/line_items", "item"),
        ("/v1/refunds?limit=100", "refund"),
        ("/v1/events?limit=100", "event"),
    ],
)
def test_list_fits_with_all_that_it_holds(sandbox, story, path, kind):
    path = path.format(**story)
    status, body = get(sandbox, path)

    assert (status, bool(body["data"])) == (200, True)
    assert set(answer_misfits("GET", path.partition("?")[0], status, body)) <= newer(kind, "data[].")


def test_empty_list_fits(sandbox):
    status, body = get(sandbox, "/v1/refunds")

    assert (body["data"], answer_misfits("GET", "/v1/refunds", status, body)) == ([], [])


def test_answer_to_a_new_session_and_a_new_refund_fits(sandbox, api):
    session = api.checkout.sessions.create(params=order()).to_dict(for_json=True)
    sandbox.pay(session["id"])
    intent = api.payment_intents.list().data[0].id
    refund = api.refunds.create(params={"payment_intent": intent, "amount": 100}).to_dict(for_json=True)

    assert set(answer_misfits("POST", "/v1/checkout/sessions", 200, session)) <= newer("checkout.session")
    assert set(answer_misfits("POST", "/v1/refunds", 200, refund)) <= newer("refund")


def test_answer_to_expiring_fits(sandbox, api, open_session):
    closed = api.checkout.sessions.expire(open_session.id).to_dict(for_json=True)

    path = f"/v1/checkout/sessions/{open_session.id}/expire"
    assert set(answer_misfits("POST", path, 200, closed)) <= newer("checkout.session")


def test_objects_inside_of_events_fit(sandbox, story):
    known = [event for event in sandbox.events() if event["data"]["object"]["object"] in NEWER]

    wrong = {
        (event["type"], misfit)
        for event in known
        for misfit in set(object_misfits(event["data"]["object"]["object"], event["data"]["object"]))
        - newer(event["data"]["object"]["object"])
    }

    assert (len(known) > 8, wrong) == (True, set())


def test_every_newer_field_is_one_that_the_sandbox_sends(sandbox, story):
    """A line that is no longer needed goes from the list."""
    paths = [
        "/v1/checkout/sessions/{session}",
        "/v1/payment_intents/{intent}",
        "/v1/charges/{charge}",
        "/v1/refunds/{refund}",
    ]
    found = {
        misfit
        for path in paths
        for misfit in answer_misfits("GET", path.format(**story), 200, get(sandbox, path.format(**story))[1])
    }
    kinds = ("checkout.session", "payment_intent", "charge", "refund")

    # Seen only on an intent whose card was declined.
    assert set().union(*map(newer, kinds)) - found == {"last_payment_error.advice_code is not published"}


@pytest.mark.parametrize(
    "path", ["/v1/refunds/re_1", "/v1/checkout/sessions/cs_1", "/v1/payment_intents/pi_1", "/v1/refunds?limit=0"]
)
def test_refusals_fit(sandbox, path):
    status, body = get(sandbox, path)

    assert (status in {400, 404}, answer_misfits("GET", path.partition("?")[0], status, body)) == (True, [])


@pytest.mark.parametrize("kind", ["error", "rate_limit", "forbidden"])
def test_faults_fit(sandbox, kind):
    sandbox.plan_fault(kind)

    status, body = get(sandbox, "/v1/refunds")

    assert (status in {403, 429, 500}, answer_misfits("GET", "/v1/refunds", status, body)) == (True, [])


def test_refusal_of_a_key_fits(sandbox):
    status, _, text = fetch(f"{sandbox.url}/v1/refunds", headers={"Authorization": "Bearer nonsense"})

    assert (status, answer_misfits("GET", "/v1/refunds", status, json.loads(text))) == (401, [])


# What the checker itself finds ------------------------------------------------


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"amount": "100"}, ["amount is '100', not of type integer"]),
        ({"amount": True}, ["amount is True, not of type integer"]),
        ({"amount": None}, ["amount is None, not of type integer"]),
        ({"object": "charge"}, ["object may not be 'charge'"]),
        ({"colour": "green"}, ["colour is not published"]),
        ({"metadata": {"a": 1}}, ["metadata.a is 1, not of type string"]),
        ({"metadata": {"a": "x" * 501}}, ["metadata.a is longer than 500"]),
        ({"reason": None}, []),
    ],
)
def test_misfits_are_named(sandbox, paid, change, wrong):
    refund = {**sandbox.refund(paid["payment_intent"], amount=100), **change}

    assert set(object_misfits("refund", refund)) - newer("refund") == set(wrong)


def test_missing_field_is_named(sandbox, paid):
    refund = sandbox.refund(paid["payment_intent"], amount=100)
    del refund["amount"]

    assert "amount is missing" in object_misfits("refund", refund)


def test_choice_between_schemas_takes_the_one_that_fits():
    schema = {"anyOf": [{"type": "integer"}, {"type": "object", "properties": {"gte": {"type": "integer"}}}]}

    assert (misfits(5, schema), misfits({"gte": 5}, schema)) == ([], [])
    assert misfits({"since": 5}, schema, "created") != []


def test_request_misfits_are_named():
    assert request_misfits("POST", "/v1/refunds", {"amount": "1", "colour": "x"}) == [
        "amount is '1', not of type integer",
        "colour is not published",
    ]
    assert request_misfits("GET", "/v1/refunds", {"limit": 5, "created": {"gte": 1}}) == []


def test_what_is_not_published_is_known_to_be_so():
    assert (operation("GET", "/v1/disputes"), operation("GET", "/v1/refunds/re_1") is None) == (None, False)


def test_copy_is_small_and_says_whose_it_is():
    info = published.SPEC["info"]

    assert (info["version"], info["license"]["name"]) == ("2022-11-15", "MIT")
    assert len(json.dumps(published.SPEC)) < 150_000
