"""Who may open a booking: its owner, an organiser, or whoever came by its signed link."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from attendees.links import opens
from attendees.models import Booking
from attendees.overview import share_session

SESSION_KEY = "bookings"
# A browser remembers this many bookings it may open.
MOST_REMEMBERED = 40


def remember(request: HttpRequest, reference: str) -> None:
    """Let this browser open the booking for as long as its session lasts."""
    known = [kept for kept in request.session.get(SESSION_KEY, []) if kept != reference]
    request.session[SESSION_KEY] = [*known, reference][-MOST_REMEMBERED:]


def accept_key(request: HttpRequest, reference: str) -> bool:
    """Take the key of a signed link from the address; True when it opens the booking."""
    if not opens(reference, request.GET.get("key", "")):
        return False
    remember(request, reference)
    return True


def booking_for(request: HttpRequest, reference: str) -> Booking:
    """The booking, if this visitor may open it. Unknown and forbidden look alike: 404."""
    booking = get_object_or_404(Booking.objects.with_details(), reference=reference)
    if may_open(request, booking):
        return share_session(booking)
    raise Http404


def may_open(request: HttpRequest, booking: Booking) -> bool:
    """Whether this visitor owns the booking, came by its link, or is an organiser who may see bookings."""
    return is_booker(request, booking) or request.user.has_perm("attendees.view_booking")


def is_booker(request: HttpRequest, booking: Booking) -> bool:
    """Whether this visitor made the booking: by account, by its link, or in this browser."""
    if booking.reference in request.session.get(SESSION_KEY, []):
        return True
    user = request.user
    return user.is_authenticated and booking.user_id == user.pk
