"""The personal joining page: it says when the way in opens, and leads into the meeting once it is."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from attendees.joining import can_come, is_joining_open, is_online, joining_opens_at, meeting_target
from attendees.models import Place
from attendees.place_access import accept_place_key, actor_of, is_own, known_place, newer_place, place_for
from attendees.services.stays import record_joining
from workshops.foundation.errors import DomainError


class SeeOther(HttpResponseRedirect):
    """On to another page after a form was sent."""

    status_code = 303


@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/join/`: by account or by the signed link, for whoever is named on the place and nobody else.

    Looking (GET) records nothing, because programs that check mail follow every link in it.
    """
    if "key" in request.GET:
        return _enter(request, code)
    place = place_for(request, code)
    newer = newer_place(request, place)
    if newer:
        return redirect("place_join", newer.code)
    if not is_own(request, place) or not (can_come(place) or place.session.is_past):
        return redirect(place)
    if request.method == "POST" and _is_open(place):
        return _go(request, place)
    return _page(request, place)


def _enter(request: HttpRequest, code: str) -> HttpResponse:
    if not accept_place_key(request, known_place(code)):
        raise Http404
    return redirect("place_join", code)


def _is_open(place: Place) -> bool:
    session = place.session
    return is_online(session) and is_joining_open(session) and bool(session.joining_url)


def _go(request: HttpRequest, place: Place) -> HttpResponse:
    try:
        record_joining(place_id=place.pk, by=actor_of(request, place.booking, place).by)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(place)
    return SeeOther(place.session.joining_url)


def _page(request: HttpRequest, place: Place) -> HttpResponse:
    session = place.session
    context = {
        "place": place,
        "session": session,
        "workshop": session.workshop,
        "is_online": is_online(session),
        "is_open": is_joining_open(session),
        "opens_at": joining_opens_at(session),
        "has_begun": session.starts_at <= timezone.now(),
    }
    response = render(request, "attendees/join.html", context)
    if _is_open(place):
        response._csp_update = {"form-action": [meeting_target(session)]}  # type: ignore[attr-defined]  # noqa: SLF001
    return response
