"""Fixtures for every test."""

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def _plain_broker(settings):
    """Tasks go to a queue in memory that nobody works off, unless a test starts a worker."""
    from config.celery import app

    app.conf.broker_url = "memory://"
    app.conf.broker_transport_options = {}
    app.conf.task_always_eager = False


@pytest.fixture
def mail_folder():
    """Where sent messages land as files."""
    from pathlib import Path

    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.eml"):
        old.unlink()
    return folder
