"""The roster of a session: who came, for how long and by what evidence, and what became of their certificates."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from attendees.enums import Decision
from attendees.models import Place
from attendees.services.proposing import propose_attendance
from certificates.admin.marks import TO_REVIEW, UNMARKED, Row, mark_in_full, places_of, rows_of, save_marks
from certificates.models import Certificate
from workshops.admin.base import actor
from workshops.models import Session

# As many fields as a browser may send at once hold a good many more.
ROWS = 100
WHOM = {"all": UNMARKED, "reviewed": TO_REVIEW}


def roster_page(admin: ModelAdmin, request: HttpRequest, session: Session) -> HttpResponse:
    """Show the roster, or write the marks that were sent. Confirmed attendance is never touched here."""
    page = _page(request, session)
    if request.method != "POST":
        return _show(admin, request, session, page, rows_of(list(page)))
    if request.POST.get("do") == "again":
        return _work_out_again(request, session)
    rows = rows_of(list(page), request.POST)
    written = save_marks(rows, by=actor(request))
    if whom := WHOM.get(request.POST.get("do", "")):
        written += mark_in_full(session, whom, rows, reason=request.POST.get("rest", "")[:300], by=actor(request))
    refused = _tell(request, rows, written)
    if refused:
        return _show(admin, request, session, page, rows[: len(page)])
    return redirect(_next(request, session))


def _page(request: HttpRequest, session: Session) -> Page:
    wanted = request.GET.get("q", "").replace("\x00", "").strip()
    return Paginator(places_of(session).called(wanted), ROWS).get_page(request.GET.get("page"))


def _next(request: HttpRequest, session: Session) -> str:
    """Where a page leads that was sent and written: to the question, or back to itself."""
    roster = reverse("admin:workshops_session_roster", args=[session.pk])
    if request.POST.get("do") == "confirm":
        return reverse("admin:workshops_session_roster_confirm", args=[session.pk])
    chosen = request.POST.getlist("chosen")
    if request.POST.get("do") == "chosen" and chosen:
        question = reverse("admin:workshops_session_roster_confirm", args=[session.pk])
        return f"{question}?{urlencode([('place', pk) for pk in chosen])}"
    kept = urlencode({name: request.GET[name] for name in ("q", "page") if request.GET.get(name)})
    return f"{roster}?{kept}" if kept else roster


def _work_out_again(request: HttpRequest, session: Session) -> HttpResponse:
    count = propose_attendance(session_id=session.pk, by=actor(request))
    if count:
        people = "1 person" if count == 1 else f"{count} people"
        messages.success(request, f"Worked out again for {people}, by the timetable and rule as they are now.")
    else:
        messages.info(request, "There is nothing to work out: no evidence has arrived for anyone who is still open.")
    return redirect("admin:workshops_session_roster", session.pk)


def _tell(request: HttpRequest, rows: Sequence[Row], written: int) -> bool:
    """What was written and what was refused, by name; whether anything was refused."""
    if written:
        messages.success(request, f"{written} {'mark' if written == 1 else 'marks'} saved.")
    refused = [row for row in rows if row.refusal]
    for row in refused:
        messages.error(request, f"{row.place}: {row.refusal}")
    do = request.POST.get("do")
    if do == "chosen" and not request.POST.getlist("chosen"):
        messages.error(request, "Choose someone first, by the boxes beside the names.")
    elif not written and not refused and do not in {"confirm", "chosen"}:
        messages.info(request, "Nothing was changed.")
    return bool(refused)


def _show(admin: ModelAdmin, request: HttpRequest, session: Session, page: Page, rows: Sequence[Row]) -> HttpResponse:
    prefetch_related_objects([session], "parts")
    facts = facts_of(session)
    return TemplateResponse(
        request,
        "admin/lectern/roster.html",
        admin.admin_site.each_context(request)
        | {
            "title": f"Roster: {session}",
            "opts": admin.opts,
            "session": session,
            "rows": rows,
            "page": page,
            "wanted": request.GET.get("q", ""),
            "facts": facts,
            "has_begun": session.starts_at <= timezone.now(),
            "may_issue": request.user.has_perm("certificates.add_certificate"),
            "is_open": facts["confirmed"] < facts["places"],
        },
    )


def facts_of(session: Session) -> dict[str, Any]:
    """Numbers for the head of the page, of the whole session. Reads prefetched parts; two queries."""
    open_now = Q(attendance__confirmed_at=None)
    counted = (
        Place.objects.confirmed()
        .filter(session=session)
        .aggregate(
            places=Count("pk"),
            marked=Count("attendance"),
            confirmed=Count("pk", filter=Q(attendance__confirmed_at__isnull=False)),
            proposed=Count("pk", filter=open_now & Q(attendance__is_proposed=True)),
            to_review=Count("pk", filter=open_now & Q(attendance__decision=Decision.REVIEW)),
        )
    )
    certificates = Certificate.objects.valid().filter(place__session=session, place__state="confirmed").count()
    return counted | {"minutes": session.teaching_minutes, "certificates": certificates}
