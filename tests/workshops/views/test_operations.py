"""Pages for those who run the site."""

import pytest
from django.core.cache import caches

from workshops import readiness


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz/")

    assert (response.status_code, response.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_readyz_is_ready_when_everything_answers(client):
    caches["pages"].set("worker-seen", value=True, timeout=60)

    response = client.get("/readyz/")

    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_readyz_names_what_fails(client, monkeypatch):
    monkeypatch.setattr(readiness, "WORKER_PATIENCE_SECONDS", 0.05)

    response = client.get("/readyz/")

    assert (response.status_code, response.json()) == (503, {"status": "not ready", "failing": ["worker"]})


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz/", "/readyz/"])
def test_nobody_keeps_the_answer(client, path):
    caches["pages"].set("worker-seen", value=True, timeout=60)

    assert "no-store" in client.get(path)["Cache-Control"]
