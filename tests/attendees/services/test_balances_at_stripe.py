"""What is owed, taken and given stays one equation, whatever people, the dashboard and banks do in turn."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendees.enums import DisputeState, RefundState
from attendees.models import Dispute, Refund
from attendees.services.balances import balance_of
from attendees.services.places import cancel_places
from attendees.services.refunding import carry_out_refund
from tests.factories_payments import deliver, make_paid, sums
from tests.stripe_sandbox.errors import StripeError

pytestmark = pytest.mark.django_db

PLACES, PRICE = 3, 9500


class World:
    """One booking of three places at £95, and the acts that may befall it; each tells us of itself at once."""

    def __init__(self, stripe):
        self.stripe = stripe
        self.booking = make_paid(stripe, places=PLACES, price_pence=PRICE)
        self.dispute = None

    def cancel(self, percent):
        place = self.booking.places.live().first()
        if place:
            cancel_places(booking_id=self.booking.pk, place_ids=[place.pk], by="user:1", percent=percent)

    def send(self, _):
        for refund in Refund.objects.filter(is_outside=False, state=RefundState.PENDING):
            carry_out_refund(refund_id=refund.pk)

    def refund(self, pence):
        try:
            made = self.stripe.refund(self.booking.intent, amount=pence)
        except StripeError:
            return
        deliver("refund.created", made["id"])

    def bounce(self, _):
        last = Refund.objects.filter(state=RefundState.SUCCEEDED).exclude(stripe_id=None).order_by("pk").last()
        if last:
            self.stripe.fail_refund(last.stripe_id)
            deliver("refund.failed", last.stripe_id)

    def ask(self, pence):
        if not self.dispute:
            self.dispute = self.stripe.dispute(self.booking.intent, amount=pence)["id"]
            deliver("charge.dispute.created", self.dispute)

    def decide(self, outcome):
        if not self.dispute:
            return
        try:
            self.stripe.close_dispute(self.dispute, outcome=outcome)
        except StripeError:
            return
        deliver("charge.dispute.closed", self.dispute)


acts = st.one_of(
    st.tuples(st.just("cancel"), st.sampled_from([0, 50, 100])),
    st.tuples(st.sampled_from(["send", "bounce"]), st.none()),
    st.tuples(st.just("refund"), st.sampled_from([500, 4750, 9500, 19000])),
    st.tuples(st.just("ask"), st.sampled_from([4000, 9500, 28500])),
    st.tuples(st.just("decide"), st.sampled_from(["won", "lost"])),
)


def gone_at_stripe(world):
    """What really left: refunds that went through, and what a lost dispute took; of one charge no more than it brought."""
    charge = world.stripe._call().fetch("payment_intent", world.booking.intent)["latest_charge"]
    refunded = world.stripe._call().fetch("charge", charge)["amount_refunded"]
    lost = sum(Dispute.objects.filter(state=DisputeState.LOST).values_list("amount_pence", flat=True))
    return min(PLACES * PRICE, refunded + lost)


def check(world):
    owed, taken, given, waived = sums(world.booking)
    live = sum(world.booking.places.live().values_list("price_pence", flat=True))
    kept = sum(world.booking.places.values_list("kept_pence", flat=True))

    assert (taken, taken - given, owed) == (PLACES * PRICE, owed, max(0, live + kept - waived))
    assert 0 <= waived <= PLACES * PRICE
    assert gone_at_stripe(world) <= given
    ours = Refund.objects.filter(is_outside=False)
    assert sum(ours.values_list("amount_pence", flat=True)) <= taken


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(acts, max_size=10))
def test_the_equation_holds_after_every_act(stripe, script):
    with transaction.atomic():
        world = World(stripe)
        for name, detail in script:
            getattr(world, name)(detail)
            check(world)
        transaction.set_rollback(True)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(acts.filter(lambda act: act[0] not in {"ask", "decide"}), max_size=5), turns=st.integers(1, 3))
def test_dispute_lost_and_won_leaves_no_trace_in_the_sums(stripe, script, turns):
    with transaction.atomic():
        world = World(stripe)
        for name, detail in script:
            getattr(world, name)(detail)
        before = sums(world.booking)
        world.ask(28500)
        for _ in range(turns):
            world.decide("lost")
            world.decide("won")

        assert sums(world.booking) == before
        transaction.set_rollback(True)


def test_booking_whose_payment_went_back_twice_owes_nothing(stripe):
    """Refunded in the dashboard, and taken by the bank all the same."""
    world = World(stripe)
    world.refund(28500)
    world.ask(28500)
    world.decide("lost")

    world.booking.refresh_from_db()
    balance = balance_of(world.booking)
    assert (balance.given, balance.outstanding, balance.excess) == (28500, 0, 0)
