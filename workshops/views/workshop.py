"""One workshop with its sessions."""

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from workshops.availability import Availability, availability
from workshops.enums import WorkshopState
from workshops.models import Session, Workshop
from workshops.page_cache import cached_page
from workshops.queries import current_provider, sessions_of
from workshops.stamps import workshop_stamp
from workshops.structured_data import session_events
from workshops.timetable import timetables


@cached_page(workshop_stamp)
def workshop_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/workshops/<slug>/`. Organisers see drafts, under a banner; to everyone else those are not there."""
    workshop = get_object_or_404(Workshop.objects.with_people(), slug=slug)
    is_public = workshop.state == WorkshopState.PUBLISHED
    is_staff = bool(getattr(request.user, "is_staff", False))
    if not (is_public or is_staff):
        raise Http404
    sessions = sessions_of(workshop, drafts=is_staff)
    provider = current_provider()
    context = {
        "workshop": workshop,
        "provider": provider,
        "canonical": settings.SITE_URL + workshop.get_absolute_url(),
        "is_preview": not is_public,
        "coming": sessions.coming,
        "past": sessions.past,
        "timetables": timetables(sessions.coming),
        "bar_session": _first_open(sessions.coming),
        "events": session_events(sessions.coming, provider) if is_public and sessions.coming else None,
        "form_key": uuid.uuid4,
    }
    return render(request, "workshops/workshop.html", context)


def _first_open(sessions: list[Session]) -> Session | None:
    """The session that the phone's bar offers: the next with a seat, or with a waiting list."""
    for wanted in (Availability.OPEN, Availability.FULL):
        for session in sessions:
            if availability(session) == wanted:
                return session
    return None
