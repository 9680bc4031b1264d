"""Rules: time passes, the sweeps come by, and Stripe's events arrive, in any order, once, often or never."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from attendees.enums import EventState
from attendees.models import StripeEvent
from attendees.payments.answers import Happening
from attendees.services.invoicing import look_after_invoices
from attendees.services.offer_sweeps import lapse_offers, offer_free_seats
from attendees.services.stripe_events import receive_event, work_off
from attendees.services.sweeping import end_overdue_holds, finish_payment_work
from tests.machine.rules import PICK, Rules
from tests.machine.scene import move_time

SWEEPS = (end_overdue_holds, finish_payment_work, lapse_offers, offer_free_seats, look_after_invoices)
EVENTS = (
    "SELECT json_extract(body, '$.id') AS event_id, json_extract(body, '$.type') AS kind,"
    " json_extract(body, '$.data.object.id') AS object_id FROM objects WHERE kind = 'event' ORDER BY seq"
)
# A moment, longer than a hold, than an offer, than the sweep's patience with Stripe, and than an invoice.
PAUSES = [timedelta(seconds=30), timedelta(minutes=32), timedelta(minutes=32), timedelta(hours=25), timedelta(days=6)]


def work_again(event):
    """A worker that died before it could write down that it was done: the event is worked off once more."""
    StripeEvent.objects.filter(pk=event.pk).update(state=EventState.NEW, done_at=None)
    work_off(event_id=event.pk)


class TimeRules(Rules):
    """What nobody asked for."""

    @rule(pause=st.sampled_from(PAUSES), sweeps=st.lists(st.sampled_from(SWEEPS), max_size=3))
    def time_passes(self, pause, sweeps):
        """A while goes by, and then some of the sweeps come round, or none."""
        move_time(self.stripe, pause)
        for sweep in sweeps:
            sweep()

    @rule(deliveries=st.lists(st.tuples(PICK, st.integers(1, 5)), min_size=1, max_size=5), at_once=st.booleans())
    def stripe_delivers(self, deliveries, at_once):
        """Some of the events that Stripe has recorded, the newest first or any other order, each one to five times."""
        events = self.happenings()
        for number, times in deliveries if events else ():
            happening = events[-1 - number % len(events)]
            for _ in range(times):
                receive_event(happening=happening)
            event = StripeEvent.objects.get(event_id=happening.event_id)
            if at_once:
                work_off(event_id=event.pk)
                for _ in range(times - 1):
                    work_again(event)

    def happenings(self):
        """Every event that Stripe has recorded, the oldest first."""
        return [Happening(**dict(row)) for row in self.stripe.world.store.run(EVENTS)]

    def come_to_rest(self):
        """Every event arrives, and the sweeps come by until nothing changes any more."""
        for refund in self.found_at_stripe("refund", status="pending"):
            self.stripe.complete_refund(refund)
        before = None
        while before != (before := self.now_standing()):
            for happening in self.happenings():
                receive_event(happening=happening)
            move_time(self.stripe, timedelta(minutes=3))
            for sweep in SWEEPS:
                sweep()
