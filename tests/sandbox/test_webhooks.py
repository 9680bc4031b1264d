"""Webhooks: signed as the library wants them, and every way they can go astray."""

import time

import pytest
import stripe

from tests.sandbox.conftest import fetch, new_session

TYPES = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def verify(received, secret="whsec_test"):  # noqa: S107
    return stripe.Webhook.construct_event(received.body, received.signature, secret)


@pytest.fixture
def paid_session(heard):
    def pay():
        return heard.pay(new_session(heard)["id"])

    return pay


def test_webhook_is_signed_as_the_library_checks_it(heard, receiver, paid_session):
    session = paid_session()
    receiver.wait_for(3)

    events = {event.type: event for event in map(verify, receiver.received)}

    assert set(events) == set(TYPES)
    completed = events["checkout.session.completed"]
    assert completed.data.object.id == session["id"]
    assert completed.data.object.payment_status == "paid"
    assert completed.object == "event"


def test_webhook_signed_with_another_secret_is_refused(heard, receiver, paid_session):
    paid_session()
    receiver.wait_for(3)

    with pytest.raises(stripe.SignatureVerificationError):
        verify(receiver.received[0], "whsec_wrong")


def test_webhook_body_changed_on_the_way_is_refused(heard, receiver, paid_session):
    paid_session()
    receiver.wait_for(3)
    first = receiver.received[0]

    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(first.body.replace(b"4500", b"1"), first.signature, "whsec_test")


def test_webhook_event_is_the_one_the_api_shows(heard, receiver, paid_session):
    paid_session()
    receiver.wait_for(3)

    assert sorted(receiver.ids()) == sorted(event["id"] for event in heard.events())


def test_webhook_for_every_other_happening(heard, receiver):
    paid = heard.pay(new_session(heard)["id"])
    refund = heard.refund(paid["payment_intent"], amount=100)
    heard.fail_refund(refund["id"])
    dispute = heard.dispute(paid["payment_intent"])
    heard.answer_dispute(dispute["id"])
    heard.close_dispute(dispute["id"], outcome="won")
    heard.decline(new_session(heard)["id"])
    heard.expire(new_session(heard)["id"])

    receiver.wait_for(16)

    assert sorted(receiver.types()) == sorted(
        [
            *TYPES,
            "refund.created",
            "charge.refunded",
            "refund.updated",
            "refund.failed",
            "refund.updated",
            "charge.dispute.created",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.updated",
            "charge.dispute.funds_reinstated",
            "charge.dispute.closed",
            "charge.failed",
            "payment_intent.payment_failed",
            "checkout.session.expired",
        ]
    )


def test_webhook_does_not_hold_up_the_api(heard, receiver, paid_session):
    receiver.delay = 1.0
    started = time.monotonic()

    paid_session()
    new_session(heard)

    assert time.monotonic() - started < 0.9


def test_webhook_refused_is_sent_again(heard, receiver):
    receiver.answers = [500, 302, 503]
    heard.expire(new_session(heard)["id"])

    receiver.wait_for(4)
    heard.settle()

    assert len(set(receiver.ids())) == 1
    assert [(row["state"], row["attempts"], row["last_status"]) for row in heard.deliveries()] == [("sent", 4, 200)]


def test_webhook_refused_for_ever_is_given_up(heard, receiver, monkeypatch):
    monkeypatch.setattr("tests.stripe_sandbox.outbox.BACKOFF", (0.0, 0.0))
    receiver.answers = [500] * 10
    heard.expire(new_session(heard)["id"])

    assert heard.settle()

    assert [(row["state"], row["attempts"]) for row in heard.deliveries()] == [("failed", 3)]


def test_webhook_to_nobody_is_tried_again(heard, receiver):
    alive = receiver.url
    heard.aim("http://127.0.0.1:9/")
    heard.expire(new_session(heard)["id"])
    while not heard.deliveries()[0]["attempts"]:
        time.sleep(0.01)

    heard.aim(alive)
    receiver.wait_for(1)

    assert receiver.types() == ["checkout.session.expired"]


def test_webhook_without_a_target_is_only_recorded(sandbox):
    sandbox.expire(new_session(sandbox)["id"])

    assert [event["pending_webhooks"] for event in sandbox.events()] == [0]
    assert sandbox.deliveries() == []


def test_doubled_delivery_sends_each_event_twice(heard, receiver, paid_session):
    heard.set_delivery("doubled")
    paid_session()

    receiver.wait_for(6)
    heard.settle()

    assert sorted(receiver.types()) == sorted(TYPES * 2)
    assert len(set(receiver.ids())) == 3


def test_late_delivery_waits_for_release(heard, receiver, paid_session):
    heard.set_delivery("late")
    paid_session()
    assert heard.settle()
    assert receiver.received == []

    released = heard.release()
    receiver.wait_for(3)

    assert released == 3
    assert receiver.types() == TYPES


def test_late_delivery_can_be_released_out_of_order(heard, receiver, paid_session):
    heard.set_delivery("late")
    paid_session()

    heard.release(shuffle=True)
    receiver.wait_for(3)

    assert sorted(receiver.types()) == sorted(TYPES)
    assert receiver.types() != TYPES


def test_shuffled_delivery_comes_out_of_order(heard, receiver, paid_session):
    heard.set_delivery("shuffled")
    paid_session()

    receiver.wait_for(3)

    assert sorted(receiver.types()) == sorted(TYPES)
    assert receiver.types() != TYPES


def test_lost_delivery_never_comes_but_is_recorded(heard, receiver, paid_session):
    heard.set_delivery("lost")
    paid_session()

    assert heard.settle()

    assert receiver.received == []
    assert [event["type"] for event in heard.events()] == TYPES
    assert {row["state"] for row in heard.deliveries()} == {"lost"}


def test_lost_event_can_be_sent_again(heard, receiver, paid_session):
    heard.set_delivery("lost")
    paid_session()
    event = heard.events("checkout.session.completed")[0]

    heard.deliver(event["id"], copies=2)
    receiver.wait_for(2)

    assert receiver.ids() == [event["id"]] * 2


def test_delivery_back_to_normal_sends_once(heard, receiver):
    heard.set_delivery("doubled")
    heard.set_delivery("normal")
    heard.expire(new_session(heard)["id"])

    receiver.wait_for(1)
    heard.settle()

    assert receiver.types() == ["checkout.session.expired"]


def test_delivery_of_an_unknown_mode_is_refused(heard):
    with pytest.raises(ValueError, match="normal, doubled, late, shuffled, lost"):
        heard.set_delivery("sideways")


def test_forged_event_does_not_pass_the_library(heard, receiver):
    heard.set_delivery("lost")
    heard.expire(new_session(heard)["id"])

    status = heard.forge(heard.events()[0]["id"])

    assert status == 200
    with pytest.raises(stripe.SignatureVerificationError, match="No signatures found"):
        verify(receiver.received[0])


def test_stale_event_does_not_pass_the_library(heard, receiver):
    heard.set_delivery("lost")
    heard.expire(new_session(heard)["id"])

    heard.post_stale(heard.events()[0]["id"])

    with pytest.raises(stripe.SignatureVerificationError, match="outside the tolerance"):
        verify(receiver.received[0])


def test_signature_follows_real_time_after_the_clock_was_moved(heard, receiver):
    session = new_session(heard)
    heard.shift_clock(26 * 3600)
    receiver.wait_for(1)

    assert verify(receiver.received[0]).data.object.id == session["id"]


def test_signed_event_in_hand_passes_the_library(sandbox):
    sandbox.expire(new_session(sandbox)["id"])

    body, signature = sandbox.signed(sandbox.events()[0]["id"])

    event = stripe.Webhook.construct_event(body, signature, sandbox.secret)
    assert event.type == "checkout.session.expired"


def test_event_counts_webhooks_still_to_come(heard, receiver):
    heard.set_delivery("late")
    heard.expire(new_session(heard)["id"])
    heard.release()
    heard.settle()

    status, _, text = fetch(
        f"{heard.url}/v1/events/{heard.events()[0]['id']}", headers={"Authorization": "Bearer sk_test_x"}
    )

    assert status == 200
    assert '"pending_webhooks": 0' in text
