"""Keys, headers and errors on the wire."""

import base64
import http.client
import json
import time
from urllib.parse import urlsplit

import pytest
import stripe

from tests.sandbox.conftest import fetch, order, stripe_client
from tests.stripe_sandbox.shapes import API_VERSION

BEARER = {"Authorization": "Bearer sk_test_sandbox"}


def error_of(text):
    return json.loads(text)["error"]


def test_account_says_that_the_key_works(sandbox):
    with stripe_client(sandbox.url) as client:
        account = client.v1.accounts.retrieve_current()

    assert (account.object, account.country, account.charges_enabled) == ("account", "GB", True)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("sk_live_" + "x" * 20, "Live API key"),
        ("rk_live_abc", "Live API key"),
        ("pk_test_abc", "Invalid API Key provided"),
        ("nonsense", "Invalid API Key provided"),
    ],
)
def test_bad_key_is_refused(sandbox, key, words):
    with stripe_client(sandbox.url, key) as client, pytest.raises(stripe.AuthenticationError) as caught:
        client.v1.accounts.retrieve_current()

    assert caught.value.http_status == 401
    assert words in caught.value.user_message
    assert key not in caught.value.user_message


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic !!!"}, {"Authorization": "Digest x"}])
def test_request_without_a_key_is_refused(sandbox, headers):
    status, _, text = fetch(f"{sandbox.url}/v1/account", headers=headers)

    assert status == 401
    assert error_of(text)["message"].startswith("You did not provide an API key.")


def test_live_key_opens_no_session(sandbox):
    with stripe_client(sandbox.url, "sk_live_x") as client, pytest.raises(stripe.AuthenticationError):
        client.v1.checkout.sessions.create(params=order())

    assert sandbox.state()["counts"]["checkout.session"] == 0


def test_key_by_basic_is_taken(sandbox):
    basic = base64.b64encode(b"sk_test_sandbox:").decode()

    assert fetch(f"{sandbox.url}/v1/account", headers={"Authorization": f"Basic {basic}"})[0] == 200


def test_answer_carries_stripes_headers(sandbox):
    headers = {**BEARER, "Stripe-Version": "2025-01-27.acacia"}

    answer = fetch(f"{sandbox.url}/v1/account", headers=headers)[1]

    assert answer["Request-Id"].startswith("req_")
    assert answer["Stripe-Version"] == "2025-01-27.acacia"
    assert answer["Content-Type"] == "application/json"


def test_answer_names_its_own_version_unasked(sandbox):
    assert fetch(f"{sandbox.url}/v1/account", headers=BEARER)[1]["Stripe-Version"] == API_VERSION


def test_api_version_is_the_librarys_own():
    assert stripe.api_version == API_VERSION


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/refunds/re_1/cancel", "/v1/checkout/sessions/cs_1/x/y"])
def test_unknown_url_is_not_found(sandbox, path):
    status, _, text = fetch(sandbox.url + path, headers=BEARER)

    assert status == 404
    assert error_of(text)["message"].startswith(f"Unrecognized request URL (GET: {path}).")


def test_error_links_to_its_code(sandbox):
    text = fetch(f"{sandbox.url}/v1/refunds/re_1", headers=BEARER)[2]

    assert error_of(text) == {
        "code": "resource_missing",
        "doc_url": "https://stripe.com/docs/error-codes/resource-missing",
        "message": "No such refund: 're_1'",
        "param": "id",
        "type": "invalid_request_error",
    }


def test_form_with_a_name_used_twice_over_is_refused(sandbox):
    body = b"metadata=x&metadata[a]=y"

    status, _, text = fetch(f"{sandbox.url}/v1/refunds", data=body, headers=BEARER)

    assert (status, error_of(text)["param"]) == (400, "metadata[a]")


def test_body_too_large_is_refused(sandbox):
    line = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    line.putrequest("POST", "/v1/refunds")
    line.putheader("Content-Length", "2000000")
    line.endheaders()

    assert line.getresponse().status == 413
    line.close()


def test_expand_with_empty_brackets_is_read(sandbox, paid):
    url = f"{sandbox.url}/v1/checkout/sessions/{paid['id']}?expand[]=payment_intent&expand[]=line_items"

    answer = json.loads(fetch(url, headers=BEARER)[2])

    assert answer["payment_intent"]["object"] == "payment_intent"
    assert answer["line_items"]["object"] == "list"


def test_kept_alive_connection_answers_without_nagles_delay(sandbox):
    """Forty round trips with a 40 ms delay in each would take 1.6 s."""
    line = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    started = time.monotonic()

    for _ in range(40):
        line.request("GET", "/v1/account", headers=BEARER)
        assert line.getresponse().read()

    line.close()
    assert time.monotonic() - started < 1.2
