"""Refunds that were made in Stripe's dashboard."""

import pytest

from attendees.enums import BookingState, DiscrepancyKind, EventState, RefundState
from attendees.errors import PaymentUnavailableError
from attendees.models import Discrepancy, Payment, Refund
from attendees.payments import gateway
from attendees.services.outside import refresh_refund, take_over_refunds
from attendees.services.places import cancel_places
from attendees.services.refunding import carry_out_refund, retry_refund, settle_refund_by_hand, write_answer
from attendees.services.releasing import cancel_booking
from attendees.services.sweeping import finish_payment_work
from tests.attendees.services.test_stripe_events import age_everything
from tests.factories_payments import deliver, make_bank_paid, make_checkout, make_paid, refunds_of, sums
from tests.sandbox.conftest import new_session
from workshops.foundation.errors import MoveRefusedError
from workshops.models import StateChange

pytestmark = pytest.mark.django_db

EVENTS = ["refund.created", "refund.updated", "refund.failed", "charge.refund.updated"]


@pytest.fixture
def paid(stripe):
    """A confirmed booking of one place at £95."""
    return make_paid(stripe)


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_about_a_refund_takes_it_over(stripe, paid, kind):
    made = stripe.refund(paid.intent)

    deliver(kind, made["id"])

    refund = Refund.objects.get()
    assert refunds_of(paid) == [(9500, "succeeded", True)]
    assert (refund.stripe_id, refund.reason) == (made["id"], "Refunded in Stripe’s dashboard.")
    assert sums(paid) == (0, 9500, 9500, 9500)


def test_event_about_the_charge_takes_all_its_refunds_over(stripe, paid):
    charge = stripe.refund(paid.intent, amount=1000)["charge"]
    stripe.refund(paid.intent, amount=2000)

    deliver("charge.refunded", charge)

    assert refunds_of(paid) == [(1000, "succeeded", True), (2000, "succeeded", True)]
    assert sums(paid) == (6500, 9500, 3000, 3000)


def test_charge_without_refunds_changes_nothing(stripe, paid):
    charge = stripe._call().fetch("payment_intent", paid.intent)["latest_charge"]

    deliver("charge.refunded", charge)
    deliver("charge.refunded", "ch_unknown")

    assert (refunds_of(paid), sums(paid)) == ([], (9500, 9500, 0, 0))


def test_refund_told_of_many_times_is_one_row_and_one_waiver(stripe, paid):
    made = stripe.refund(paid.intent, amount=4000)

    for kind in EVENTS * 2:
        deliver(kind, made["id"])

    assert (refunds_of(paid), sums(paid)) == ([(4000, "succeeded", True)], (5500, 9500, 4000, 4000))
    assert Discrepancy.objects.count() == 1


def test_place_stays_confirmed_and_a_person_is_asked(stripe, paid):
    made = stripe.refund(paid.intent)

    deliver("refund.created", made["id"])

    found = Discrepancy.objects.get()
    assert (sums(paid), paid.state) == ((0, 9500, 9500, 9500), BookingState.CONFIRMED)
    assert (found.kind, found.subject, found.payment) == (DiscrepancyKind.UNKNOWN_REFUND, made["id"], paid.payment)
    assert found.detail == (
        f"£95.00 was refunded in Stripe’s dashboard for booking {paid}; its places are still confirmed. "
        "Cancel what was meant, without another refund, or leave them."
    )


def test_cancelling_afterwards_gives_nothing_back_twice(stripe, paid):
    deliver("refund.created", stripe.refund(paid.intent)["id"])

    cancel_booking(booking_id=paid.pk, by="user:1")

    assert (refunds_of(paid), sums(paid)) == ([(9500, "succeeded", True)], (0, 9500, 9500, 9500))


def test_cancelling_one_of_two_without_a_refund_uses_what_was_given(stripe):
    paid = make_paid(stripe, places=2)
    deliver("refund.created", stripe.refund(paid.intent, amount=9500)["id"])

    cancel_places(booking_id=paid.pk, place_ids=[paid.places.first().pk], by="user:1", percent=0)

    assert (refunds_of(paid), sums(paid)) == ([(9500, "succeeded", True)], (9500, 19000, 9500, 9500))


def test_goodwill_for_a_cancelled_booking_waives_what_was_kept(stripe, paid):
    cancel_booking(booking_id=paid.pk, by="user:1", refund=False)

    deliver("refund.created", stripe.refund(paid.intent, amount=3000)["id"])

    assert sums(paid) == (6500, 9500, 3000, 3000)
    assert Discrepancy.objects.get().detail.endswith("which has no places any more. There is nothing else to do.")


def test_refund_that_waits_counts_at_once_and_goes_through_later(stripe, paid):
    made = stripe.refund(paid.intent, is_pending=True)
    deliver("refund.created", made["id"])
    before = refunds_of(paid)
    stripe.complete_refund(made["id"])

    deliver("refund.updated", made["id"])

    assert (before, refunds_of(paid)) == ([(9500, "pending", True)], [(9500, "succeeded", True)])
    assert sums(paid) == (0, 9500, 9500, 9500)


def test_refund_that_waits_is_looked_after_by_the_sweep(stripe, paid):
    made = stripe.refund(paid.intent, is_pending=True)
    deliver("refund.created", made["id"])
    stripe.complete_refund(made["id"])
    age_everything()
    Refund.objects.update(created_at=paid.created_at.replace(year=2020))

    finish_payment_work()

    assert refunds_of(paid) == [(9500, "succeeded", True)]


def test_refund_that_comes_back_makes_the_place_paid_again(stripe, paid):
    made = stripe.refund(paid.intent)
    deliver("refund.created", made["id"])
    stripe.fail_refund(made["id"])

    deliver("refund.failed", made["id"])

    assert (refunds_of(paid), sums(paid)) == ([(9500, "failed", True)], (9500, 9500, 0, 0))
    assert Discrepancy.objects.get().detail == (
        f"£95.00 was refunded in Stripe’s dashboard for booking {paid}, but the bank sent it back: it counts as paid again."
    )


def test_refund_first_heard_of_when_it_had_failed_leaves_the_same(stripe, paid):
    made = stripe.refund(paid.intent)
    stripe.fail_refund(made["id"])

    deliver("refund.failed", made["id"])

    assert (refunds_of(paid), sums(paid)) == ([(9500, "failed", True)], (9500, 9500, 0, 0))


def test_refund_that_comes_back_after_cancelling_is_owed(stripe, paid):
    """The policy gave the whole price back, and the dashboard had done so; then the bank refused."""
    made = stripe.refund(paid.intent)
    deliver("refund.created", made["id"])
    cancel_booking(booking_id=paid.pk, by="booker")
    stripe.fail_refund(made["id"])

    deliver("refund.failed", made["id"])

    assert (refunds_of(paid), sums(paid)) == ([(9500, "failed", True), (9500, "pending", False)], (0, 9500, 9500, 0))


def test_refund_made_again_in_the_dashboard_is_another_one(stripe, paid):
    first = stripe.refund(paid.intent)
    deliver("refund.created", first["id"])
    stripe.fail_refund(first["id"])
    second = stripe.refund(paid.intent)

    for kind, made in [("refund.created", second), ("refund.failed", first), ("refund.updated", second)]:
        deliver(kind, made["id"])

    assert (refunds_of(paid), sums(paid)) == (
        [(9500, "failed", True), (9500, "succeeded", True)],
        (0, 9500, 9500, 9500),
    )


def test_old_answer_does_not_undo_a_later_one(stripe, paid):
    """Two workers asked; the one that heard "succeeded" writes after the one that heard "failed"."""
    made = stripe.refund(paid.intent)
    deliver("refund.created", made["id"])
    old = gateway.fetch_refund(made["id"])
    stripe.fail_refund(made["id"])
    deliver("refund.failed", made["id"])

    assert write_answer(Refund.objects.get(), old) is False
    assert refunds_of(paid) == [(9500, "failed", True)]


# What we promised ourselves ---------------------------------------------------


@pytest.fixture
def promised(stripe, paid):
    """A cancelled booking whose whole price is to go back; nothing was sent yet."""
    cancel_booking(booking_id=paid.pk, by="booker")
    return paid


def own():
    return Refund.objects.get(is_outside=False)


def test_own_refund_is_known_by_what_we_told_stripe(stripe, promised):
    """We died between Stripe's answer and our commit, and its event comes first."""
    carry_out_refund(refund_id=own().pk)
    made = own().stripe_id
    Refund.objects.update(stripe_id=None, state=RefundState.PENDING)

    deliver("refund.created", made)

    assert (refunds_of(promised), own().stripe_id) == ([(9500, "succeeded", False)], made)
    assert Discrepancy.objects.count() == 0


def test_pending_promise_is_kept_by_the_dashboard(stripe, promised):
    made = stripe.refund(promised.intent)

    deliver("refund.created", made["id"])
    carry_out_refund(refund_id=own().pk)

    assert (refunds_of(promised), own().stripe_id) == ([(9500, "succeeded", False)], made["id"])
    assert sums(promised) == (0, 9500, 9500, 0)
    assert Discrepancy.objects.count() == 0


def test_failed_promise_is_kept_by_the_dashboard(stripe, promised):
    carry_out_refund(refund_id=own().pk)
    first = own().stripe_id
    stripe.fail_refund(first)
    deliver("refund.failed", first)
    made = stripe.refund(promised.intent)

    for kind, found in [("refund.created", made["id"]), ("refund.failed", first), ("refund.updated", made["id"])]:
        deliver(kind, found)

    assert (refunds_of(promised), own().stripe_id) == ([(9500, "succeeded", False)], made["id"])
    assert sums(promised) == (0, 9500, 9500, 0)
    change = StateChange.objects.filter(subject="attendees.refund", to_state="succeeded").order_by("pk").last()
    assert (change.by, change.reason) == ("stripe", "Refunded in Stripe’s dashboard.")


def test_promise_of_another_sum_is_left_to_a_person(stripe, promised):
    deliver("refund.created", stripe.refund(promised.intent, amount=4000)["id"])

    assert refunds_of(promised) == [(9500, "pending", False), (4000, "succeeded", True)]
    assert (sums(promised), Discrepancy.objects.count()) == ((0, 9500, 9500, 0), 1)


def test_promise_kept_outside_is_promised_again_when_the_bank_sends_it_back(stripe, promised):
    made = stripe.refund(promised.intent)
    deliver("refund.created", made["id"])
    stripe.fail_refund(made["id"])

    deliver("refund.failed", made["id"])

    assert (refunds_of(promised), sums(promised)) == ([(9500, "failed", False)], (0, 9500, 9500, 0))


def test_promise_kept_outside_while_it_was_under_way_is_two_refunds(stripe):
    """Both went through: ours gets its own id back, and the other is written down beside it."""
    paid = make_paid(stripe, places=2)
    cancel_places(booking_id=paid.pk, place_ids=[paid.places.first().pk], by="booker")
    outside = stripe.refund(paid.intent, amount=9500)
    carry_out_refund(refund_id=own().pk)
    sent = own().stripe_id
    Refund.objects.update(stripe_id=outside["id"])

    deliver("refund.created", sent)

    assert (refunds_of(paid), own().stripe_id) == ([(9500, "succeeded", False), (9500, "succeeded", True)], sent)
    assert sums(paid) == (0, 19000, 19000, 9500)


def test_older_try_of_a_refund_sent_again_is_no_stranger(stripe, promised):
    carry_out_refund(refund_id=own().pk)
    first = own().stripe_id
    stripe.fail_refund(first)
    deliver("refund.failed", first)
    retry_refund(refund_id=own().pk, by="user:1")
    carry_out_refund(refund_id=own().pk)

    deliver("refund.failed", first)

    assert (refunds_of(promised), own().stripe_id == first) == ([(9500, "succeeded", False)], False)


def test_refund_given_back_by_hand_stays_so(stripe, promised):
    carry_out_refund(refund_id=own().pk)
    first = own().stripe_id
    stripe.fail_refund(first)
    deliver("refund.failed", first)
    settle_refund_by_hand(refund_id=own().pk, by="user:1", reason="By bank transfer.")

    deliver("refund.failed", first)

    assert refunds_of(promised) == [(9500, "succeeded", False)]


@pytest.mark.parametrize("act", [retry_refund, settle_refund_by_hand])
def test_refund_of_the_dashboard_is_not_sent_or_settled_here(stripe, paid, act):
    made = stripe.refund(paid.intent)
    stripe.fail_refund(made["id"])
    deliver("refund.failed", made["id"])
    more = {"reason": "x"} if act is settle_refund_by_hand else {}

    with pytest.raises(MoveRefusedError, match="made in Stripe’s dashboard"):
        act(refund_id=Refund.objects.get().pk, by="user:1", **more)

    assert refunds_of(paid) == [(9500, "failed", True)]


# What is none of ours, and what cannot be known -------------------------------


def test_refund_of_a_payment_we_missed_records_it_first(stripe):
    booking = make_checkout()
    intent = stripe.pay(booking.payment.checkout_id)["payment_intent"]
    Payment.objects.update(checkout_id=None, state="pending")

    deliver("refund.created", stripe.refund(intent, amount=500)["id"])

    assert (refunds_of(booking), sums(booking), booking.state) == (
        [(500, "succeeded", True)],
        (9000, 9500, 500, 500),
        BookingState.CONFIRMED,
    )


def test_refund_of_somebody_elses_payment_is_passed_over(stripe, paid):
    other = stripe.pay(new_session(stripe)["id"])["payment_intent"]

    event = deliver("refund.created", stripe.refund(other)["id"])

    assert (event.state, Refund.objects.count(), Discrepancy.objects.count()) == (EventState.DONE, 0, 0)


def test_refund_that_stripe_does_not_know_changes_nothing(stripe, paid):
    event = deliver("refund.created", "re_unknown")

    assert (event.state, refunds_of(paid), take_over_refunds(intent_id="pi_unknown")) == (EventState.DONE, [], [])


def test_silent_stripe_leaves_the_event_for_later(stripe, paid, settings):
    made = stripe.refund(paid.intent)
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(PaymentUnavailableError):
        refresh_refund(stripe_id=made["id"])

    assert refunds_of(paid) == []


def test_refund_of_a_bank_transfer_is_left_to_people(stripe):
    booking = make_bank_paid()
    Refund.objects.create(payment=booking.payment, amount_pence=9500, reason="Ill")
    Refund.objects.update(created_at=booking.created_at.replace(year=2020))

    looked_at = finish_payment_work()

    assert (looked_at, refunds_of(booking)) == (0, [(9500, "pending", False)])
