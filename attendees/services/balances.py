"""What is owed for a booking, what came in, and what went back: one equation, held after every change (docs/bookings.md)."""

from collections import Counter
from collections.abc import Iterable, Sequence
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
    return balances_of([booking])[booking.pk]


def balances_of(bookings: Sequence[Booking]) -> dict[int, Balance]:
    """How each of `bookings` stands now, by its id. Four queries, however many there are."""
    ids = [booking.pk for booking in bookings]
    due = _due(ids)
    taken: dict[int, dict[int, int]] = {pk: {} for pk in ids}
    paid = Payment.objects.filter(booking__in=ids, state=PaymentState.PAID)
    for booking, payment, amount in paid.values_list("booking_id", "pk", "amount_pence"):
        taken[booking][payment] = amount
    gone = _gone([payment for amounts in taken.values() for payment in amounts])
    return {
        booking.pk: Balance(
            owed=max(0, due[booking.pk] - booking.waived_pence),
            taken=sum(taken[booking.pk].values()),
            given=sum(min(amount, gone[payment]) for payment, amount in taken[booking.pk].items()),
        )
        for booking in bookings
    }


def _gone(payments: Iterable[int]) -> Counter[int]:
    """What went back of each payment, or is promised to. A refund of the dashboard that failed promises nothing."""
    gone: Counter[int] = Counter()
    refunds: QuerySet[Refund] = Refund.objects.exclude(is_outside=True, state=RefundState.FAILED)
    lost: QuerySet[Dispute] = Dispute.objects.filter(state=DisputeState.LOST)
    for rows in (refunds, lost):
        for payment, amount in rows.filter(payment__in=payments).values_list("payment_id", "amount_pence"):
            gone[payment] += amount
    return gone


def _due(bookings: Iterable[int]) -> Counter[int]:
    """Prices of live places and what is kept of released ones, by booking; not of places that wait for a difference."""
    waits = Q(state="held", hold_ends_at__isnull=False)
    live = Sum("price_pence", filter=Q(state__in=LIVE_PLACES) & ~waits)
    places = Place.objects.filter(booking__in=bookings).order_by().values("booking_id")
    sums = places.annotate(live=live, kept=Sum("kept_pence")).values_list("booking_id", "live", "kept")
    return Counter({booking: (price or 0) + kept for booking, price, kept in sums})


def retotal(booking: Booking) -> None:
    """Write down what the booking's places come to now. The caller holds the booking's lock."""
    booking.total_pence = _due([booking.pk])[booking.pk]
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
