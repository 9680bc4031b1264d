"""Takes in a report of who was at a session, and applies it."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from attendees.enums import FileState
from attendees.evidence import AmbiguousDatesError
from attendees.models import AttendanceFile
from attendees.services.applying import Applied, apply_file
from attendees.services.evidence_answers import answer_dates
from attendees.services.evidence_files import upload_file
from attendees.services.evidence_plan import FilePlan, plan_file
from attendees.services.reading_files import refuse_size
from workshops.foundation.errors import DomainError
from workshops.models import Session

BY = "command"
ORDERS = {"day-first": True, "month-first": False}
COLUMNS = "It is not known which column of this file is what. Upload it in the admin and choose the columns there."


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`applied` is None where nothing was to be written."""

    plan: FilePlan
    applied: Applied | None

    @property
    def undecided(self) -> list[str]:
        found = self.plan.found
        return [person.name for person in (*(doubt.person for doubt in found.uncertain), *found.unknown)]


class Command(BaseCommand):
    help = (
        "Read a report of Zoom, Teams, Meet or a list, and apply it to a session. Ends with 0; with 1 when somebody in it "
        "is still to be decided, in the admin; with 2, and nothing written, when it was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The report as it was exported.")
        parser.add_argument("--session", type=int, required=True, help="The number of the session.")
        parser.add_argument("--dates", choices=ORDERS, help="How dates are read that nothing else settles.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would be done, and write nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print the result for machines.")

    def handle(self, *_args: Any, as_json: bool, **options: Any) -> None:
        try:
            outcome = _import(**{name: options[name] for name in ("file", "session", "dates", "dry_run")})
        except AmbiguousDatesError as question:
            raise CommandError(f"{question} Use --dates day-first or --dates month-first.", returncode=2) from question
        except (DomainError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        except Session.DoesNotExist as error:
            raise CommandError(f"There is no session {options['session']}.", returncode=2) from error
        for line in [_as_json(outcome)] if as_json else _sentences(outcome):
            self.stdout.write(line)
        if outcome.undecided:
            sys.exit(1)


@transaction.atomic
def _import(*, file: Path, session: int, dates: str | None, dry_run: bool) -> Outcome:
    """Everything or nothing: a refusal leaves no file behind."""
    refuse_size(file.stat().st_size)
    kept = upload_file(session_id=session, name=file.name, content=file.read_bytes(), by=BY)
    if dates and kept.state == FileState.READ:
        answer_dates(file_id=kept.pk, day_first=ORDERS[dates], by=BY)
    plan = plan_file(_whole(kept))
    if plan.report.needs_columns:
        raise DomainError(COLUMNS)
    applied = None if dry_run else apply_file(file_id=kept.pk, by=BY)
    transaction.set_rollback(dry_run)
    return Outcome(plan=plan, applied=applied)


def _whole(file: AttendanceFile) -> AttendanceFile:
    return AttendanceFile.objects.select_related("session__workshop").prefetch_related("session__parts").get(pk=file.pk)


def _sentences(outcome: Outcome) -> Iterator[str]:
    plan, found = outcome.plan, outcome.plan.found
    yield f"{plan.report.label}. Dates: {plan.report.dates}."
    yield (
        f"Recognised {len(plan.sitting)} of {len(plan.places)} booked; to decide {len(outcome.undecided)}, hosts and presenters "
        f"{len(found.staff)}, nobody of ours {len(found.dismissed)}, lines passed over {len(plan.report.ignored)}."
    )
    yield from (f"To decide: {name}" for name in outcome.undecided)
    if outcome.applied is None:
        yield f"Nothing was written. It would add {len(plan.changes.add)} and take away {len(plan.changes.remove)} stays."
    else:
        done = outcome.applied
        yield f"Stays added {done.added}, taken away {done.removed}; attendance proposed {done.proposed}."


def _as_json(outcome: Outcome) -> str:
    plan, found = outcome.plan, outcome.plan.found
    told = {
        "label": plan.report.label,
        "dates": plan.report.dates,
        "booked": len(plan.places),
        "recognised": len(plan.sitting),
        "to_decide": outcome.undecided,
        "hosts_and_presenters": len(found.staff),
        "nobody_of_ours": len(found.dismissed),
        "ignored": [asdict(line) for line in plan.report.ignored],
        "applied": asdict(outcome.applied) if outcome.applied else None,
    }
    return json.dumps(told, indent=2)
