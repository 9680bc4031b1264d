"""What bin/serve makes of the environment."""

import socket
from contextlib import closing

import pytest

from config.serving.plan import SANDBOX_PORT, CannotServe, free_port, is_free, make_plan
from config.serving.programs import programs


@pytest.fixture
def given(tmp_path):
    """An environment that asks for nothing but free ports."""
    return {"LECTERN_DATA_DIR": str(tmp_path), "PORT": str(free_port()), "SANDBOX_PORT": str(free_port())}


@pytest.fixture
def taken_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def names(plan):
    return [program.name for program in programs(plan)]


def test_local_plan_runs_the_sandbox_and_tells_everybody(given, tmp_path):
    plan = make_plan(given)

    assert names(plan) == ["web", "worker", "beat", "sandbox"]
    assert plan.environ["DJANGO_SETTINGS_MODULE"] == "config.settings.local"
    assert plan.environ["STRIPE_SECRET_KEY"] == "sk_test_sandbox"
    assert plan.environ["STRIPE_API_BASE"] == f"http://127.0.0.1:{given['SANDBOX_PORT']}"
    assert plan.environ["STRIPE_WEBHOOK_SECRET"] == "whsec_" + (tmp_path / "stripe-webhook-secret").read_text()


def test_own_stripe_key_needs_no_sandbox(given):
    plan = make_plan(given | {"STRIPE_SECRET_KEY": "sk_test_mine"})

    assert names(plan) == ["web", "worker", "beat"]
    assert plan.environ["STRIPE_SECRET_KEY"] == "sk_test_mine"
    assert "STRIPE_API_BASE" not in plan.environ


def test_production_never_runs_the_sandbox(given):
    plan = make_plan(given | {"DJANGO_SETTINGS_MODULE": "config.settings.production"})

    assert names(plan) == ["web", "worker", "beat"]
    assert not plan.is_local
    assert "STRIPE_SECRET_KEY" not in plan.environ


def test_taken_port_is_one_sentence(given, taken_port):
    with pytest.raises(CannotServe) as refusal:
        make_plan(given | {"PORT": str(taken_port)})

    assert str(refusal.value) == (
        f"Port {taken_port} on 127.0.0.1 is taken or not allowed: stop what listens there, or set PORT to another number."
    )


def test_taken_sandbox_port_is_one_sentence(given, taken_port):
    with pytest.raises(CannotServe, match="or set SANDBOX_PORT to another number"):
        make_plan(given | {"SANDBOX_PORT": str(taken_port)})


def test_unasked_sandbox_port_gives_way(given, monkeypatch):
    monkeypatch.setattr("config.serving.plan.is_free", lambda _host, port: port != SANDBOX_PORT)

    plan = make_plan(given | {"SANDBOX_PORT": ""})

    assert plan.sandbox_port not in (None, SANDBOX_PORT)


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1", "80.5", "٨٠"])
def test_port_that_is_no_port_is_refused(given, text):
    with pytest.raises(CannotServe) as refusal:
        make_plan(given | {"PORT": text})

    assert str(refusal.value) == f"PORT is {text!r}: set it to a number between 1 and 65535."


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.1"),  # noqa: S104
        ("::", "[::1]"),
        ("::1", "[::1]"),
        ("localhost", "localhost"),
    ],
)
def test_site_is_reached_from_this_machine(given, monkeypatch, host, address):
    monkeypatch.setattr("config.serving.plan.is_free", lambda *_: True)

    assert make_plan(given | {"HOST": host}).site_url == f"http://{address}:{given['PORT']}"


def test_port_in_use_is_not_free(taken_port):
    assert not is_free("127.0.0.1", taken_port)


def test_port_given_back_is_free(taken_port):
    assert is_free("127.0.0.1", free_port())
