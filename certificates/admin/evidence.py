"""The evidence page of one place: a picture of parts and stays, what is recorded by whom, and how to decide otherwise."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from attendees.admin.history import history_of_attendance, names_of
from attendees.models import Place, Stay
from attendees.services.attendance import mark_attendance
from attendees.services.proposing import use_proposal
from attendees.services.stays_by_hand import BY_HAND, add_stay
from attendees.session_evidence import counting_of, evidence_for
from attendees.timeline import timeline_of
from certificates.admin.marks import MarkForm, Row
from certificates.admin.stay_form import StayForm
from workshops.admin.base import actor
from workshops.foundation.errors import DomainError
from workshops.models import Session, TimetablePart


def evidence_page(admin: ModelAdmin, request: HttpRequest, session: Session, place_id: int) -> HttpResponse:
    """Show the evidence (GET), or mark, propose again, or add a stay (POST). 404 for a place that is not of the session."""
    prefetch_related_objects([session], "parts")
    place = place_of(session, place_id)
    sent = request.POST if request.method == "POST" else None
    do = sent.get("do") if sent else ""
    mark = MarkForm(sent if do == "mark" else None, place=place)
    stay = StayForm(sent if do == "stay" else None, session=session)
    steps: dict[str | None, tuple[Callable[[], object], str]] = {
        "mark": (lambda: _mark(place, mark, request), "The attendance is marked."),
        "stay": (lambda: _add(place, stay, request), "The stay is added."),
        "proposal": (lambda: use_proposal(place_id=place.pk, by=actor(request)), "The proposal holds again."),
    }
    if do in steps and _is_done(request, *steps[do]):
        return redirect("admin:workshops_session_evidence", session.pk, place.pk)
    return _show(admin, request, place, mark=mark, stay=stay)


def place_of(session: Session, place_id: int) -> Place:
    """With all that its evidence page shows. Raises Http404."""
    rows = Place.objects.filter(session=session).select_related("attendance", "booking", "ticket_type")
    place = get_object_or_404(rows.prefetch_related("stays__file", "certificates", "attendance_queries"), pk=place_id)
    place.session = session
    return place


def _is_done(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Act and say so; False when it was refused, or the form has to say what is wrong."""
    try:
        if act() is None:
            return False
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def _mark(place: Place, form: MarkForm, request: HttpRequest) -> object:
    if not form.is_valid():
        messages.error(request, form.wrong)
        return None
    if not form.mark:
        messages.info(request, "Nothing was changed.")
        return None
    mark = form.mark
    return mark_attendance(
        place_id=place.pk, decision=mark.decision, minutes=mark.minutes, reason=mark.reason, by=actor(request)
    )


def _add(place: Place, form: StayForm, request: HttpRequest) -> object:
    if not form.is_valid():
        return None
    return add_stay(
        place_id=place.pk,
        starts_at=form.cleaned_data["starts_at"],
        ends_at=form.cleaned_data["ends_at"],
        reason=form.cleaned_data["reason"],
        by=actor(request),
    )


def _show(admin: ModelAdmin, request: HttpRequest, place: Place, *, mark: MarkForm, stay: StayForm) -> HttpResponse:
    stays = list(place.stays.all())
    row = Row(place, mark)
    attendance = row.attendance
    shown = {
        "title": f"Evidence: {place}",
        "opts": admin.opts,
        "session": place.session,
        "place": place,
        "row": row,
        "days": timeline_of(place.session, stays, attendance.evidence if attendance else ""),
        "parts": parts_of(place.session, stays),
        "stays": stays_told(stays),
        "queries": place.attendance_queries.all(),
        "history": history_of_attendance(place),
        "stay": stay,
        "is_open": not row.is_confirmed and place.is_live and place.session.starts_at <= timezone.now(),
        "may_issue": request.user.has_perm("certificates.add_certificate"),
    }
    context = admin.admin_site.each_context(request) | shown
    return TemplateResponse(request, "admin/lectern/evidence.html", context)


def parts_of(session: Session, stays: Sequence[Stay]) -> list[tuple[TimetablePart, int | None]]:
    """Each part with the minutes attended of it; None where it does not count, or only totals are known."""
    known = evidence_for(counting_of(session), stays)
    attended = iter(known.parts)
    return [(part, _minutes(next(attended, None)) if part.is_teaching else None) for part in session.parts.all()]


def _minutes(part: Any) -> int | None:
    return None if part is None else part.minutes


def stays_told(stays: Sequence[Stay]) -> list[dict[str, Any]]:
    """Each stay with its minutes, who recorded it, and whether it may be removed; totals, which have no hour, last."""
    names = names_of({stay.by for stay in stays})
    return [
        {
            "stay": stay,
            "minutes": _length(stay),
            "by": names.get(stay.by, stay.by),
            "is_removable": stay.source in BY_HAND,
        }
        for stay in sorted(stays, key=lambda stay: stay.starts_at is None)
    ]


def _length(stay: Stay) -> int | None:
    if stay.starts_at and stay.ends_at:
        return int((stay.ends_at - stay.starts_at).total_seconds() // 60)
    return stay.total_minutes
