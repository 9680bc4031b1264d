"""Answering an offer to the waiting list. Only sent forms answer: mail programs and their guards follow links."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from attendees.access import booking_for
from attendees.enums import BookingState
from attendees.errors import OfferOverError
from attendees.models import Booking, WaitingListEntry
from attendees.services.offers import accept_offer, decline_offer
from attendees.views.booking import onward


@require_POST
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """`/bookings/<reference>/accept/`: takes the seats, and on to Stripe's page where they cost something."""
    booking = booking_for(request, reference)
    try:
        booking = accept_offer(booking_id=booking.pk, by=_who(request))
    except OfferOverError as refusal:
        messages.error(request, str(refusal))
        return redirect(_way_back(booking))
    if booking.state == BookingState.CONFIRMED:
        messages.success(request, "The seats are yours." if booking.places.live().count() > 1 else "The seat is yours.")
    return onward(request, booking)


@require_POST
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """`/bookings/<reference>/decline/`: the seats go to the next."""
    booking = booking_for(request, reference)
    try:
        decline_offer(booking_id=booking.pk, by=_who(request))
    except OfferOverError as refusal:
        messages.error(request, str(refusal))
    return redirect(booking)


def _way_back(booking: Booking) -> str:
    """To the waiting list, with the form as it was filled in; from a booking that was none of its offers, to itself."""
    entry = WaitingListEntry.objects.filter(booking=booking).first()
    if entry is None:
        return booking.get_absolute_url()
    again = urlencode({"quantity": entry.quantity, "ticket": entry.ticket_type_id or ""})
    return f"{reverse('wait', args=[entry.session_id])}?{again}"


def _who(request: HttpRequest) -> str:
    """How the audit names them: organisers answer for people on the telephone."""
    return f"user:{request.user.pk}" if request.user.is_authenticated else "booker"
