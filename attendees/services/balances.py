"""What is owed for a booking, what came in, and what went back: one equation, held after every change (docs/bookings.md)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from attendees.enums import LIVE_PLACES, DisputeState, PaymentState, RefundState
from attendees.models import Booking, Dispute, Payment, Place, Refund
from attendees.services.refunding import ask_refund


@dataclass(frozen=True, kw_only=True)
class Balance:
    """Sums in pence. `given` counts refunds in every state, for one that failed is still promised, and lost disputes.

    Of each payment it counts no more than it brought: a bank that takes what was promised already gives it once.
    """

    owed: int
    taken: int
    given: int

    @property
    def outstanding(self) -> int:
        """What is still to be paid."""
        return max(0, self.owed - (self.taken - self.given))

    @property
    def excess(self) -> int:
        """What has to go back."""
        return max(0, self.taken - self.given - self.owed)


def balance_of(booking: Booking) -> Balance:
    """How a booking stands now. Four queries; the caller holds the booking's lock if anything rests on the answer."""
    live, kept = _places(booking)
    paid = Payment.objects.filter(booking=booking, state=PaymentState.PAID)
    taken = dict(paid.values_list("pk", "amount_pence"))
    gone = _gone(list(taken))
    return Balance(
        owed=max(0, live + kept - booking.waived_pence),
        taken=sum(taken.values()),
        given=sum(min(amount, gone[payment]) for payment, amount in taken.items()),
    )


def _gone(payments: Iterable[int]) -> Counter[int]:
    """What went back of each payment, or is promised to. A refund of the dashboard that failed promises nothing."""
    gone: Counter[int] = Counter()
    refunds: QuerySet[Refund] = Refund.objects.exclude(is_outside=True, state=RefundState.FAILED)
    lost: QuerySet[Dispute] = Dispute.objects.filter(state=DisputeState.LOST)
    for rows in (refunds, lost):
        for payment, amount in rows.filter(payment__in=payments).values_list("payment_id", "amount_pence"):
            gone[payment] += amount
    return gone


def _places(booking: Booking) -> tuple[int, int]:
    """The prices of live places, and what is kept of released ones. A place that waits for its difference is not owed yet."""
    waits = Q(state="held", hold_ends_at__isnull=False)
    sums = Place.objects.filter(booking=booking).aggregate(
        live=Sum("price_pence", filter=Q(state__in=LIVE_PLACES) & ~waits), kept=Sum("kept_pence")
    )
    return sums["live"] or 0, sums["kept"] or 0


def retotal(booking: Booking) -> None:
    """Write down what the booking's places come to now. The caller holds the booking's lock."""
    booking.total_pence = sum(_places(booking))
    booking.save(update_fields=["total_pence"])


def give_back_excess(booking: Booking, *, reason: str) -> int:
    """Ask for whatever was taken beyond what is owed to go back; the sum in pence, nought when nothing is too much.

    Taken from the latest payments first, from each no more than is left of it. The caller holds the booking's lock;
    locks its payments. A task sends each refund after the commit.
    """
    excess = left = balance_of(booking).excess
    if not excess:
        return 0
    payments = booking.payments.select_for_update(of=("self",), no_key=True).filter(state=PaymentState.PAID)
    locked = sorted(payments.order_by("pk"), key=lambda payment: (payment.paid_at, payment.pk), reverse=True)
    for payment in locked:
        part = min(left, left_of(payment))
        if part:
            ask_refund(payment, amount_pence=part, reason=reason)
            left -= part
    return excess - left


def left_of(payment: Payment) -> int:
    """What of a paid payment has not gone back yet, in pence."""
    return max(0, payment.amount_pence - _gone([payment.pk])[payment.pk])
