"""Who may open one place: whoever is named on it, by account or link, and whoever may open its booking."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from attendees.access import MOST_REMEMBERED, SESSION_KEY, is_booker, may_open
from attendees.models import Booking, Place
from attendees.place_links import opens_invite, opens_place, place_key

PLACES_KEY = "places"
INVITES_KEY = "invites"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who changes places through a page, as changes are signed; an organiser acts for others, and gives a reason."""

    by: str
    is_organiser: bool


def remember_place(request: HttpRequest, place: Place, key: str) -> None:
    """Let this browser open the place for as long as its session lasts and the same person is named on it."""
    known = [entry for entry in request.session.get(PLACES_KEY, []) if entry[0] != place.code]
    request.session[PLACES_KEY] = [*known, [place.code, key]][-MOST_REMEMBERED:]


def accept_place_key(request: HttpRequest, place: Place) -> bool:
    """Take the key of a place's link from the address; True when it opens the place."""
    key = request.GET.get("key", "")
    if not opens_place(place, key):
        return False
    remember_place(request, place, key)
    return True


def accept_invite_key(request: HttpRequest, reference: str) -> bool:
    """Take the key of an invite link from the address; True when it lets people take a place."""
    if not opens_invite(reference, request.GET.get("key", "")):
        return False
    known = [kept for kept in request.session.get(INVITES_KEY, []) if kept != reference]
    request.session[INVITES_KEY] = [*known, reference][-MOST_REMEMBERED:]
    return True


def is_invited(request: HttpRequest, reference: str) -> bool:
    """Whether this browser came by the invite link of the booking."""
    return reference in request.session.get(INVITES_KEY, [])


def known_place(code: str) -> Place:
    """The place with what its page shows, for anyone; 404 when there is none."""
    rows = Place.objects.select_related("session__workshop", "booking__user", "ticket_type", "attendance")
    return get_object_or_404(
        rows.prefetch_related("session__parts", "session__workshop__presenter_links__presenter"), code=code
    )


def place_for(request: HttpRequest, code: str) -> Place:
    """The place, if this visitor may open it. Unknown and forbidden look alike: 404."""
    place = known_place(code)
    if is_own(request, place) or may_open(request, place.booking):
        return place
    raise Http404


def changer_of(request: HttpRequest, code: str) -> tuple[Place, bool]:
    """The place, and whether whoever wants to change it may open its whole booking too; 404 as `place_for`."""
    place = place_for(request, code)
    return place, may_open(request, place.booking)


def is_own(request: HttpRequest, place: Place) -> bool:
    """Whether this visitor is named on the place: by account, by its link, or as the booker whose address is on it."""
    user = request.user
    if user.is_authenticated and place.user_id == user.pk:
        return True
    booking = place.booking
    if place.attendee_email and place.attendee_email == booking.booker_email and is_booker(request, booking):
        return True
    keys = [key for code, key in request.session.get(PLACES_KEY, []) if code == place.code]
    return any(opens_place(place, key) for key in keys)


def known_place_ids(request: HttpRequest) -> list[int]:
    """The places that the links opened in this browser make its visitor's own; one query, and none without links."""
    codes = [code for code, _ in request.session.get(PLACES_KEY, [])]
    references = request.session.get(SESSION_KEY, [])
    if not codes and not references:
        return []
    rows = Place.objects.filter(Q(code__in=codes) | Q(booking__reference__in=references)).select_related("booking")
    return [place.pk for place in rows if is_own(request, place)]


def newer_place(request: HttpRequest, place: Place) -> Place | None:
    """The place on another date that took over from this one; the person who sat here may open it."""
    newer = Place.objects.filter(replaces=place).first()
    if newer is None or place.is_live:
        return None
    if is_own(request, place) and newer.attendee_email == place.attendee_email:
        remember_place(request, newer, place_key(newer))
    return newer


def actor_of(request: HttpRequest, booking: Booking, place: Place | None = None) -> Actor:
    """Who acts on a booking, or on one place of it, that this visitor was let into."""
    user = request.user
    if not user.is_authenticated:
        return Actor(by="booker" if may_open(request, booking) else "attendee", is_organiser=False)
    theirs = user.pk in {booking.user_id, place.user_id if place else None}
    return Actor(by=f"user:{user.pk}", is_organiser=not theirs and user.has_perm("attendees.change_booking"))
