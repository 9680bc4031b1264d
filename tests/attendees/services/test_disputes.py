"""Disputes: what a payer's bank asks for and decides."""

from datetime import UTC, datetime

import pytest

from attendees.enums import BookingState, DiscrepancyKind, DisputeState, EventState
from attendees.errors import PaymentUnavailableError
from attendees.models import Discrepancy, Dispute, Payment
from attendees.payments import reading
from attendees.services.disputes import refresh_dispute
from attendees.services.refunding import carry_out_refund
from attendees.services.releasing import cancel_booking
from tests.factories_payments import deliver, make_checkout, make_paid, refunds_of, sums
from tests.sandbox.conftest import new_session
from workshops.models import StateChange

pytestmark = pytest.mark.django_db

EVENTS = [f"charge.dispute.{kind}" for kind in ("created", "updated", "closed", "funds_withdrawn", "funds_reinstated")]
OPEN, LOST = (9500, 9500, 0, 0), (0, 9500, 9500, 9500)


@pytest.fixture
def paid(stripe):
    """A confirmed booking of one place at £95."""
    return make_paid(stripe)


def told(found):
    """One event about a dispute, whichever; the row it left."""
    deliver("charge.dispute.updated", found["id"])
    return Dispute.objects.get()


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_about_a_dispute_writes_it_down_once(stripe, paid, kind):
    made = stripe.dispute(paid.intent, reason="product_not_received")

    deliver(kind, made["id"])
    deliver(kind, made["id"])

    row = Dispute.objects.get()
    assert (row.stripe_id, row.payment, row.state) == (made["id"], paid.payment, DisputeState.OPEN)
    assert (row.amount_pence, row.reason, row.closed_at) == (9500, "product_not_received", None)
    assert row.answer_by == datetime.fromtimestamp(made["evidence_details"]["due_by"], tz=UTC)


def test_open_dispute_gives_nothing_back(stripe, paid):
    told(stripe.dispute(paid.intent))

    assert (sums(paid), Discrepancy.objects.count()) == (OPEN, 0)


def test_lost_dispute_is_money_given_back_and_a_person_decides(stripe, paid):
    made = stripe.dispute(paid.intent)
    told(made)
    stripe.close_dispute(made["id"], outcome="lost")

    row = told(made)

    assert (row.state, row.closed_at is None, sums(paid)) == (DisputeState.LOST, False, LOST)
    assert paid.state == BookingState.CONFIRMED
    found = Discrepancy.objects.get()
    assert (found.kind, found.subject, found.payment) == (DiscrepancyKind.OTHER, made["id"], paid.payment)
    assert found.detail == (
        f"The payer’s bank took £95.00 of booking {paid}; its places are still confirmed. "
        "Cancel them without a refund, or leave them."
    )
    assert StateChange.objects.get(subject="attendees.dispute").by == "stripe"


def test_lost_dispute_first_heard_of_when_it_was_lost_leaves_the_same(stripe, paid):
    made = stripe.dispute(paid.intent)
    stripe.close_dispute(made["id"], outcome="lost")

    row = told(made)

    assert (row.state, sums(paid), Discrepancy.objects.count()) == (DisputeState.LOST, LOST, 1)


def test_won_dispute_changes_nothing(stripe, paid):
    made = stripe.dispute(paid.intent)
    stripe.close_dispute(made["id"], outcome="won")

    row = told(made)

    assert (row.state, sums(paid), Discrepancy.objects.count()) == (DisputeState.WON, OPEN, 0)


def test_dispute_won_after_all_takes_the_waiver_back(stripe, paid):
    made = stripe.dispute(paid.intent)
    stripe.close_dispute(made["id"], outcome="lost")
    told(made)
    stripe.close_dispute(made["id"], outcome="won")

    row = told(made)

    assert (row.state, sums(paid)) == (DisputeState.WON, OPEN)
    assert Discrepancy.objects.get().detail.endswith("and gave it to you after all. There is nothing else to do.")


def test_dispute_lost_after_all_waives(stripe, paid):
    made = stripe.dispute(paid.intent)
    for outcome in ("won", "lost", "won", "lost"):
        stripe.close_dispute(made["id"], outcome=outcome)
        told(made)

    assert sums(paid) == LOST


def test_dispute_of_a_part_waives_that_part(stripe, paid):
    made = stripe.dispute(paid.intent, amount=2500)
    stripe.close_dispute(made["id"], outcome="lost")

    told(made)

    assert sums(paid) == (7000, 9500, 2500, 2500)


def test_cancelling_after_a_lost_dispute_gives_nothing_back_twice(stripe, paid):
    made = stripe.dispute(paid.intent)
    stripe.close_dispute(made["id"], outcome="lost")
    told(made)

    cancel_booking(booking_id=paid.pk, by="booker")

    assert (refunds_of(paid), sums(paid)) == ([], LOST)


def test_dispute_won_after_the_place_was_cancelled_is_owed_to_the_booker(stripe, paid):
    made = stripe.dispute(paid.intent)
    stripe.close_dispute(made["id"], outcome="lost")
    told(made)
    cancel_booking(booking_id=paid.pk, by="booker")
    stripe.close_dispute(made["id"], outcome="won")

    told(made)

    assert (refunds_of(paid), sums(paid)) == ([(9500, "pending", False)], (0, 9500, 9500, 0))


def test_bank_that_takes_what_we_could_not_send_gives_it_once(stripe, paid):
    """Stripe refuses to refund a disputed charge; then the dispute is lost."""
    made = stripe.dispute(paid.intent)
    cancel_booking(booking_id=paid.pk, by="booker")
    carry_out_refund(refund_id=paid.payment.refunds.get().pk)
    stripe.close_dispute(made["id"], outcome="lost")

    told(made)

    assert (refunds_of(paid), sums(paid)) == ([(9500, "failed", False)], (0, 9500, 9500, 0))


def test_lost_dispute_of_two_places_of_which_one_was_given_back(stripe):
    paid = make_paid(stripe, places=2)
    made = stripe.dispute(paid.intent, amount=19000)
    stripe.close_dispute(made["id"], outcome="lost")

    told(made)

    assert sums(paid) == (0, 19000, 19000, 19000)


@pytest.mark.parametrize(("outcome", "state"), [(None, DisputeState.OPEN), ("won", DisputeState.WON)])
def test_inquiry_of_a_bank_moves_no_money(stripe, paid, outcome, state):
    made = stripe.dispute(paid.intent, is_inquiry=True)
    if outcome:
        stripe.close_dispute(made["id"], outcome=outcome)

    assert (told(made).state, sums(paid)) == (state, OPEN)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("warning_needs_response", "open"),
        ("warning_under_review", "open"),
        ("warning_closed", "won"),
        ("needs_response", "open"),
        ("under_review", "open"),
        ("won", "won"),
        ("prevented", "won"),
        ("lost", "lost"),
        ("appeal_needs_response", "lost"),
        ("appeal_under_review", "lost"),
        ("never_heard_of", "open"),
    ],
)
def test_each_status_has_an_outcome(status, outcome):
    found = {"id": "du_1", "payment_intent": "pi_1", "status": status, "amount": 1, "reason": None, "created": 1}

    assert reading.dispute(found).outcome == outcome


def test_appeal_does_not_open_a_lost_dispute_again(stripe, paid):
    made = stripe.dispute(paid.intent)
    stripe.close_dispute(made["id"], outcome="lost")
    told(made)
    found = stripe._call().fetch("dispute", made["id"])
    stripe.world.store.save({**found, "status": "appeal_under_review"})

    assert (told(made).state, sums(paid)) == (DisputeState.LOST, LOST)


def test_decision_is_never_taken_back_to_open(stripe, paid):
    """A bank that asks once more about an inquiry it had closed: the row waits for the decision."""
    made = stripe.dispute(paid.intent, is_inquiry=True)
    stripe.close_dispute(made["id"], outcome="won")
    told(made)
    found = stripe._call().fetch("dispute", made["id"])
    stripe.world.store.save({**found, "status": "needs_response", "reason": "general"})

    row = told(made)

    assert (row.state, row.reason, sums(paid)) == (DisputeState.WON, "general", OPEN)


def test_answered_dispute_stays_open(stripe, paid):
    made = stripe.dispute(paid.intent)
    told(made)
    stripe.answer_dispute(made["id"])

    assert told(made).state == DisputeState.OPEN


def test_dispute_of_somebody_elses_charge_is_passed_over(stripe, paid):
    other = stripe.pay(new_session(stripe)["id"])["payment_intent"]

    event = deliver("charge.dispute.created", stripe.dispute(other)["id"])

    assert (event.state, Dispute.objects.count(), sums(paid)) == (EventState.DONE, 0, OPEN)


def test_dispute_that_stripe_does_not_know_changes_nothing(stripe, paid):
    event = deliver("charge.dispute.closed", "du_unknown")

    assert (event.state, Dispute.objects.count()) == (EventState.DONE, 0)


def test_dispute_of_a_payment_we_missed_records_it_first(stripe):
    booking = make_checkout()
    intent = stripe.pay(booking.payment.checkout_id)["payment_intent"]
    Payment.objects.update(checkout_id=None, state="pending")

    told(stripe.dispute(intent))

    assert (sums(booking), booking.state) == (OPEN, BookingState.CONFIRMED)


def test_silent_stripe_leaves_the_dispute_for_later(stripe, paid, settings):
    made = stripe.dispute(paid.intent)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(PaymentUnavailableError):
        refresh_dispute(stripe_id=made["id"])

    assert Dispute.objects.count() == 0
