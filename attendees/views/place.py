"""The page of one place: for whoever is named on it, and for whoever booked it."""

from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from attendees.access import may_open
from attendees.attendance_words import record_of
from attendees.calendars import place_calendar
from attendees.door_tokens import door_link
from attendees.enums import PlaceState
from attendees.joining import can_come, is_joining_open, is_online, joining_opens_at
from attendees.models import AccessNeed, Place
from attendees.naming_forms import NameForm, OtherPersonForm, ReasonForm
from attendees.place_access import accept_place_key, actor_of, is_own, known_place, newer_place, place_for
from attendees.policy import Policy
from attendees.services.naming import correct_name, hand_over
from attendees.services.occupants import closed_reason_of
from workshops.calendar import session_calendar
from workshops.enums import SessionState
from workshops.foundation.errors import DomainError
from workshops.foundation.qr import qr_svg


@never_cache
def place_page(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/`: by account, or by the link sent to whoever is named, whose key then leaves the address."""
    if "key" in request.GET:
        place = known_place(code)
        if not accept_place_key(request, place):
            raise Http404
        return redirect(place)
    place = place_for(request, code)
    newer = newer_place(request, place)
    return redirect(newer) if newer else _page(request, place, NameForm(initial={"name": place.attendee_name}))


@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/name/`: the same person, spelt right."""
    place = place_for(request, code)
    actor = actor_of(request, place.booking, place)
    form, reason = NameForm(request.POST), ReasonForm(request.POST) if actor.is_organiser else None
    if form.is_valid() and (reason is None or reason.is_valid()):
        try:
            correct_name(
                place_id=place.pk,
                name=form.cleaned_data["name"],
                by=actor.by,
                reason=_words(reason),
                overrule=actor.is_organiser,
            )
        except DomainError as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "The name is put right.")
            return redirect(place)
    return _page(request, place, form, reason=reason, status=422)


@never_cache
@rate_limit(action="name")
def hand_over_place(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/hand-over/`: somebody else takes the place, until the cut-off."""
    place = place_for(request, code)
    actor = actor_of(request, place.booking, place)
    posted = request.POST or None
    form = OtherPersonForm(posted, tickets=[place.ticket_type])
    reason = ReasonForm(posted) if actor.is_organiser else None
    if posted and form.is_valid() and (reason is None or reason.is_valid()):
        try:
            changed = hand_over(
                place_id=place.pk,
                person=form.attendee(),
                by=actor.by,
                reason=_words(reason),
                overrule=actor.is_organiser,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _handed_over(request, changed)
    context = _about(request, place) | {
        "form": form,
        "reason": reason,
        "closed": closed_reason_of(place, overrule=actor.is_organiser),
    }
    wrong = form.errors or (reason and reason.errors)
    return render(request, "attendees/hand_over.html", context, status=422 if wrong else 200)


def _handed_over(request: HttpRequest, place: Place) -> HttpResponse:
    told = f" We have written to {place.attendee_email}." if place.state == PlaceState.CONFIRMED else ""
    messages.success(request, f"The place is {place.attendee_name}’s now.{told}")
    return redirect(place.booking if may_open(request, place.booking) else place.session.workshop)


def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/invitation.ics`: the calendar file of a confirmed place, with the joining page for its attendee."""
    place = place_for(request, code)
    if not can_come(place):
        raise Http404
    calendar = place_calendar(place) if is_own(request, place) else session_calendar([place.session])
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{place.code}.ics"'
    return response


def _words(reason: ReasonForm | None) -> str:
    return str(reason.cleaned_data["reason"]) if reason else ""


def _page(
    request: HttpRequest, place: Place, form: NameForm, *, reason: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request, place.booking, place)
    has_begun = place.session.starts_at <= timezone.now()
    context = _about(request, place) | {
        "form": form,
        "reason": reason or (ReasonForm() if actor.is_organiser else None),
        "can_join": can_come(place),
        "joining_opens_at": joining_opens_at(place.session),
        "is_joining_open": is_joining_open(place.session),
        "may_correct": place.is_live and place.is_named and (actor.is_organiser or not has_begun),
        "may_hand_over": place.is_named and not closed_reason_of(place, overrule=actor.is_organiser),
        "may_give_back": place.is_live and not has_begun and place.session.state == SessionState.SCHEDULED,
        **_being_there(request, place),
        "swap_until": Policy.of_booking(place.booking).swap_until(place.session),
        "has_begun": has_begun,
        "record": record_of(place, is_own=is_own(request, place)),
    }
    return render(request, "attendees/place.html", context, status=status)


def _being_there(request: HttpRequest, place: Place) -> dict[str, Any]:
    """What is for whoever is named alone: the code for the door of a room, and what they said would help them."""
    if not is_own(request, place):
        return {"door_qr": None, "need": None}
    shows_code = can_come(place) and not is_online(place.session)
    return {
        "door_qr": qr_svg(door_link(place)) if shows_code else None,
        "need": AccessNeed.objects.filter(place=place).first(),
    }


def _about(request: HttpRequest, place: Place) -> dict[str, Any]:
    """Nothing of money and nobody else of the booking: whoever is named did not book it."""
    return {
        "place": place,
        "session": place.session,
        "workshop": place.session.workshop,
        "booker": place.booking.booker_name,
        "booked_by_other": place.attendee_email != place.booking.booker_email,
        "booking_path": place.booking.get_absolute_url() if may_open(request, place.booking) else "",
        "is_own": is_own(request, place),
    }
