"""Attendance reports of a session: the list of files, and taking in another."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from attendees.admin.evidence_forms import ReportForm
from attendees.admin.evidence_page import NOBODY
from attendees.models import AttendanceFile
from attendees.services.evidence_files import upload_file
from attendees.services.reading_files import refuse_size
from workshops.admin.base import OrganiserAdmin, actor
from workshops.foundation.errors import DomainError
from workshops.models import Session

PERMISSION = "attendees.change_attendance"
EARLIER = "This file was uploaded for this session before. Here it is as it was: nothing was changed."


def files_page(admin: OrganiserAdmin, request: HttpRequest, session: Session) -> HttpResponse:
    """`…/reports/`: the files of a session; sending it takes in another."""
    require_permission(request)
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    if form.is_valid():
        file = _upload(request, session, form)
        if file:
            return redirect("admin:workshops_session_report", session.pk, file.pk)
    context = {"files": _files(session), "form": form}
    return page_of(admin, request, session, "attendance_files", f"Attendance reports: {session}", context)


def require_permission(request: HttpRequest) -> None:
    """Raises PermissionDenied for whoever may not say who attended."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def file_or_404(session: Session, file_id: int) -> AttendanceFile:
    """With what its plan reads."""
    rows = AttendanceFile.objects.select_related("session__workshop").prefetch_related("session__parts")
    return get_object_or_404(rows, pk=file_id, session=session)


def chosen_place(place: str) -> int | None:
    """The id of the place that was chosen, None for nobody of ours. Raises Http404 for what no page offers."""
    if place == NOBODY:
        return None
    if not place.isdecimal() or len(place) > 18:
        raise Http404
    return int(place)


def page_of(
    admin: OrganiserAdmin, request: HttpRequest, session: Session, name: str, title: str, context: dict[str, Any]
) -> HttpResponse:
    """One page about a session's reports, from the template `name`."""
    shown = {"title": title, "opts": admin.opts, "session": session, **context}
    return TemplateResponse(request, f"admin/lectern/{name}.html", admin.admin_site.each_context(request) | shown)


def _files(session: Session) -> QuerySet[AttendanceFile]:
    """Without what is in them."""
    counted = AttendanceFile.objects.filter(session=session).annotate(stays_count=Count("stays"))
    return counted.defer("sealed").order_by("-uploaded_at", "-pk")


def _upload(request: HttpRequest, session: Session, form: ReportForm) -> AttendanceFile | None:
    """The file that was kept; None with the reason on the form."""
    upload = form.cleaned_data["file"]
    before = set(AttendanceFile.objects.filter(session=session).values_list("pk", flat=True))
    try:
        if upload:
            refuse_size(upload.size)
        file = upload_file(
            session_id=session.pk,
            name=upload.name if upload else "",
            content=upload.read() if upload else form.cleaned_data["text"].encode(),
            by=actor(request),
        )
    except DomainError as error:
        form.add_error("file" if upload else "text", str(error))
        return None
    if file.pk in before:
        messages.info(request, EARLIER)
    return file
