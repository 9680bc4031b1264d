"""Stripe's records beside ours: what is safe is repaired as a webhook would have done it, the rest is listed for a person.

Asks Stripe a page at a time and holds no more than a page. HTTP happens outside transactions. Running it twice, or two at
once, does nothing twice: each repair is a service that looks first, each entry on the list is unique.
"""

from datetime import timedelta

from django.utils import timezone

from attendees.enums import DiscrepancyState
from attendees.models import Discrepancy
from attendees.payments import gateway
from attendees.services.comparing import Reconciliation
from attendees.services.comparing_payments import compare_checkouts, compare_payments
from attendees.services.comparing_refunds import carry_on_refunds, compare_disputes, compare_refunds

DAYS = 35


def reconcile(*, days: int = DAYS) -> Reconciliation:
    """Compare what Stripe made in the last `days` with our rows, and what we were paid in them with Stripe.

    Raises PaymentUnavailableError when no key is set or Stripe cannot be reached; what was repaired before that stands.
    """
    began = timezone.now()
    report = Reconciliation(began=began, since=began - timedelta(days=days))
    compare_checkouts(gateway.checkouts_since(report.since), report)
    compare_refunds(gateway.refunds_since(report.since), report)
    compare_disputes(gateway.disputes_since(report.since), report)
    compare_payments(report)
    carry_on_refunds(report)
    new = Discrepancy.objects.filter(found_at__gte=began).order_by("pk")
    report.listed = list(new.values_list("detail", flat=True))
    report.open = Discrepancy.objects.filter(state=DiscrepancyState.OPEN).count()
    return report
