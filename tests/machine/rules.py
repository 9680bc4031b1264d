"""What all rules of the machine share: picking a row, and calling a service that may refuse."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition

from tests.machine.books import Books
from tests.stripe_sandbox.query import Query
from workshops.foundation.errors import DomainError
from workshops.models import TicketType

# Which of the rows that fit a rule takes: 0 is the newest.
PICK = st.sampled_from(range(24))
# How far someone gets who sets out to pay.
GOING = st.sampled_from(["comes back", "comes back", "pays", "opens", "leaves"])
BY = "user:1"


class Rules(RuleBasedStateMachine):
    """`books` is how everything stood after the last step."""

    books: Books

    def attempt(self, call, **arguments):
        """What the service returned, or its refusal; one that refuses has changed nothing."""
        try:
            return call(**arguments)
        except DomainError as error:
            refusal = error
        assert Books().rows() == self.books.rows(), f"it refused ({refusal!r}), and changed something"
        return refusal

    def walk_on(self, booking_id, going):
        """Whoever booked goes on to pay, as far as `going` says."""
        raise NotImplementedError

    def ticket(self, row):
        """A ticket type anew, as a page would read it."""
        return TicketType.objects.select_related("session__workshop", "vat_rate").get(pk=row.id)

    def found_at_stripe(self, kind, **where):
        """The ids of all objects of a kind at the sandbox, the oldest first."""
        return [found["id"] for found in self.stripe.world.store.select(Query(kind, where=where, oldest_first=True))]


def there_is(find):
    """A rule that needs a row: `find` tells which ones fit, from the books."""
    return precondition(lambda machine: bool(find(machine.books)))


def pick(rows, number):
    return rows[-1 - number % len(rows)]
