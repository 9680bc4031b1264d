"""Whatever happens at Stripe: its events, each delivered 0 to 5 times in any order, leave the same rows behind."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendees.enums import EventState
from attendees.models import Booking, Discrepancy, Dispute, Payment, Place, Refund, StripeEvent
from attendees.payments import gateway
from attendees.services.places import cancel_places
from attendees.services.reconciling import reconcile
from attendees.services.refunding import carry_out_refund
from attendees.services.stripe_events import LOOKS, receive_event, work_off
from tests.factories_payments import make_checkout, make_paid, sums
from tests.stripe_sandbox.errors import StripeError
from tests.stripe_sandbox.query import Query
from workshops.models import Session

pytestmark = pytest.mark.django_db

MOST_COPIES = 5
# Of the sandbox.
TABLES = ("objects", "idempotency")


@dataclass(frozen=True)
class Story:
    """What happens at Stripe to a booking of two places at £95.

    `promise` is a place that we gave back before: nothing, a refund not sent yet, sent, or sent back by the bank.
    `refunds` are made in the dashboard: pence, and how each ends. `dispute` tells how one over the rest ends.
    """

    promise: str
    refunds: tuple[tuple[int, str], ...]
    dispute: str


each = partial(settings, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
stories = st.builds(
    Story,
    promise=st.sampled_from(["none", "unsent", "sent", "failed"]),
    refunds=st.lists(
        st.tuples(st.sampled_from([500, 4000, 9500]), st.sampled_from(["pending", "succeeded", "failed"])), max_size=3
    ).map(tuple),
    dispute=st.sampled_from(["none", "inquiry", "open", "lost", "won", "turned"]),
)


@pytest.fixture
def stripe(fresh_stripe):
    return fresh_stripe


@contextmanager
def undone(stripe):
    """Nothing that happens inside is left, neither with us nor at the sandbox."""
    store = stripe.world.store
    kept = [(table, [tuple(row) for row in store.run(f"SELECT * FROM {table}")]) for table in TABLES]  # noqa: S608
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for table, rows in kept:
            store.run(f"DELETE FROM {table}")  # noqa: S608
            for row in rows:
                store.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def play(stripe, story):
    """Let the story happen at the sandbox, and answer its events; we hear of nothing but what we did ourselves."""
    booking = make_checkout(places=2) if story.promise == "none" else make_paid(stripe, places=2)
    if story.promise == "none":
        booking.intent = stripe.pay(booking.payment.checkout_id)["payment_intent"]
    else:
        promise(stripe, booking, story.promise)
    for pence, end in story.refunds:
        refund(stripe, booking.intent, pence, end)
    dispute(stripe, booking.intent, story.dispute)
    booking.events = [event["id"] for event in stripe.events() if event["type"] in LOOKS]
    return booking


def promise(stripe, booking, how):
    cancel_places(booking_id=booking.pk, place_ids=[booking.places.first().pk], by="booker")
    if how != "unsent":
        carry_out_refund(refund_id=Refund.objects.get().pk)
    if how == "failed":
        stripe.fail_refund(Refund.objects.get().stripe_id)


def refund(stripe, intent, pence, end):
    try:
        made = stripe.refund(intent, amount=pence, is_pending=end == "pending")
    except StripeError:
        return  # Stripe does not give back more than it took.
    if end == "failed":
        stripe.fail_refund(made["id"])


def dispute(stripe, intent, end):
    if end == "none":
        return
    made = stripe.dispute(intent, is_inquiry=end == "inquiry")["id"]
    for outcome in {"lost": ["lost"], "won": ["won"], "turned": ["lost", "won"]}.get(end, []):
        stripe.close_dispute(made, outcome=outcome)


def deliver(stripe, events):
    """Each as a signed webhook, worked off at once; a repeat is worked off again and must find it done."""
    for event_id in events:
        receive_event(happening=gateway.read_event(*stripe.signed(event_id)))
        work_off(event_id=StripeEvent.objects.get(event_id=event_id).pk)


def rows(booking, dashboard):
    """Everything that events may change, in a form that can be compared; our own refunds by what they are."""
    refunds = Refund.objects.values_list("stripe_id", "amount_pence", "state", "is_outside", "error")
    return {
        "booking": Booking.objects.filter(pk=booking.pk).values_list("state", "waived_pence", "total_pence").get(),
        "payments": sorted(Payment.objects.values_list("state", "amount_pence", "intent_id", "checkout_id")),
        "refunds": sorted((found if found in dashboard else "", *rest) for found, *rest in refunds),
        "disputes": sorted(Dispute.objects.values_list("stripe_id", "state", "amount_pence")),
        "list": sorted(Discrepancy.objects.values_list("kind", "subject", "state", "detail")),
        "places": sorted(Place.objects.values_list("pk", "state", "kept_pence")),
        "seats": list(Session.objects.values_list("places_taken", flat=True)),
        "money": sums(booking),
    }


def outcome(stripe, booking, events, *, reconciled):
    """The rows after these events, and after the nightly comparison if asked for; undone again."""
    dashboard = {made["id"] for made in stripe.world.store.select(Query("refund"))}
    with undone(stripe):
        deliver(stripe, events)
        if reconciled:
            reconcile()
        return rows(booking, dashboard)


@each(max_examples=12)
@given(story=stories, data=st.data())
def test_any_order_with_repeats_gives_the_same_rows(stripe, story, data):
    with undone(stripe):
        booking = play(stripe, story)
        copies = [data.draw(st.integers(1, MOST_COPIES)) for _ in booking.events]
        many = [event for event, number in zip(booking.events, copies, strict=True) for _ in range(number)]
        shuffled = data.draw(st.permutations(many))

        expected = outcome(stripe, booking, booking.events, reconciled=False)

        assert outcome(stripe, booking, shuffled, reconciled=False) == expected


@each(max_examples=10)
@given(story=stories, data=st.data())
def test_gaps_are_made_up_for_by_reconciling(stripe, story, data):
    with undone(stripe):
        booking = play(stripe, story)
        copies = [data.draw(st.integers(0, MOST_COPIES)) for _ in booking.events]
        many = [event for event, number in zip(booking.events, copies, strict=True) for _ in range(number)]
        shuffled = data.draw(st.permutations(many))

        expected = outcome(stripe, booking, booking.events, reconciled=True)

        assert outcome(stripe, booking, shuffled, reconciled=True) == expected


@each(max_examples=5)
@given(story=stories)
def test_no_event_at_all_is_made_up_for_as_well(stripe, story):
    with undone(stripe):
        booking = play(stripe, story)

        expected = outcome(stripe, booking, booking.events, reconciled=True)

        assert outcome(stripe, booking, [], reconciled=True) == expected


@each(max_examples=4)
@given(story=stories)
def test_every_event_is_done_and_kept_once(stripe, story):
    with undone(stripe):
        booking = play(stripe, story)

        deliver(stripe, booking.events * 2)

        states = set(StripeEvent.objects.values_list("state", flat=True))
        assert (StripeEvent.objects.count(), states) == (len(booking.events), {EventState.DONE})
