"""What is owed for a booking, what came in, and what went back: one equation, held after every change (docs/bookings.md)."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from attendees.enums import LIVE_PLACES, DisputeState, PaymentState
from attendees.models import Booking, Dispute, Payment, Place, Refund
from attendees.services.refunding import ask_refund


@dataclass(frozen=True, kw_only=True)
class Balance:
    """Sums in pence. `given` counts refunds in every state, for one that failed is still promised, and lost disputes."""

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
    return Balance(
        owed=max(0, live + kept - booking.waived_pence),
        taken=_sum(Payment.objects.filter(booking=booking, state=PaymentState.PAID)),
        given=_sum(Refund.objects.filter(payment__booking=booking))
        + _sum(Dispute.objects.filter(payment__booking=booking, state=DisputeState.LOST)),
    )


def _places(booking: Booking) -> tuple[int, int]:
    """The prices of live places, and what is kept of released ones. A place that waits for its difference is not owed yet."""
    waits = Q(state="held", hold_ends_at__isnull=False)
    sums = Place.objects.filter(booking=booking).aggregate(
        live=Sum("price_pence", filter=Q(state__in=LIVE_PLACES) & ~waits), kept=Sum("kept_pence")
    )
    return sums["live"] or 0, sums["kept"] or 0


def _sum(rows: object) -> int:
    return rows.aggregate(sum=Sum("amount_pence"))["sum"] or 0  # type: ignore[attr-defined]


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
    locked = list(payments.order_by("pk"))
    for payment in reversed(locked):
        part = min(left, left_of(payment))
        if part:
            ask_refund(payment, amount_pence=part, reason=reason)
            left -= part
    return excess - left


def left_of(payment: Payment) -> int:
    """What of a paid payment has not gone back yet, in pence."""
    lost = _sum(payment.disputes.filter(state=DisputeState.LOST))
    return payment.amount_pence - _sum(payment.refunds.all()) - lost
