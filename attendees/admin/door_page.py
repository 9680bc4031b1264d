"""The door of a session on an organiser's phone: who is found, two large buttons, and the latest scans."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from attendees.door_tokens import place_of_token
from attendees.enums import StaySource
from attendees.models import Place, Stay
from attendees.services.scanning import scan_place, undo_scan
from workshops.admin.base import actor
from workshops.foundation.clock import clock
from workshops.foundation.errors import DomainError
from workshops.models import Session

MOST_FOUND = 30
LATEST = 12


@dataclass(frozen=True, kw_only=True)
class Found:
    """Someone with a place, and their latest scan."""

    place: Place
    scan: Stay | None

    @property
    def is_in(self) -> bool:
        return self.scan is not None and self.scan.ends_at is None


def door_page(admin: ModelAdmin, request: HttpRequest, session: Session) -> HttpResponse:
    """`/admin/workshops/session/<id>/door/`: `?q=` finds by name, booking, place or the QR code; POST scans or takes back."""
    if request.method == "POST":
        _act(request, session)
        return redirect("admin:workshops_session_door", session.pk)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:300]
    places = list(find_places(session, words)[: MOST_FOUND + 1])
    scans = _latest_scans(places)
    context = admin.admin_site.each_context(request) | {
        "title": f"Door: {session}",
        "opts": admin.opts,
        "session": session,
        "words": words,
        # What a scanner typed says nothing to a reader.
        "typed": "" if place_of_token(words) else words,
        "found": [Found(place=place, scan=scans.get(place.pk)) for place in places[:MOST_FOUND]],
        "are_more": len(places) > MOST_FOUND,
        "latest": _latest(session),
        **_counts(session),
    }
    return TemplateResponse(request, "admin/lectern/door.html", context)


def find_places(session: Session, words: str) -> QuerySet[Place]:
    """The confirmed places that these words mean, by name; without words all of them."""
    places = session.places.confirmed().select_related("booking").order_by("attendee_name", "pk")
    shown = place_of_token(words) if words else None
    if shown is not None:
        return places.filter(pk=shown.pk)
    return places.called(words)


def _act(request: HttpRequest, session: Session) -> None:
    try:
        said = _undo(request, session) if "undo" in request.POST else _scan(request, session)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def _scan(request: HttpRequest, session: Session) -> str:
    """Write it down; the sentence about it."""
    place = get_object_or_404(session.places, pk=_number(request, "place"))
    has_left = request.POST.get("do") == "left"
    stay = scan_place(place_id=place.pk, by=actor(request), left=has_left)
    moment = (stay.ends_at if has_left else None) or stay.starts_at
    what = "left" if has_left else "arrived"
    return f"{place} {what} at {clock(moment.astimezone(session.zone))}." if moment else f"{place} {what}."


def _undo(request: HttpRequest, session: Session) -> str:
    stay = get_object_or_404(Stay, pk=_number(request, "undo"), place__session=session)
    return f"Taken back: the latest scan of {undo_scan(stay_id=stay.pk, by=actor(request))}."


def _number(request: HttpRequest, name: str) -> int:
    """A row's number out of the form; nought, which no row has, for anything else."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


def _latest_scans(places: list[Place]) -> dict[int, Stay]:
    rows = Stay.objects.filter(place__in=places, source=StaySource.SCAN).order_by("starts_at", "pk")
    return {stay.place_id: stay for stay in rows}


def _latest(session: Session) -> list[Stay]:
    scans = Stay.objects.filter(place__session=session, source=StaySource.SCAN).select_related("place")
    return list(scans.order_by(Coalesce("ends_at", "starts_at").desc(), "-pk")[:LATEST])


def _counts(session: Session) -> dict[str, Any]:
    scans = Stay.objects.filter(place__session=session, source=StaySource.SCAN)
    return {
        "arrived": scans.values("place").distinct().count(),
        "inside": scans.filter(ends_at=None).values("place").distinct().count(),
        "expected": session.places.confirmed().count(),
    }
