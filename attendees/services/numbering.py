"""Numbers without gaps: one series for each kind of document."""

from django.db import transaction
from django.db.models import F

from attendees.enums import DocumentKind
from attendees.models import NumberSeries

PREFIXES = {DocumentKind.INVOICE: "INV", DocumentKind.RECEIPT: "REC", DocumentKind.CREDIT_NOTE: "CRN"}


def take_number(kind: DocumentKind) -> int:
    """The next number of a series. Locks the series until the caller's transaction ends, so it is the last lock taken.

    A transaction that is rolled back gives its number back. Refuses to work outside one (TransactionManagementError).
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken in the transaction that writes the document.")
    series = NumberSeries.objects.filter(kind=kind)
    if not series.update(last=F("last") + 1):
        # The first ever. Whoever loses the race for it waits here, and counts on from the winner's row.
        NumberSeries.objects.bulk_create([NumberSeries(kind=kind)], ignore_conflicts=True)
        series.update(last=F("last") + 1)
    return series.values_list("last", flat=True).get()


def written(kind: DocumentKind, sequence: int) -> str:
    """How a number is printed: "INV-00012"."""
    return f"{PREFIXES[kind]}-{sequence:05d}"
