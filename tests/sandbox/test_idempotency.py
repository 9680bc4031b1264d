"""Idempotency keys: the first answer is the answer."""

import threading

import pytest
import stripe

from tests.sandbox.conftest import order


def refund(api, intent, key, **params):
    return api.refunds.create(params={"payment_intent": intent, **params}, options={"idempotency_key": key})


def test_same_key_and_request_replays_the_answer(api, sandbox):
    options = {"idempotency_key": "checkout-7"}

    first = api.checkout.sessions.create(params=order(), options=options)
    second = api.checkout.sessions.create(params=order(), options=options)

    assert second.to_dict() == first.to_dict()
    assert sandbox.state()["counts"]["checkout.session"] == 1
    assert "idempotent-replayed" not in {name.lower() for name in first.last_response.headers}
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert second.last_response.headers["Original-Request"] == first.last_response.headers["Request-Id"]


def test_replay_tells_of_the_time_of_the_first_answer(api, sandbox):
    options = {"idempotency_key": "checkout-7"}
    session = api.checkout.sessions.create(params=order(), options=options)
    sandbox.pay(session.id)

    replayed = api.checkout.sessions.create(params=order(), options=options)

    assert replayed.status == "open"


def test_other_keys_do_not_replay(api):
    first = api.checkout.sessions.create(params=order(), options={"idempotency_key": "a"})
    second = api.checkout.sessions.create(params=order(), options={"idempotency_key": "b"})

    assert first.id != second.id


def test_same_key_with_other_parameters_is_refused(api, sandbox):
    api.checkout.sessions.create(params=order(), options={"idempotency_key": "checkout-7"})

    with pytest.raises(stripe.IdempotencyError) as caught:
        api.checkout.sessions.create(params=order(amount=4600), options={"idempotency_key": "checkout-7"})

    assert caught.value.http_status == 400
    assert "same parameters" in caught.value.user_message
    assert sandbox.state()["counts"]["checkout.session"] == 1


def test_same_key_at_another_endpoint_is_refused(api, paid):
    refund(api, paid["payment_intent"], "key-1", amount=100)

    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        api.checkout.sessions.create(params=order(), options={"idempotency_key": "key-1"})


def test_a_refusal_by_the_endpoint_is_replayed(api, sandbox, paid):
    intent = paid["payment_intent"]
    refund(api, intent, "first")
    with pytest.raises(stripe.InvalidRequestError):
        refund(api, intent, "second")
    sandbox.fail_refund(api.refunds.list().data[0].id)

    with pytest.raises(stripe.InvalidRequestError) as caught:
        refund(api, intent, "second")

    assert caught.value.code == "charge_already_refunded"
    assert caught.value.headers["Idempotent-Replayed"] == "true"


def test_a_bad_parameter_does_not_use_up_the_key(api):
    with pytest.raises(stripe.InvalidRequestError):
        api.checkout.sessions.create(params=order(mode="lease"), options={"idempotency_key": "checkout-7"})

    session = api.checkout.sessions.create(params=order(), options={"idempotency_key": "checkout-7"})

    assert session.status == "open"


def test_same_key_at_once_does_the_work_once(sandbox, api, paid):
    sandbox.plan_fault("hang", seconds=0.2)
    together = threading.Barrier(6)
    answers = []

    def send():
        together.wait()
        answers.append(refund(api, paid["payment_intent"], "refund-1", amount=1000).id)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [answers[0]] * 6
    assert len(api.refunds.list().data) == 1
    assert api.charges.list().data[0].amount_refunded == 1000


def test_key_is_forgotten_after_a_day(api, sandbox):
    first = api.checkout.sessions.create(params=order(), options={"idempotency_key": "checkout-7"})
    sandbox.shift_clock(24 * 3600 + 1)

    second = api.checkout.sessions.create(params=order(), options={"idempotency_key": "checkout-7"})

    assert second.id != first.id


def test_key_is_kept_for_most_of_a_day(api, sandbox):
    first = api.checkout.sessions.create(params=order(), options={"idempotency_key": "checkout-7"})
    sandbox.shift_clock(23 * 3600)

    second = api.checkout.sessions.create(params=order(), options={"idempotency_key": "checkout-7"})

    assert second.id == first.id


def test_key_too_long_is_refused(api):
    with pytest.raises(stripe.InvalidRequestError, match="255 characters"):
        api.checkout.sessions.create(params=order(), options={"idempotency_key": "k" * 256})


def test_locks_of_keys_are_given_back(api, sandbox):
    for number in range(3):
        api.checkout.sessions.create(params=order(), options={"idempotency_key": f"key-{number}"})

    assert sandbox.world.keys._gates == {}
