"""The sandbox as a process: it starts, keeps its state, and ends."""

import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import stripe

from tests.sandbox.conftest import fetch, order, stripe_client
from tests.stripe_sandbox import running_sandbox

ROOT = Path(__file__).parents[2]


@contextmanager
def process(*options, ending=signal.SIGTERM):
    """Run the sandbox as its own process; yields its address, then ends it and checks how it went."""
    command = [sys.executable, "-m", "tests.stripe_sandbox", "--port", "0", *map(str, options)]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        ready = running.stdout.readline()
        assert ready.startswith("Stripe sandbox ready at http://127.0.0.1:"), running.stderr.read()
        yield ready.split()[-1]
    finally:
        running.send_signal(ending)
        rest, errors = running.communicate(timeout=10)
    assert (rest, errors) == ("", "")
    assert running.returncode == (0 if ending != signal.SIGKILL else -signal.SIGKILL)


def open_one(url, key="first"):
    with stripe_client(url) as client:
        return client.v1.checkout.sessions.create(params=order(), options={"idempotency_key": key})


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_process_ends_cleanly(ending):
    with process(ending=ending) as url:
        assert fetch(f"{url}/_sandbox/state")[0] == 200


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_state_outlives_the_process_however_it_ends(tmp_path, ending):
    state = tmp_path / "stripe.sqlite3"
    with process("--state", state, ending=ending) as url:
        session = open_one(url)
        fetch(f"{session.url}/pay", data=b"")

    if ending == signal.SIGTERM:
        assert list(tmp_path.iterdir()) == [state]
    with process("--state", state) as url, stripe_client(url) as client:
        found = client.v1.checkout.sessions.retrieve(session.id, params={"expand": ["payment_intent.latest_charge"]})
        replayed = open_one(url)

    assert (found.status, found.payment_intent.latest_charge.amount) == ("complete", 4500)
    assert replayed.id == session.id
    assert replayed.last_response.headers["Idempotent-Replayed"] == "true"


def test_port_in_use_ends_with_a_sentence(sandbox):
    port = sandbox.url.rpartition(":")[2]

    ended = subprocess.run(
        [sys.executable, "-m", "tests.stripe_sandbox", "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr == f"The Stripe sandbox cannot listen on port {port}: Address already in use\n"


def test_webhooks_go_out_from_the_process(receiver):
    with process("--webhook-url", receiver.url, "--webhook-secret", "whsec_cli") as url:
        fetch(f"{open_one(url).url}/pay", data=b"")
        receiver.wait_for(3)

    first = receiver.received[0]
    assert stripe.Webhook.construct_event(first.body, first.signature, "whsec_cli").object == "event"


def test_clock_and_delivery_mode_outlive_a_restart(tmp_path):
    state = tmp_path / "stripe.sqlite3"
    with running_sandbox(state=state) as sandbox:
        moved = sandbox.shift_clock(7200)
        sandbox.set_delivery("late")

    with running_sandbox(state=state) as sandbox:
        assert sandbox.state()["now"] >= moved
        assert sandbox.state()["delivery"] == "late"


def test_undelivered_webhook_is_sent_after_a_restart(tmp_path, receiver):
    state = tmp_path / "stripe.sqlite3"
    with running_sandbox("http://127.0.0.1:9/", "whsec_test", state=state) as sandbox:
        sandbox.expire(open_one(sandbox.url).id)

    with running_sandbox(receiver.url, "whsec_test", state=state):
        receiver.wait_for(1)

    assert receiver.types() == ["checkout.session.expired"]


def test_webhook_cut_off_in_the_middle_is_sent_again(tmp_path, receiver):
    state = tmp_path / "stripe.sqlite3"
    receiver.delay = 1.5
    with running_sandbox(receiver.url, "whsec_test", state=state) as sandbox:
        sandbox.expire(open_one(sandbox.url).id)
        while sandbox.deliveries()[0]["state"] != "sending":
            pass

    receiver.delay = 0
    with running_sandbox(receiver.url, "whsec_test", state=state):
        receiver.wait_for(2)

    assert len(set(receiver.ids())) == 1


def test_held_webhooks_stay_held_over_a_restart(tmp_path, receiver):
    state = tmp_path / "stripe.sqlite3"
    with running_sandbox(receiver.url, "whsec_test", state=state) as sandbox:
        sandbox.set_delivery("late")
        sandbox.expire(open_one(sandbox.url).id)

    with running_sandbox(receiver.url, "whsec_test", state=state) as sandbox:
        assert sandbox.settle()
        assert receiver.received == []
        assert sandbox.release() == 1
        receiver.wait_for(1)


def test_memory_forgets():
    with running_sandbox() as sandbox:
        open_one(sandbox.url)

    with running_sandbox() as sandbox:
        assert sandbox.state()["counts"]["checkout.session"] == 0


def test_two_sandboxes_know_nothing_of_each_other():
    with running_sandbox() as one, running_sandbox() as other:
        open_one(one.url)

        assert other.state()["counts"]["checkout.session"] == 0
