"""Stripe for the tests of this app: the real library, over HTTP, against the sandbox."""

import pytest

from tests.stripe_sandbox import running_sandbox


@pytest.fixture(scope="session")
def sandbox_server():
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def stripe(sandbox_server, settings):
    """The sandbox, with nothing wrong and nothing delivered by itself; the application points at it."""
    sandbox_server.clear_faults()
    settings.STRIPE_SECRET_KEY = sandbox_server.api_key
    settings.STRIPE_API_BASE = sandbox_server.url
    settings.STRIPE_WEBHOOK_SECRET = sandbox_server.secret
    return sandbox_server
