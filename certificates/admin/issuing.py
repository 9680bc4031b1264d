"""Confirming a session's attendance and issuing its certificates, after saying what will happen."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from attendees.attendance_words import is_too_short
from attendees.enums import Decision
from certificates.admin.marks import Row, places_of, rows_of
from certificates.enums import CertificateState
from certificates.services.issuing import Issued, confirm_and_issue
from workshops.admin.base import actor
from workshops.foundation.errors import DomainError
from workshops.models import Session

NEEDED = ("attendees.change_attendance", "certificates.add_certificate")
ATTENDED = (Decision.FULL, Decision.PART)
CHANGED = "Nothing is confirmed yet: something changed since this page was shown. Look at it again, then confirm."


def confirm_page(admin: ModelAdmin, request: HttpRequest, session: Session) -> HttpResponse:
    """Say what confirming will do (GET), or do it (POST). Raises PermissionDenied without both permissions."""
    if not request.user.has_perms(NEEDED):
        raise PermissionDenied
    if request.method != "POST":
        return _show(admin, request, session, _chosen(request.GET.getlist("place")))
    chosen = _chosen(request.POST.getlist("place"))
    seen = request.POST.get("seen")
    if seen and seen != _signed(_plan(session, chosen)):
        messages.warning(request, CHANGED)
        return _show(admin, request, session, chosen)
    try:
        issued = confirm_and_issue(session_id=session.pk, by=actor(request), place_ids=chosen)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        _tell(request, issued, is_part=chosen is not None)
    return redirect("admin:workshops_session_roster", session.pk)


def _chosen(sent: Sequence[str]) -> list[int] | None:
    """The places that were chosen; None for everybody."""
    return [int(pk) for pk in sent if pk.isdecimal()] if sent else None


def _tell(request: HttpRequest, issued: Issued, *, is_part: bool) -> None:
    made = f"{issued.made} {'certificate' if issued.made == 1 else 'certificates'}"
    again = f" {issued.restored} that had been revoked {'stands' if issued.restored == 1 else 'stand'} again."
    told = f"Attendance confirmed. {made} issued, {issued.had} issued earlier.{again if issued.restored else ''}"
    messages.success(request, told)
    if issued.waiting and not is_part:
        messages.warning(request, f"No certificate for: {', '.join(issued.waiting)}.")


def _plan(session: Session, chosen: list[int] | None) -> dict[str, Any]:
    places = places_of(session)
    return what_will_happen(rows_of(list(places if chosen is None else places.filter(pk__in=chosen))))


def _signed(plan: dict[str, Any]) -> str:
    """Of what an organiser agrees to: a report that is applied meanwhile is to be looked at before it counts."""
    told = [(row.place.pk, row.standing) for row in plan["confirmed"]]
    return sha256(repr(sorted(told)).encode()).hexdigest()[:16]


def _show(admin: ModelAdmin, request: HttpRequest, session: Session, chosen: list[int] | None) -> HttpResponse:
    plan = _plan(session, chosen)
    shown = {
        "title": f"Confirm attendance: {session}",
        "opts": admin.opts,
        "session": session,
        "chosen": chosen,
        "plan": plan,
        "seen": _signed(plan),
    }
    return TemplateResponse(
        request, "admin/lectern/roster_confirm.html", admin.admin_site.each_context(request) | shown
    )


def what_will_happen(rows: Sequence[Row]) -> dict[str, Any]:
    """Who is confirmed, who gets a certificate, and who is left out and why."""
    decided = [row for row in rows if row.attendance and row.attendance.decision != Decision.REVIEW]
    attended = [row for row in decided if row.attendance.decision in ATTENDED]
    absent = [row for row in decided if row.attendance.decision == Decision.ABSENT]
    return {
        "confirmed": [row for row in decided if not row.is_confirmed],
        "certified": [row for row in attended if row.place.attendee_name and not _stands(row)],
        "absent": [row for row in absent if not is_too_short(row.attendance)],
        "too_short": [row for row in absent if is_too_short(row.attendance)],
        "unnamed": [row for row in attended if not row.place.attendee_name],
        "undecided": [row for row in rows if row not in decided],
    }


def _stands(row: Row) -> bool:
    return row.certificate is not None and row.certificate.state == CertificateState.ISSUED
