"""Readiness names what does not answer, and only that."""

import pytest
from django.core.cache import caches
from django.db import connection

from workshops import readiness
from workshops.readiness import failing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _worker_seen():
    """As if a worker had answered a moment ago; none runs here."""
    caches["pages"].set("worker-seen", value=True, timeout=60)


def test_nothing_fails_when_everything_answers():
    assert failing() == []


def test_a_worker_that_is_silent_is_named(monkeypatch):
    caches["pages"].clear()
    monkeypatch.setattr(readiness, "WORKER_PATIENCE_SECONDS", 0.05)

    assert failing() == ["worker"]


def test_a_database_that_fails_is_named(monkeypatch):
    def broken():
        raise ConnectionError

    monkeypatch.setattr(connection, "cursor", broken)

    assert failing() == ["database"]


def test_a_cache_that_forgets_is_named(settings):
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert failing() == ["cache"]


def test_a_folder_that_cannot_be_written_is_named(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(readiness.os, "access", lambda path, mode: False)

    assert failing() == ["storage"]


def test_a_folder_that_is_not_there_yet_is_fine_when_it_can_be_made(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "deep" / "media"

    assert failing() == []


def test_a_broker_that_is_down_is_named(monkeypatch):
    def refuse():
        raise ConnectionRefusedError

    monkeypatch.setattr(readiness.current_app, "connection_for_write", refuse)

    assert failing() == ["broker"]


def test_everything_that_fails_is_named(settings, monkeypatch):
    caches["pages"].clear()
    monkeypatch.setattr(readiness, "WORKER_PATIENCE_SECONDS", 0.05)
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert failing() == ["cache", "worker"]
