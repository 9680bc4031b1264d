"""The roster of a session: who came, for how long, and what became of their certificates."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from attendees.enums import Decision
from certificates.admin.marks import Row, mark_rest_in_full, rows_of, save_marks
from certificates.enums import CertificateState
from workshops.admin.base import actor
from workshops.models import Session


def roster_page(admin: ModelAdmin, request: HttpRequest, session: Session) -> HttpResponse:
    """Show the roster, or write the marks that were sent. Confirmed attendance is never touched here."""
    if request.method != "POST":
        return _show(admin, request, session, rows_of(session))
    rows = rows_of(session, request.POST)
    written = save_marks(rows, by=actor(request))
    if request.POST.get("do") == "all":
        written += mark_rest_in_full(rows, by=actor(request))
    refused = _tell(request, rows, written)
    if refused:
        return _show(admin, request, session, rows)
    confirming = request.POST.get("do") == "confirm"
    return redirect(f"admin:workshops_session_roster{'_confirm' if confirming else ''}", session.pk)


def _tell(request: HttpRequest, rows: Sequence[Row], written: int) -> bool:
    """What was written and what was refused, by name; whether anything was refused."""
    if written:
        messages.success(request, f"{written} {'mark' if written == 1 else 'marks'} saved.")
    refused = [row for row in rows if row.refusal]
    for row in refused:
        messages.error(request, f"{row.place}: {row.refusal}")
    if not written and not refused and request.POST.get("do") != "confirm":
        messages.info(request, "Nothing was changed.")
    return bool(refused)


def _show(admin: ModelAdmin, request: HttpRequest, session: Session, rows: Sequence[Row]) -> HttpResponse:
    prefetch_related_objects([session], "parts")
    return TemplateResponse(
        request,
        "admin/lectern/roster.html",
        admin.admin_site.each_context(request)
        | {
            "title": f"Roster: {session}",
            "opts": admin.opts,
            "session": session,
            "rows": rows,
            "facts": facts_of(session, rows),
            "has_begun": session.starts_at <= timezone.now(),
            "may_issue": request.user.has_perm("certificates.add_certificate"),
            "is_open": any(row.form for row in rows),
        },
    )


def facts_of(session: Session, rows: Sequence[Row]) -> dict[str, Any]:
    """Numbers for the head of the page. Reads prefetched parts and rows; asks the database nothing."""
    return {
        "places": len(rows),
        "minutes": session.teaching_minutes,
        "marked": sum(1 for row in rows if row.attendance),
        "confirmed": sum(1 for row in rows if row.is_confirmed),
        "to_review": sum(1 for row in rows if row.attendance and row.attendance.decision == Decision.REVIEW),
        "certificates": sum(1 for row in rows if row.certificate and row.certificate.state == CertificateState.ISSUED),
    }
