"""Money that went back or is to go back: when, why, how it stands, and who sent it."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from attendees.enums import DisputeState, PaymentMethod, RefundState
from attendees.models import Dispute, Refund
from attendees.reports.period import LONDON, Period
from attendees.reports.table import Cell, Column, Kind, Table
from workshops.foundation.money import exact_amount

COLUMNS = (
    Column("Asked", Kind.DAY),
    Column("Went back", Kind.DAY),
    Column("Booking"),
    Column("Amount", Kind.MONEY),
    Column("Method"),
    Column("State"),
    Column("Sent from"),
    Column("Reason"),
)
HERE, STRIPE, BANK = "This site", "Stripe’s dashboard", "The payer’s bank"


def refunds(period: Period) -> Table:
    """Refunds that were asked for or went back within `period`, and disputes that were lost in it. Two queries."""
    found = sorted([*_refunds(period), *_disputes(period)], key=lambda entry: entry[0])
    gone = sum(pence for _, _, row, pence in found)
    return Table(
        title="Refunds",
        columns=COLUMNS,
        rows=[row for _, _, row, _ in found],
        notes=(
            f"{exact_amount(gone)} went back in this period. Refunds that were only asked for in it are listed too.",
        ),
        booking_ids=[booking for _, booking, _, _ in found],
        summed=("Amount",),
    )


Entry = tuple[datetime, int, tuple[Cell, ...], int]


def _refunds(period: Period) -> list[Entry]:
    """Each with the moment it was asked for, its booking, its row, and what of it went back within the period."""
    rows = Refund.objects.filter(Q(period.within("created_at")) | Q(period.within("settled_at")))
    return [
        (
            refund.created_at,
            refund.payment.booking_id,
            (
                _day(refund.created_at),
                _day(refund.settled_at) if refund.state == RefundState.SUCCEEDED else None,
                refund.payment.booking.reference,
                refund.amount_pence,
                PaymentMethod(refund.payment.method).label,
                RefundState(refund.state).label,
                STRIPE if refund.is_outside else HERE,
                refund.reason,
            ),
            _gone(period, refund),
        )
        for refund in rows.select_related("payment__booking").order_by("pk")
    ]


def _gone(period: Period, refund: Refund) -> int:
    went = refund.state == RefundState.SUCCEEDED and refund.settled_at and period.holds(refund.settled_at)
    return refund.amount_pence if went else 0


def _disputes(period: Period) -> list[Entry]:
    rows = Dispute.objects.filter(period.within("closed_at"), state=DisputeState.LOST)
    return [
        (
            dispute.opened_at,
            dispute.payment.booking_id,
            (
                _day(dispute.opened_at),
                _day(dispute.closed_at),
                dispute.payment.booking.reference,
                dispute.amount_pence,
                PaymentMethod(dispute.payment.method).label,
                "Dispute lost",
                BANK,
                dispute.reason,
            ),
            dispute.amount_pence,
        )
        for dispute in rows.select_related("payment__booking").order_by("pk")
    ]


def _day(moment: datetime | None) -> Cell:
    return timezone.localdate(moment, LONDON) if moment else None
