"""The run sheet of a session: everything for the day on one page, on a phone as well."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from attendees.enums import StaySource
from attendees.run_sheet import counts_of, latest_arrivals, people_of
from attendees.services.checking_in import open_code
from certificates.enums import CertificateState
from certificates.models import Certificate
from workshops.course_of_day import course_of
from workshops.models import Session

PER_PAGE = 100
# Seconds after which the page is asked for again, for whoever follows arrivals.
EVERY_S = 20


def day_page(admin: ModelAdmin, request: HttpRequest, session: Session) -> HttpResponse:
    """`?q=` finds people, `?missing=1` shows who is not here yet, `?live=1` has the browser look again by itself."""
    prefetch_related_objects([session], "parts__presenter")
    asked = _asked(request)
    people = people_of(session, words=asked["words"], only_missing=asked["missing"])
    context = admin.admin_site.each_context(request) | {
        "title": f"The day: {session}",
        "opts": admin.opts,
        "session": session,
        "course": course_of(session, timezone.now()),
        "code": open_code(session),
        "counts": counts_of(session),
        "issued": Certificate.objects.filter(place__session=session, state=CertificateState.ISSUED).count(),
        "latest": _with_words(latest_arrivals(session)),
        "page": _with_words(Paginator(people, PER_PAGE).get_page(request.GET.get("page"))),
        "may_see_needs": request.user.has_perm("attendees.view_accessneed"),
        "may_write": request.user.has_perm("attendees.change_booking"),
        "every": EVERY_S,
        **asked,
    }
    response = TemplateResponse(request, "admin/lectern/day.html", context)
    if asked["live"]:
        response["Refresh"] = str(EVERY_S)
    return response


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {
        "words": request.GET.get("q", "").replace("\x00", "").strip()[:100],
        "missing": request.GET.get("missing") == "1",
        "live": request.GET.get("live") == "1",
    }


def _with_words(places: Any) -> Any:
    """The same places, each with `shown_how`: the words for what shows that they came."""
    for place in places:
        place.shown_how = StaySource(place.shown_by).label if place.shown_by else ""
    return places
