"""Fills an empty installation with a made-up provider, so that there is something to look at."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certificates.sample.loading import load_all
from certificates.sample.sign_ins import write_sign_ins
from config.settings.environment import DATA_DIR
from workshops.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Load the sample: workshops, bookings, attendance and three accounts. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA_DIR, help="Where the list of sign-ins goes.")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            loaded = load_all(today=timezone.localdate())
        except DomainError as error:
            raise CommandError(str(error)) from error
        for name in loaded.made:
            self.stdout.write(f"Made: {name}")
        if not loaded.made:
            self.stdout.write("The sample is loaded already: nothing was changed.")
        self.stdout.write(f"Sign-ins: {write_sign_ins(folder)}")
