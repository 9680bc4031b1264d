"""Where Stripe and our records do not agree and no machine may decide: listed once each, settled by a person."""

from django.db import transaction
from django.utils import timezone

from attendees.enums import DiscrepancyKind, DiscrepancyState
from attendees.models import Discrepancy, Payment
from workshops.services.transitions import transition


def list_discrepancy(
    *, kind: DiscrepancyKind, subject: str, detail: str, payment: Payment | None = None
) -> Discrepancy | None:
    """Put something on the list for a person; None when it stood there before, settled or not.

    An open entry is told anew, because things go on; a settled one is left alone.
    """
    row, is_new = Discrepancy.objects.get_or_create(
        kind=kind, subject=subject, defaults={"detail": detail[:400], "payment": payment}
    )
    if is_new:
        return row
    Discrepancy.objects.filter(pk=row.pk, state=DiscrepancyState.OPEN).update(detail=detail[:400])
    return None


def settle_discrepancy(*, discrepancy_id: int, by: str, reason: str) -> Discrepancy:
    """A person has looked and decided. Locks the row. Raises MoveRefusedError for one that is settled already."""
    with transaction.atomic():
        row = Discrepancy.objects.select_for_update(of=("self",), no_key=True).get(pk=discrepancy_id)
        row.settled_at = timezone.now()
        transition(row, to=DiscrepancyState.SETTLED, by=by, reason=reason, save=("settled_at",))
    return row
