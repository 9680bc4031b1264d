"""Taking a place through the invite link that a booker passed on. It shows nothing else of the booking."""

from allauth.decorators import rate_limit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from attendees.enums import LIVE_BOOKINGS
from attendees.models import Booking, Place, User
from attendees.naming_forms import ClaimForm
from attendees.place_access import accept_invite_key, is_invited
from attendees.services.naming import claim_place
from attendees.services.occupants import naming_refusal, unnamed_places
from workshops.foundation.errors import DomainError


@never_cache
@rate_limit(action="claim")
def claim(request: HttpRequest, reference: str) -> HttpResponse:
    """`/bookings/<reference>/claim/`: whoever has the link takes one unnamed place; the key leaves the address."""
    if "key" in request.GET:
        if not accept_invite_key(request, reference):
            raise Http404
        return redirect("booking_claim", reference)
    booking = _invited_to(request, reference)
    user = request.user if isinstance(request.user, User) else None
    tickets = [place.ticket_type for place in unnamed_places(booking)]
    form = ClaimForm(request.POST or None, tickets=tickets, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            place = claim_place(
                booking_id=booking.pk, person=form.attendee(), by=f"user:{user.pk}" if user else "attendee"
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            own = user is not None and place.user_id == user.pk
            return redirect(place) if own else _page(request, booking, form, sent_to=form.address)
    return _page(request, booking, form, status=422 if form.errors else 200)


def _invited_to(request: HttpRequest, reference: str) -> Booking:
    """The booking, if this browser came by its invite link. Unknown and forbidden look alike: 404."""
    if not is_invited(request, reference):
        raise Http404
    return get_object_or_404(Booking.objects.with_details(), reference=reference)


def _page(
    request: HttpRequest, booking: Booking, form: ClaimForm, *, sent_to: str = "", status: int = 200
) -> HttpResponse:
    """Whoever typed an address reads the same whether it was named before or not: it may not be theirs."""
    unnamed = unnamed_places(booking)
    session = unnamed[0].session if unnamed else booking.session
    context = {
        "session": session,
        "workshop": session.workshop,
        "form": form,
        "sent_to": sent_to,
        "closed": _closed(booking, unnamed),
    }
    return render(request, "attendees/claim.html", context, status=status)


def _closed(booking: Booking, unnamed: list[Place]) -> str:
    if booking.state not in LIVE_BOOKINGS:
        return "This booking is over, so its places cannot be taken any more."
    if not unnamed:
        return "Every place of this booking is taken."
    return naming_refusal(unnamed)
