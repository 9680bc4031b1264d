"""The attendee's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from attendees.enums import BookingState, PlaceState
from attendees.joining import is_joining_open
from attendees.queries import bookings_for_others, live_places_of, waiting_of
from certificates.queries import certificates_of, hours_by_year


@login_required
@never_cache
def my_page(request: HttpRequest) -> HttpResponse:
    """`/my/`: what comes next, what waits, certificates, hours by year."""
    now = timezone.now()
    places = live_places_of(request.user)
    coming = [place for place in places if place.session.ends_at > now]
    held = [place for place in coming if place.booking.state == BookingState.HELD and place.state == PlaceState.HELD]
    promised = [place for place in held if place.booking.user_id != request.user.pk]
    coming = [place for place in coming if place.state == PlaceState.CONFIRMED]
    certificates = certificates_of(request.user)
    earned = {certificate.place_id for certificate in certificates}
    past = [place for place in places if place.session.ends_at <= now and place.pk not in earned]
    context = {
        "held_places": [place for place in held if place not in promised],
        "promised_places": promised,
        "requested_places": [place for place in places if place.booking.state == BookingState.REQUESTED],
        "waiting": waiting_of(request.user),
        "group_bookings": bookings_for_others(request.user),
        "next_place": coming[0] if coming else None,
        "is_joining_open": bool(coming) and is_joining_open(coming[0].session),
        "later_places": coming[1:],
        "past_places": past[::-1],
        "certificates": certificates,
        "years": hours_by_year(certificates),
    }
    return render(request, "certificates/my.html", context)
