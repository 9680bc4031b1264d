"""Who one person of a report is: anybody with a place, found by a search, or nobody of ours."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from attendees.admin.evidence_files import chosen_place, file_or_404, page_of, require_permission
from attendees.admin.evidence_page import NOBODY, place_label, places_like, someone
from attendees.evidence import Person
from attendees.models import AttendanceFile, Place
from attendees.services.evidence_answers import decide_identity, forget_identity
from attendees.services.evidence_plan import FilePlan, plan_file
from workshops.admin.base import OrganiserAdmin, actor
from workshops.foundation.errors import DomainError
from workshops.models import Session

MOST_FOUND = 50
FORGET = "forget"
CHOOSE = "Choose a place, or say that this is nobody of ours."


def person_page(admin: OrganiserAdmin, request: HttpRequest, session: Session, file_id: int) -> HttpResponse:
    """`…/reports/<file>/person/?key=…`: say who one person is, with a search among all places."""
    require_permission(request)
    file = file_or_404(session, file_id)
    plan = _plan_or_404(file)
    key = request.GET.get("key", "")
    person = next((each for each in plan.report.people if plan.key_of(each) == key), None)
    if person is None:
        raise Http404
    if request.method == "POST" and _say(request, file, key):
        return redirect("admin:workshops_session_report", session.pk, file.pk)
    return page_of(
        admin, request, session, "attendance_person", f"Who is {person.name}?", _person(request, plan, person)
    )


def _plan_or_404(file: AttendanceFile) -> FilePlan:
    try:
        return plan_file(file)
    except DomainError as refusal:
        raise Http404(str(refusal)) from refusal


def _say(request: HttpRequest, file: AttendanceFile, key: str) -> bool:
    """Whether the answer was taken."""
    place = request.POST.get("place", "")
    try:
        if place == FORGET:
            forget_identity(session_id=file.session_id, key=key, by=actor(request))
        elif place:
            decide_identity(session_id=file.session_id, key=key, place_id=chosen_place(place), by=actor(request))
        else:
            messages.error(request, CHOOSE)
            return False
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, "Saved.")
    return True


def _person(request: HttpRequest, plan: FilePlan, person: Person) -> dict[str, Any]:
    search = request.GET.get("q", "").strip()
    found = places_like(plan, search) if search else _first_choices(plan, person)
    someones = someone(plan, person)
    chosen = plan.decided.get(someones.key)
    return {
        "file": plan.file,
        "someone": someones,
        "search": search,
        "choices": [(place.pk, place_label(place)) for place in found[:MOST_FOUND]],
        "more": max(0, len(found) - MOST_FOUND),
        "chosen": NOBODY if someones.key in plan.decided and chosen is None else chosen,
        "is_decided": someones.key in plan.decided,
    }


def _first_choices(plan: FilePlan, person: Person) -> list[Place]:
    """Where they sit now or perhaps should, then everybody."""
    doubts = [place for doubt in plan.found.uncertain if doubt.person is person for place in doubt.suggestions]
    now = [match.place_id for match in plan.found.matched if match.person is person]
    first = dict.fromkeys([*now, *doubts])
    return [*(plan.places[place] for place in first), *(p for pk, p in plan.places.items() if pk not in first)]
