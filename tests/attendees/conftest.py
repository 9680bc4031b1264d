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
    return _pointed_at(sandbox_server, settings)


@pytest.fixture
def fresh_stripe(settings):
    """A sandbox in which nothing has happened yet, for tests that look at all there is."""
    with running_sandbox() as sandbox:
        yield _pointed_at(sandbox, settings)


def _pointed_at(sandbox, settings):
    settings.STRIPE_SECRET_KEY = sandbox.api_key
    settings.STRIPE_API_BASE = sandbox.url
    settings.STRIPE_WEBHOOK_SECRET = sandbox.secret
    return sandbox
