"""Where the QR code of a place leads when a phone's camera reads it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from attendees.access import may_open
from attendees.door_tokens import place_of_token
from attendees.place_access import is_own


@never_cache
def door(request: HttpRequest, token: str) -> HttpResponse:
    """`/door/<token>/`: an organiser goes on to the door's page with this person found, the attendee to their place.

    Anybody else reads one sentence, whatever the token.
    """
    place = place_of_token(token)
    if place and request.user.has_perm("attendees.change_attendance"):
        address = reverse("admin:workshops_session_door", args=[place.session_id])
        return redirect(f"{address}?{urlencode({'q': token})}")
    if place and (is_own(request, place) or may_open(request, place.booking)):
        return redirect(place)
    return render(request, "attendees/door.html")
