"""Makes accounts for trying out many people at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.sample.accounts import LOAD_DOMAIN, LOAD_PASSWORD, make_people
from workshops.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Make accounts with a known password: person1@load.example and so on. Refused outside local settings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--count", type=int, required=True, help="How many accounts there shall be.")

    def handle(self, *_args: Any, count: int, **_options: Any) -> None:
        if count < 1:
            raise CommandError("Give a count of 1 or more.")
        try:
            made = make_people(count=count)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Made {made}, had {count - made}: person1@{LOAD_DOMAIN} to person{count}@{LOAD_DOMAIN}.")
        self.stdout.write(f"Password of each: {LOAD_PASSWORD}")
