"""Fixtures for what is offered."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _no_kept_pages():
    """Pages that a test before left in this process are none of the next one's business."""
    caches["pages"].clear()
