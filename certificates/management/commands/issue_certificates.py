"""Issues the certificates that a session has earned and not had."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.services.issuing import issue_certificates
from workshops.models import Session


class Command(BaseCommand):
    help = "Issue certificates for the confirmed attendance of one session. Safe to run again at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--session", type=int, required=True, help="The number of the session.")

    def handle(self, *_args: Any, session: int, **_options: Any) -> None:
        try:
            issued = issue_certificates(session_id=session)
        except Session.DoesNotExist as error:
            raise CommandError(
                f"There is no session {session}. Its number stands in its address in the admin."
            ) from error
        self.stdout.write(f"Made {issued.made}, had {issued.had}, waiting {len(issued.waiting)}.")
        for name in issued.waiting:
            self.stdout.write(f"Waiting: {name}")
