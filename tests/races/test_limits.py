"""The last place of a quota and the last use of a code, wanted by several people at once, also on different dates."""

from functools import partial

import pytest

from attendees.services import seating
from attendees.services.releasing import cancel_booking
from tests.factories import make_session
from tests.factories_money import book, make_discount, other_date, ticket_of
from tests.machine.books import Books
from tests.machine.checks import complaints
from tests.races.together import RUNS, kinds, run_together
from workshops.models import DiscountCode, TicketType

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def crowd(*tickets, size=6, **terms):
    """That many people for each ticket, each with an address of their own."""
    people = [(ticket, f"person{number}@example.org") for number in range(size) for ticket in tickets]
    return [partial(book, ticket=ticket, email=email, **terms) for ticket, email in people]


def two_dates():
    session = make_session(price_pence=9500)
    return ticket_of(session), ticket_of(other_date(session))


def use_naively(*, discount_id, quantity):
    """Read, compare, write: what the conditional UPDATE is there to prevent."""
    discount = DiscountCode.objects.get(pk=discount_id)
    if discount.max_uses is not None and discount.uses + quantity > discount.max_uses:
        return False
    discount.uses += quantity
    discount.save(update_fields=["uses"])
    return True


def test_last_place_of_a_quota_goes_to_one():
    tickets = [ticket_of(make_session(price_pence=9500)) for _ in range(RUNS)]
    TicketType.objects.update(quota=1)

    outcomes = [kinds(run_together(*crowd(ticket))) for ticket in tickets]

    assert outcomes == [{"Booking": 1, "SoldOutError": 5}] * RUNS
    assert complaints(Books()) == []


def test_last_use_of_a_code_goes_to_one_of_those_on_two_dates():
    pairs = [(two_dates(), make_discount(f"CODE{run}", max_uses=1).code) for run in range(RUNS)]

    outcomes = [kinds(run_together(*crowd(*tickets, size=3, discount_code=code))) for tickets, code in pairs]

    assert outcomes == [{"Booking": 1, "DiscountRefusedError": 5}] * RUNS
    assert set(DiscountCode.objects.values_list("uses", flat=True)) == {1}
    assert complaints(Books()) == []


def test_code_is_used_too_often_when_uses_are_read_and_then_written(monkeypatch):
    """The control: these crowds are fast enough to find the gap, so the test above can fail."""
    monkeypatch.setattr(seating, "use_discount", use_naively)
    codes = [make_discount(f"CODE{run}", max_uses=1) for run in range(RUNS)]

    for code in codes:
        run_together(*crowd(*two_dates(), size=3, discount_code=code.code))

    assert max(code.places.live().count() for code in codes) > 1


def test_uses_and_quota_that_come_back_are_there_for_the_next():
    """Some book with the last use while others give theirs back: whoever is refused, no use is lost."""
    code = make_discount(max_uses=3)
    tickets = two_dates()
    for run in range(RUNS):
        held = [book(ticket=ticket, email=f"held{run}@example.org", discount_code=code.code) for ticket in tickets]

        run_together(
            *crowd(*tickets, size=2, discount_code=code.code),
            *[partial(cancel_booking, booking_id=booking.pk, by="booker") for booking in held],
        )
        for place in code.places.live():
            cancel_booking(booking_id=place.booking_id, by="booker")

    code.refresh_from_db()
    assert (code.uses, complaints(Books())) == (0, [])
