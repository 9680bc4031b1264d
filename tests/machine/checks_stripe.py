"""Stripe's books against ours, once every event has come and everything was carried out."""

from django.utils import timezone

from attendees.enums import DisputeState, PaymentMethod, PaymentState, RefundState
from attendees.models import Booking, Discrepancy, Place, StripeEvent
from tests.machine.books import UNDER_WAY
from tests.stripe_sandbox.query import Query


def disagreements(books, stripe):
    """Where Stripe and we tell differently about what came, what went back, and what can still be paid."""
    yield from _checkouts(books, stripe)
    yield from _intents(books, stripe)
    yield from _overdue(books)
    yield from (f"event {event} is {event.state}: {event.error}" for event in StripeEvent.objects.exclude(state="done"))
    strange = Discrepancy.objects.exclude(kind__in=["unknown_refund", "other"])
    yield from (f"listed: {row}, {row.detail}" for row in strange)


def _overdue(books):
    """Once the sweeps came by, nothing is held or promised beyond its time, and nothing waits to be sent to Stripe."""
    now = timezone.now()
    yield from (f"booking {row.pk} is past its hold" for row in Booking.objects.holds_over(now))
    yield from (f"offer {row.pk} is past its end" for row in Booking.objects.offers_over(now))
    yield from (f"place {row.pk} is past its move" for row in Place.objects.moves_over(now))
    for row in books.refunds:
        if row.state == RefundState.PENDING and books.payment[row.payment_id].method == PaymentMethod.CARD:
            yield f"refund {row.id} is still pending"


def _checkouts(books, stripe):
    """Every checkout is one of ours, paid where ours is paid, open only where ours is."""
    ours = {payment.checkout_id: payment for payment in books.payments if payment.checkout_id}
    for found in all_of(stripe, "checkout.session"):
        payment = ours.get(found["id"])
        if payment is None:
            yield f"checkout {found['id']} is none of ours"
        elif (found["payment_status"] == "paid") != (payment.state == PaymentState.PAID):
            yield f"payment {payment.id} is {payment.state}, and its checkout {found['payment_status']}"
        elif found["status"] == "open" and payment.state not in UNDER_WAY:
            yield f"payment {payment.id} is {payment.state}, and its checkout is open"


def _intents(books, stripe):
    """Of each payment Stripe has as much as we believe."""
    charges = {charge["payment_intent"]: charge for charge in all_of(stripe, "charge") if charge["paid"]}
    paid = {payment.intent_id: payment for payment in books.payments if payment.state == PaymentState.PAID}
    paid = {intent: payment for intent, payment in paid.items() if payment.method == PaymentMethod.CARD}
    if sorted(charges) != sorted(paid):
        yield f"Stripe took {sorted(charges)}, and we know of {sorted(paid)}"
        return
    for intent, payment in paid.items():
        charge = charges[intent]
        theirs = charge["amount"], charge["amount_refunded"], _lost_there(stripe, charge)
        ours = payment.amount_pence, _refunded_here(books, payment), _lost_here(books, payment)
        if theirs != ours:
            yield f"taken, refunded, lost of payment {payment.id}: at Stripe {theirs}, here {ours}"


def _refunded_here(books, payment):
    """Those that organisers gave back by hand are no business of Stripe's."""
    done = [row for row in books.refunds_of[payment.id] if row.state == RefundState.SUCCEEDED and row.stripe_id]
    return sum(row.amount_pence for row in done)


def _lost_here(books, payment):
    return sum(row.amount_pence for row in books.disputes_of[payment.id] if row.state == DisputeState.LOST)


def _lost_there(stripe, charge):
    found = stripe.world.store.select(Query("dispute", where={"charge": charge["id"]}))
    return sum(dispute["amount"] for dispute in found if dispute["status"] == "lost")


def all_of(stripe, kind):
    return stripe.world.store.select(Query(kind, oldest_first=True))
