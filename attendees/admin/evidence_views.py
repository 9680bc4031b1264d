"""One report: its plan, the questions that only a person can answer, applying, discarding and taking it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from attendees.admin.evidence_files import chosen_place, file_or_404, page_of, require_permission
from attendees.admin.evidence_forms import ColumnsForm
from attendees.admin.evidence_page import plan_context
from attendees.enums import FileState
from attendees.evidence import AmbiguousDatesError
from attendees.models import AttendanceFile
from attendees.services.applying import Applied, apply_file
from attendees.services.evidence_answers import answer_dates, choose_columns, decide_identity
from attendees.services.evidence_files import discard_file
from attendees.services.evidence_plan import plan_file
from attendees.services.taking_back import take_back_file
from workshops.admin.base import OrganiserAdmin, actor
from workshops.foundation.errors import DomainError
from workshops.models import Session


def file_page(admin: OrganiserAdmin, request: HttpRequest, session: Session, file_id: int) -> HttpResponse:
    """`…/reports/<file>/`: what the report would do. Sending it does what the button says."""
    require_permission(request)
    file = file_or_404(session, file_id)
    if request.method == "POST":
        done = _act(request, file)
        if done:
            return done
    context = {"file": file, "is_open": file.state == FileState.READ, "is_applied": file.state == FileState.APPLIED}
    return page_of(admin, request, session, "attendance_file", file.name, context | _read(request, file))


def _read(request: HttpRequest, file: AttendanceFile) -> dict[str, Any]:
    """The plan; or the question that is to be answered before; or why there is neither."""
    shown = {"plan": None, "readings": (), "columns": None, "problem": ""}
    if file.state == FileState.DISCARDED:
        return shown
    try:
        plan = plan_file(file)
    except AmbiguousDatesError as question:
        return shown | {"readings": question.readings, "problem": str(question)}
    except DomainError as refusal:
        return shown | {"problem": str(refusal)}
    if plan.report.needs_columns:
        data = request.POST if request.POST.get("do") == "columns" else None
        return shown | {"columns": ColumnsForm(data, table=plan.report.needs_columns)}
    return shown | plan_context(plan, page=request.GET.get("page", "1"), search=request.GET.get("q", "").strip())


def _act(request: HttpRequest, file: AttendanceFile) -> HttpResponse | None:
    """Do what was asked for; None where the page has to be shown again, with what was typed."""
    steps: dict[str, Callable[[HttpRequest, AttendanceFile], str]] = {
        "decide": _decide,
        "dates": _answer,
        "columns": _choose,
        "apply": _apply,
        "discard": _discard,
        "take back": _take_back,
    }
    step = steps.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    try:
        said = step(request, file)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return None if step is _choose else redirect(request.get_full_path())
    if not said:
        return None
    messages.success(request, said)
    if step in {_discard, _take_back}:
        return redirect("admin:workshops_session_reports", file.session_id)
    return redirect(request.get_full_path())


def _decide(request: HttpRequest, file: AttendanceFile) -> str:
    """All decisions of a page. Whoever is left for later has none."""
    sent = zip(request.POST.getlist("key"), request.POST.getlist("place"), strict=False)
    decided = [(key, place) for key, place in sent if place]
    for key, place in decided:
        decide_identity(session_id=file.session_id, key=key, place_id=chosen_place(place), by=actor(request))
    return f"{len(decided)} {'decision' if len(decided) == 1 else 'decisions'} saved."


def _answer(request: HttpRequest, file: AttendanceFile) -> str:
    answer_dates(file_id=file.pk, day_first=request.POST.get("day_first") == "yes", by=actor(request))
    return "The dates are read like that."


def _choose(request: HttpRequest, file: AttendanceFile) -> str:
    table = plan_file(file).report.needs_columns
    if table is None:
        raise Http404
    form = ColumnsForm(request.POST, table=table)
    if not form.is_valid():
        return ""
    choose_columns(file_id=file.pk, columns=form.columns, by=actor(request))
    return "The columns are remembered for other files with the same heading."


def _apply(request: HttpRequest, file: AttendanceFile) -> str:
    return told_of(apply_file(file_id=file.pk, by=actor(request)))


def told_of(applied: Applied) -> str:
    """What applying a file did, in a sentence or two."""
    changed = [
        *([f"{_counted(applied.added, 'stay')} added"] if applied.added else []),
        *([f"{_counted(applied.removed, 'stay')} taken away"] if applied.removed else []),
    ]
    said = (
        f"Applied: {' and '.join(changed)} for {_people(applied.places)}." if changed else "Nothing had to be changed."
    )
    held = f" {_people(applied.held)} confirmed already, and left as they are." if applied.held else ""
    return f"{said}{held} {_people(applied.proposed)} proposed on the roster."


def _discard(request: HttpRequest, file: AttendanceFile) -> str:
    discard_file(file_id=file.pk, by=actor(request))
    return f"Discarded: {file.name}."


def _take_back(request: HttpRequest, file: AttendanceFile) -> str:
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, "Say why the report is taken back. One sentence is enough.")
        return ""
    take_back_file(file_id=file.pk, reason=reason[:300], by=actor(request))
    return f"Taken back: {file.name}. The proposals are worked out again without it."


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
