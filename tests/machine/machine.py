"""Bookings and money as one machine: any of its rules at any time, and after each the books are looked over.

Each example runs in a savepoint of the test's transaction and is rolled back at its end, so it begins with an empty
database. What services queue for after the commit is let go: each such task begins from a row, and the rules and sweeps
take the rows up at any later step, or never. Stripe is the sandbox over HTTP, emptied for each example.
"""

import logging
import sys

from django.db import connection, transaction
from hypothesis.stateful import invariant

from tests.machine.books import Books
from tests.machine.checks import complaints
from tests.machine.checks_money import wrong_beliefs
from tests.machine.checks_stripe import disagreements
from tests.machine.rules_booking import BookingRules
from tests.machine.rules_money import CardRules, InvoiceRules, RefundRules
from tests.machine.rules_time import TimeRules
from tests.machine.rules_waiting import WaitingRules
from tests.machine.scene import forget_everything


class Machine(CardRules, BookingRules, RefundRules, InvoiceRules, WaitingRules, TimeRules):
    """`stripe` is the sandbox, to which the application points."""

    def __init__(self, stripe):
        super().__init__()
        self.stripe = stripe
        forget_everything(stripe)
        self.log = Grumbles()
        logging.getLogger("attendees").addHandler(self.log)
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    @invariant()
    def books_balance(self):
        connection.run_on_commit.clear()
        self.books = Books()
        must_be_empty([*complaints(self.books), *self.log.heard])

    def now_standing(self):
        """All states, to see whether anything moves."""
        rows = Books().rows()
        return [(name, row["id"], row.get("state"), row.get("total_pence")) for name in rows for row in rows[name]]

    def teardown(self):
        try:
            if sys.exc_info()[0] is None:
                self.come_to_rest()
                self.books_balance()
                must_be_empty([*disagreements(self.books, self.stripe), *wrong_beliefs(self.books)])
                connection.check_constraints()
        finally:
            logging.getLogger("attendees").removeHandler(self.log)
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)


def must_be_empty(found):
    assert not found, "\n".join(found)


class Grumbles(logging.Handler):
    """Errors in the log, and what a sweep left for the next: with a Stripe that is well, there are none."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def emit(self, record):
        if record.levelno >= logging.ERROR or record.getMessage().startswith("Left for the next sweep"):
            self.heard.append(logging.Formatter().format(record))
