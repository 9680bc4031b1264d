"""Money that moves at Stripe and comes back leaves what is outstanding on an invoice as it was."""

from datetime import UTC, datetime

import pytest

from attendees.payments.answers import DisputeAnswer
from attendees.services.balances import balance_of
from attendees.services.disputes import take_over_dispute
from attendees.services.invoicing import pay_by_card
from attendees.services.moving import move_place
from attendees.services.payments import record_payment
from tests.factories_money import invoice, other_date, ticket_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking():
    """On invoice, £120, of which £95 came by card: paid for before its place moved to a dearer date."""
    booking = invoice()
    payment = pay_by_card(booking_id=booking.pk)
    ticket = ticket_of(other_date(booking.session, price_pence=12000))
    move_place(place_id=booking.places.get().pk, ticket=ticket, by="booker")
    record_payment(payment_id=payment.pk, intent_id="pi_1", by="stripe")
    return booking


def decide(booking, outcome):
    """What the booking stands at once a dispute over £95 is decided: state, waived and outstanding pence."""
    take_over_dispute(
        DisputeAnswer(
            dispute_id="du_1",
            intent_id="pi_1",
            outcome=outcome,
            amount_pence=9500,
            reason="fraudulent",
            opened_at=datetime(2026, 11, 2, tzinfo=UTC),
        )
    )
    booking.refresh_from_db()
    return booking.state, booking.waived_pence, balance_of(booking).outstanding


def test_lost_dispute_is_waived_and_the_rest_stays_outstanding(booking):
    assert decide(booking, "lost") == ("held", 9500, 2500)


def test_dispute_won_after_all_leaves_what_was_outstanding_before(booking):
    decide(booking, "lost")

    assert decide(booking, "won") == ("held", 0, 2500)
