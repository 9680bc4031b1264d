"""The whole sample, loaded once for a module of tests and rolled back after it."""

import pytest
from django.db import transaction
from django.utils import timezone


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """What loading reported; each test of the module sees the rows, and its own changes are undone after it."""
    from certificates.sample.loading import load_all

    with django_db_blocker.unblock(), transaction.atomic():
        yield load_all(today=timezone.localdate())
        transaction.set_rollback(True)
