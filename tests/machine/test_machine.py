"""Bookings and money under any order of events; see machine.py.

`LECTERN_HYPOTHESIS=long` runs many more examples, and new ones each time; nothing set runs the same few each time.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine

pytestmark = pytest.mark.django_db

COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
PROFILES = {
    "": settings(max_examples=25, stateful_step_count=30, derandomize=True, **COMMON),
    "long": settings(max_examples=600, stateful_step_count=50, print_blob=True, **COMMON),
}


def test_books_balance_whatever_happens(stripe):
    run_state_machine_as_test(lambda: Machine(stripe), settings=PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "")])
