"""Imports a workshop's page from a text file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from workshops.foundation.errors import DomainError
from workshops.importing.upload import LARGEST_BYTES
from workshops.services.importing import import_page


class Command(BaseCommand):
    help = "Read a workshop's page (text or HTML) into drafts and print what became of each part of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The page's text.")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            page = import_page(data=_read(file), file_name=file.name, by="command")
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(page.report)
        address = reverse("admin:workshops_workshop_change", args=[page.workshop_id])
        self.stdout.write(f"Open questions: {page.open_questions}")
        self.stdout.write(f"Draft: {settings.SITE_URL}{address}")


def _read(file: Path) -> bytes:
    """As much as tells whether the file is too large."""
    with file.open("rb") as opened:
        return opened.read(LARGEST_BYTES + 1)
