"""Compares Stripe's records with ours."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format

from attendees.errors import PaymentUnavailableError
from attendees.payments import gateway, refusals
from attendees.services.comparing import Reconciliation
from attendees.services.reconciling import DAYS, reconcile


class Command(BaseCommand):
    help = (
        "Compare checkouts, refunds and disputes at Stripe with our records, repair what is safe and list the rest "
        "in the admin. Ends with 1 while anything on that list is open, with 2 when Stripe could not be asked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help=f"How many days to look back; {DAYS} unless told.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print the result for machines.")

    def handle(self, *_args: Any, days: int, as_json: bool, **_options: Any) -> None:
        if days < 1:
            raise CommandError("Give a number of days of 1 or more.", returncode=2)
        if not gateway.is_set_up():
            raise CommandError("No Stripe key is set, so there is nothing to compare with.", returncode=2)
        try:
            report = reconcile(days=days)
        except PaymentUnavailableError as error:
            raise CommandError(_trouble(), returncode=2) from error
        for line in [_as_json(report)] if as_json else _sentences(report):
            self.stdout.write(line)
        if report.open:
            sys.exit(1)


def _trouble() -> str:
    if refusals.noted() == refusals.REFUSED:
        return "Stripe refuses the key that is set. Check STRIPE_SECRET_KEY and run this again."
    if refusals.is_narrow():
        return (
            "Stripe refuses the key a right that this needs: see docs/operations.md for what it must be allowed to do."
        )
    return (
        "Stripe cannot be reached, so the comparison is not complete. What was repaired stands. Run this again later."
    )


def _sentences(report: Reconciliation) -> Iterator[str]:
    yield (
        f"Since {date_format(report.since, 'j F Y')}: checkouts {report.checkouts}, refunds {report.refunds}, "
        f"disputes {report.disputes} at Stripe; card payments {report.payments} here."
    )
    yield from (f"Repaired: {told}" for told in report.repaired)
    yield from (f"Listed: {told}" for told in report.listed)
    if not (report.repaired or report.listed):
        yield "Nothing had to be repaired, and nothing new was found."
    yield f"Open on the list: {report.open}. See “Discrepancies” in the admin." if report.open else "The list is empty."


def _as_json(report: Reconciliation) -> str:
    compared = {name: getattr(report, name) for name in ("checkouts", "refunds", "disputes", "payments")}
    told = {"since": report.since.isoformat(), "compared": compared}
    return json.dumps(told | {"repaired": report.repaired, "listed": report.listed, "open": report.open}, indent=2)
