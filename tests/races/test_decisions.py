"""Organisers, sweeps, banks and bookers who decide on one booking at the same moment: one of them is first, all is well.

A deadlock would come out as an OperationalError among the outcomes.
"""

from functools import partial

import pytest

from attendees.enums import BookingState
from attendees.models import Payment
from attendees.services.approving import approve_booking, decline_booking
from attendees.services.invoicing import pay_by_card, record_transfer, release_unpaid, trust_booking
from attendees.services.payments import record_payment
from attendees.services.places import cancel_places
from attendees.services.releasing import cancel_booking
from tests.factories import make_session
from tests.factories_money import BILLING, book, invoice
from tests.machine.books import Books
from tests.machine.checks import complaints
from tests.races.together import FEW, kinds, later, run_together
from workshops.models import TicketType

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def request(**terms):
    """A booking of two places at £95 that waits for an organiser."""
    session = make_session(price_pence=9500)
    TicketType.objects.filter(session=session).update(needs_approval=True)
    return book(session, quantity=2, **terms)


def approving(booking):
    return partial(approve_booking, booking_id=booking.pk, by="user:1")


def declining(booking):
    return partial(decline_booking, booking_id=booking.pk, by="user:2", reason="For practitioners only.")


def cancelling(booking):
    return partial(cancel_booking, booking_id=booking.pk, by="booker")


def transfer(booking, pence):
    return partial(record_transfer, booking_id=booking.pk, amount_pence=pence, reference="BACS 17", by="user:1")


def releasing(booking):
    return partial(release_unpaid, booking_id=booking.pk, by="sweep")


def paying(payment):
    return partial(record_payment, payment_id=payment.pk, intent_id=f"pi_{payment.pk}", by="stripe")


def end(booking):
    """Its state, and how many places are live."""
    booking.refresh_from_db()
    return booking.state, booking.places.live().count()


@pytest.mark.parametrize("terms", [{}, {"billing": BILLING}])
def test_approval_meets_cancellation(terms):
    for run in range(FEW):
        booking = request(**terms)

        outcomes = run_together(approving(booking), later(cancelling(booking), run))

        assert set(kinds(outcomes)) <= {"Booking", "MoveRefusedError"}
        assert end(booking) == (BookingState.CANCELLED, 0)
    assert complaints(Books()) == []


def test_one_organiser_approves_and_another_declines():
    for run in range(FEW):
        booking = request()

        outcomes = run_together(approving(booking), later(declining(booking), run), approving(booking))

        assert kinds(outcomes) == {"Booking": 1, "MoveRefusedError": 2}
        assert end(booking) in {(BookingState.HELD, 2), (BookingState.DECLINED, 0)}
    assert complaints(Books()) == []


def test_transfer_meets_the_release_of_unpaid_places():
    for run in range(FEW):
        booking = invoice()

        arrived, released = run_together(transfer(booking, 9500), later(releasing(booking), run))

        fine = {("Payment", (BookingState.CONFIRMED, 1)), ("InvoiceRefusedError", (BookingState.EXPIRED, 0))}
        assert (type(arrived).__name__, end(booking)) in fine
        assert not isinstance(released, Exception), released
    assert complaints(Books()) == []


def test_transfer_in_part_meets_release_and_trust():
    for run in range(FEW):
        booking = invoice()
        trust = partial(trust_booking, booking_id=booking.pk, by="user:1", reason="They always pay.")

        outcomes = run_together(transfer(booking, 5000), later(releasing(booking), run), later(trust, run // 2))

        assert set(kinds(outcomes)) <= {"Payment", "Booking", "InvoiceRefusedError"}
        assert end(booking) in {(BookingState.CONFIRMED, 1), (BookingState.EXPIRED, 0)}
    assert complaints(Books()) == []


def test_one_transfer_that_two_organisers_record_counts_once():
    bookings = [invoice() for _ in range(FEW)]

    outcomes = [kinds(run_together(*[transfer(booking, 9500)] * 2)) for booking in bookings]

    assert outcomes == [{"Payment": 1, "InvoiceRefusedError": 1}] * FEW
    assert (Payment.objects.count(), complaints(Books())) == (FEW, [])


def test_invoice_is_paid_by_bank_and_by_card_at_once():
    """Whichever comes second goes back, or is refused; and so is a place that is given back meanwhile."""
    for run in range(FEW):
        booking = invoice(quantity=2)
        payment = pay_by_card(booking_id=booking.pk)
        place = booking.places.first()
        give_back = partial(cancel_places, booking_id=booking.pk, place_ids=[place.pk], by="booker")

        outcomes = run_together(paying(payment), later(transfer(booking, 9500), run), later(give_back, run // 2))

        assert set(kinds(outcomes)) <= {"NoneType", "Payment", "InvoiceRefusedError", "Cancelled"}
        assert end(booking) == (BookingState.CONFIRMED, 1)
    assert complaints(Books()) == []


def test_one_of_two_places_is_given_back_while_both_are_paid():
    for run in range(FEW):
        booking = book(make_session(price_pence=9500), quantity=2)
        place = booking.places.first()
        give_back = partial(cancel_places, booking_id=booking.pk, place_ids=[place.pk], by="booker")

        outcomes = run_together(paying(booking.payments.get()), later(give_back, run))

        assert kinds(outcomes) == {"NoneType": 1, "Cancelled": 1}
        assert end(booking) == (BookingState.CONFIRMED, 1)
    assert complaints(Books()) == []
