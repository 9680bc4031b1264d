"""The control: with any of these guards broken the machine finds it, so its test can fail. Run by hand, for it takes a while:

bin/test tests/machine/broken_guards.py
"""

import pytest
from django.db import DatabaseError
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from attendees.services import (
    balances,
    confirming,
    documents,
    moving,
    offering,
    offers,
    outside,
    payments,
    places,
    releasing,
    seating,
    waiting_entries,
)
from tests.machine.machine import Machine
from tests.machine.test_machine import COMMON
from workshops.foundation.errors import DomainError

pytestmark = pytest.mark.django_db

ENOUGH = settings(max_examples=400, stateful_step_count=40, phases=[Phase.generate], derandomize=True, **COMMON)


def nothing(*_args, **_options):
    """Does nothing, and answers as if there were nothing to do."""
    return 0


def twice(act):
    return lambda *args, **options: (act(*args, **options), act(*args, **options))[1]


class WithoutRelease:
    """Seats are taken for the new place, and the old one is kept."""

    take, release = staticmethod(seating.take), staticmethod(nothing)


# What is broken, where, and how.
BROKEN = {
    "seats that come free stay taken": (seating, "free_seats", nothing),
    "a quota that comes free stays taken": (seating, "free_quota", nothing),
    "uses of a code that come free stay used": (seating, "free_discount", nothing),
    "seats that are taken again are not counted": (seating, "retake", nothing),
    "seats on offer are not counted": (offering.seating, "take", nothing),
    "those who leave the list are still counted": (waiting_entries, "count_waiting", nothing),
    "what is too much stays here": (payments, "give_back_excess", nothing),
    "cancelling gives nothing back": (places, "give_back_excess", nothing),
    "money goes back twice": (balances, "ask_refund", twice(balances.ask_refund)),
    "refunds of the dashboard are not waived": (outside, "rebalance", nothing),
    "the old place stays after a move": (moving, "seating", WithoutRelease),
    "a move that was paid is not completed": (payments, "complete_move", nothing),
    "unpaid tries can still be paid": (releasing, "drop_payments", nothing),
    "a number is skipped": (documents, "take_number", twice(documents.take_number)),
    "nothing is credited": (places, "credit_places", nothing),
    "a booking is totalled once": (places, "retotal", nothing),
    "an offer that was taken is taken again": (offers, "open_settlement", twice(offers.open_settlement)),
    "nobody is told of a confirmation": (confirming.messages, "queue_confirmation", nothing),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_guard_is_found(what, stripe, monkeypatch):
    monkeypatch.setattr(*BROKEN[what])

    with pytest.raises((AssertionError, DatabaseError, DomainError)):
        run_state_machine_as_test(lambda: Machine(stripe), settings=ENOUGH)
