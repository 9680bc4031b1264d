"""The control API: what other processes may make happen."""

import time

import pytest

from tests.sandbox.conftest import control, fetch, new_session


def test_state_counts_what_there_is(sandbox):
    sandbox.pay(new_session(sandbox)["id"])

    status, answer = control(sandbox, "GET state")

    assert status == 200
    assert answer["result"]["counts"] == {
        "checkout.session": 1,
        "payment_intent": 1,
        "charge": 1,
        "refund": 0,
        "dispute": 0,
        "event": 3,
    }
    assert (answer["result"]["delivery"], answer["result"]["url"]) == ("normal", sandbox.url)


def test_pay_by_control_pays(sandbox):
    session = new_session(sandbox)

    status, answer = control(sandbox, f"POST sessions/{session['id']}/pay", email="ada@example.org")

    assert (status, answer["result"]["payment_status"]) == (200, "paid")


def test_decline_by_control_declines(sandbox):
    session = new_session(sandbox)

    answer = control(sandbox, f"POST sessions/{session['id']}/decline")[1]

    assert answer["result"]["status"] == "open"
    assert len(sandbox.events("payment_intent.payment_failed")) == 1


def test_cancel_by_control_answers_where_to(sandbox):
    session = new_session(sandbox)

    answer = control(sandbox, f"POST sessions/{session['id']}/cancel")[1]

    assert answer == {"result": session["cancel_url"]}


def test_expire_by_control_expires_once(sandbox):
    session = new_session(sandbox)

    first = control(sandbox, f"POST sessions/{session['id']}/expire")
    second = control(sandbox, f"POST sessions/{session['id']}/expire")

    assert (first[0], first[1]["result"]["status"]) == (200, "expired")
    assert second[0] == 400


def test_refund_dispute_and_failure_by_control(sandbox):
    intent = sandbox.pay(new_session(sandbox)["id"])["payment_intent"]

    refund = control(sandbox, "POST refunds", payment_intent=intent, amount=500)[1]["result"]
    failed = control(sandbox, f"POST refunds/{refund['id']}/fail")[1]["result"]
    dispute = control(sandbox, "POST disputes", payment_intent=intent, reason="duplicate")[1]["result"]

    assert (refund["amount"], failed["status"], dispute["reason"]) == (500, "failed", "duplicate")


def test_refund_by_control_of_too_much_is_refused_as_stripe_would(sandbox):
    intent = sandbox.pay(new_session(sandbox)["id"])["payment_intent"]

    status, answer = control(sandbox, "POST refunds", payment_intent=intent, amount=999_999)

    assert (status, answer["error"]["code"]) == (400, "amount_too_large")


def test_clock_by_control_expires_sessions(sandbox):
    new_session(sandbox)

    status, answer = control(sandbox, "POST clock", seconds=25 * 3600)

    assert status == 200
    assert answer["result"] >= int(time.time()) + 25 * 3600 - 5
    assert len(sandbox.events("checkout.session.expired")) == 1


def test_webhooks_by_control_go_where_they_are_sent(sandbox, receiver):
    control(sandbox, "POST webhook", url=receiver.url, secret="whsec_new")
    control(sandbox, "POST delivery", mode="late")
    sandbox.expire(new_session(sandbox)["id"])
    event = control(sandbox, "GET events")[1]["result"][0]

    released = control(sandbox, "POST release")[1]
    settled = control(sandbox, "POST settle", timeout=5)[1]
    control(sandbox, f"POST events/{event['id']}/deliver", copies=1)
    control(sandbox, "POST settle")

    assert (released, settled) == ({"result": 1}, {"result": True})
    assert receiver.ids() == [event["id"]] * 2
    assert [row["state"] for row in control(sandbox, "GET deliveries")[1]["result"]] == ["sent", "sent"]


@pytest.mark.parametrize("command", ["forge", "stale"])
def test_bad_signatures_by_control_reach_the_receiver(sandbox, receiver, command):
    sandbox.expire(new_session(sandbox)["id"])
    sandbox.aim(receiver.url)
    receiver.answers = [400]

    answer = control(sandbox, f"POST events/{sandbox.events()[0]['id']}/{command}")[1]

    assert answer == {"result": 400}
    assert len(receiver.received) == 1


def test_faults_by_control_strike_and_clear(sandbox):
    control(sandbox, "POST faults", kind="rate_limit", calls=2, match="account")
    headers = {"Authorization": "Bearer sk_test_x"}

    struck = fetch(f"{sandbox.url}/v1/account", headers=headers)[0]
    control(sandbox, "POST faults/clear")
    cleared = fetch(f"{sandbox.url}/v1/account", headers=headers)[0]

    assert (struck, cleared) == (429, 200)


@pytest.mark.parametrize(
    ("command", "details"),
    [
        ("POST delivery", {"mode": "sideways"}),
        ("POST delivery", {}),
        ("POST clock", {"seconds": "soon"}),
        ("POST faults", {"kind": "earthquake"}),
        ("POST faults", {"kind": "error", "colour": "x"}),
        ("POST release", {"colour": "x"}),
    ],
)
def test_command_with_bad_details_is_refused(sandbox, command, details):
    status, answer = control(sandbox, command, **details)

    assert status == 400
    assert answer["error"]


@pytest.mark.parametrize("body", [b"{", b"[1]"])
def test_command_with_a_bad_body_is_refused(sandbox, body):
    assert fetch(f"{sandbox.url}/_sandbox/release", data=body)[0] == 400


@pytest.mark.parametrize("command", ["GET nothing", "POST state", "POST sessions/cs_test_1/marry"])
def test_unknown_command_is_not_found(sandbox, command):
    assert control(sandbox, command)[0] == 404


def test_command_on_an_unknown_session_is_refused(sandbox):
    assert control(sandbox, "POST sessions/cs_test_1/pay")[0] == 404
