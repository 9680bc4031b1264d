"""Stripe on a bad day."""

import threading
import time

import pytest
import stripe

from tests.sandbox.conftest import order, stripe_client


def create(api, key):
    return api.checkout.sessions.create(params=order(), options={"idempotency_key": key})


def test_error_before_the_effect_leaves_nothing(api, sandbox):
    sandbox.plan_fault("error")

    with pytest.raises(stripe.APIError) as caught:
        create(api, "a")

    assert caught.value.http_status == 500
    assert sandbox.state()["counts"]["checkout.session"] == 0


def test_error_after_the_effect_leaves_the_effect(api, sandbox, paid):
    sandbox.plan_fault("error", when="after")

    with pytest.raises(stripe.APIError):
        api.refunds.create(params={"payment_intent": paid["payment_intent"]}, options={"idempotency_key": "r"})

    assert [refund.amount for refund in api.refunds.list().data] == [4500]


@pytest.mark.parametrize(("when", "sessions"), [("before", 0), ("after", 1)])
def test_error_is_replayed_to_the_same_key(api, sandbox, when, sessions):
    sandbox.plan_fault("error", when=when)
    with pytest.raises(stripe.APIError):
        create(api, "a")

    with pytest.raises(stripe.APIError) as caught:
        create(api, "a")

    assert caught.value.headers["Idempotent-Replayed"] == "true"
    assert sandbox.state()["counts"]["checkout.session"] == sessions


def test_error_does_not_touch_another_key(api, sandbox):
    sandbox.plan_fault("error")
    with pytest.raises(stripe.APIError):
        create(api, "a")

    assert create(api, "b").status == "open"


def test_error_is_not_tried_again_by_the_library(sandbox):
    sandbox.plan_fault("error")

    with stripe_client(sandbox.url, max_network_retries=2) as client, pytest.raises(stripe.APIError) as caught:
        create(client.v1, "a")

    assert caught.value.headers["Stripe-Should-Retry"] == "false"
    assert "Idempotent-Replayed" not in caught.value.headers


def test_fault_befalls_so_many_calls(api, sandbox):
    sandbox.plan_fault("error", calls=2)

    for key in "ab":
        with pytest.raises(stripe.APIError):
            create(api, key)

    assert create(api, "c").status == "open"
    assert sandbox.state()["faults"] == []


def test_fault_befalls_only_calls_that_match(api, sandbox, paid):
    sandbox.plan_fault("error", match="POST /v1/refunds")

    assert api.charges.list().data[0].amount == 4500
    with pytest.raises(stripe.APIError):
        api.refunds.create(params={"payment_intent": paid["payment_intent"]})


def test_faults_can_be_cleared(api, sandbox):
    sandbox.plan_fault("error", calls=9)

    sandbox.clear_faults()

    assert create(api, "a").status == "open"


def test_rate_limit_answers_429_and_forgets_the_key(api, sandbox):
    sandbox.plan_fault("rate_limit")

    with pytest.raises(stripe.RateLimitError) as caught:
        create(api, "a")

    assert caught.value.http_status == 429
    assert create(api, "a").status == "open"


def test_hang_keeps_the_caller_waiting(api, sandbox):
    sandbox.plan_fault("hang", seconds=0.3)
    started = time.monotonic()

    session = create(api, "a")

    assert time.monotonic() - started >= 0.3
    assert session.status == "open"


def test_hang_does_not_hold_up_others(api, sandbox):
    sandbox.plan_fault("hang", seconds=1.5, match="sessions")
    slow = threading.Thread(target=create, args=(api, "a"))
    slow.start()
    while sandbox.state()["faults"]:
        time.sleep(0.005)
    started = time.monotonic()

    api.charges.list()

    assert time.monotonic() - started < 1
    slow.join()


def test_drop_after_the_effect_is_a_connection_error_and_replays(api, sandbox):
    sandbox.plan_fault("drop", when="after")

    with pytest.raises(stripe.APIConnectionError):
        create(api, "a")

    assert sandbox.state()["counts"]["checkout.session"] == 1
    assert create(api, "a").last_response.headers["Idempotent-Replayed"] == "true"


def test_drop_before_the_effect_leaves_nothing(api, sandbox):
    sandbox.plan_fault("drop")

    with pytest.raises(stripe.APIConnectionError):
        create(api, "a")

    assert sandbox.state()["counts"]["checkout.session"] == 0


def test_drop_once_is_healed_by_the_library_with_one_effect(sandbox):
    sandbox.plan_fault("drop", when="after")

    with stripe_client(sandbox.url, max_network_retries=2) as client:
        session = client.v1.checkout.sessions.create(params=order())

    assert session.status == "open"
    assert sandbox.state()["counts"]["checkout.session"] == 1


@pytest.mark.parametrize("details", [{"kind": "earthquake"}, {"kind": "error", "when": "during"}])
def test_fault_of_an_unknown_kind_is_refused(sandbox, details):
    with pytest.raises(ValueError, match="A fault is one of"):
        sandbox.plan_fault(**details)


def test_forbidden_refuses_the_right_and_is_not_remembered(api, sandbox):
    sandbox.plan_fault("forbidden", match="POST /v1/checkout")

    with pytest.raises(stripe.PermissionError) as caught:
        create(api, "a")

    assert caught.value.http_status == 403
    assert create(api, "a").status == "open"
