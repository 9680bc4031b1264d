"""Naming the places of a booking: row by row, or from a pasted list that is shown before anything is written."""

from collections.abc import Mapping
from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from attendees.access import booking_for
from attendees.enums import BookingState
from attendees.models import Booking
from attendees.naming_forms import ListForm, ReasonForm, RowForm
from attendees.overview import overview_of
from attendees.place_access import Actor, actor_of
from attendees.services.naming import name_place
from attendees.services.naming_lists import Outcome, name_from_list, read_list
from attendees.services.occupants import naming_refusal, unnamed_places
from workshops.foundation.errors import DomainError

# Rows on one page; more appear once these are named.
MOST_ROWS = 20
CHANGED = "Nothing is written yet: the list means other people than those you were shown. Look through it once more."


@method_decorator(never_cache, name="dispatch")
@method_decorator(rate_limit(action="name"), name="post")
class NamePlacesView(View):
    """`/bookings/<reference>/places/`: a row for each unnamed place, a box for a list, and the link to pass on."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return _page(request, booking_for(request, reference))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        booking = booking_for(request, reference)
        actor = actor_of(request, booking)
        step = {"read": _read, "confirm": _confirm}.get(request.POST.get("step", ""), _name_rows)
        reason = ReasonForm(request.POST) if actor.is_organiser and step is not _read else None
        if reason and not reason.is_valid():
            return _page(request, booking, data=request.POST, reason=reason, status=422)
        return step(request, booking, actor, reason.cleaned_data["reason"] if reason else "")


def _name_rows(request: HttpRequest, booking: Booking, actor: Actor, reason: str) -> HttpResponse:
    """Each row that holds something: named, or shown again with what was typed and what is wrong."""
    rows = [RowForm(request.POST, place=place) for place in unnamed_places(booking)[:MOST_ROWS]]
    filled = [row for row in rows if row.has_changed()]
    named = [row for row in filled if row.is_valid() and _name(row, actor, reason)]
    if named:
        messages.success(request, _told(len(named), booking))
    if filled and len(named) == len(filled):
        return redirect("booking_places", booking.reference) if unnamed_places(booking) else redirect(booking)
    if not filled:
        messages.error(request, "Nobody was named: type a name and an email address first.")
    wrong = {row.place.pk: row for row in filled if row not in named}
    return _page(request, booking, data=request.POST, rows=wrong, status=422)


def _name(row: RowForm, actor: Actor, reason: str) -> bool:
    try:
        name_place(
            place_id=row.place.pk, person=row.attendee(), by=actor.by, reason=reason, overrule=actor.is_organiser
        )
    except DomainError as refusal:
        row.add_error(None, str(refusal))
        return False
    return True


def _read(request: HttpRequest, booking: Booking, actor: Actor, reason: str) -> HttpResponse:
    """What the list means, line by line; nothing is written."""
    form = _list_form(booking, request.POST)
    if not form.is_valid():
        return _page(request, booking, data=request.POST, list_form=form, status=422)
    outcome = read_list(
        booking_id=booking.pk,
        text=form.cleaned_data["text"],
        declared=form.cleaned_data.get("declared", False),
        overrule=actor.is_organiser,
    )
    return _page(request, booking, data=request.POST, list_form=form, outcome=outcome)


def _confirm(request: HttpRequest, booking: Booking, actor: Actor, reason: str) -> HttpResponse:
    """Name those who were shown as understood; lines that were refused stay in the box."""
    form = _list_form(booking, request.POST)
    if not form.is_valid():
        return _page(request, booking, data=request.POST, list_form=form, status=422)
    outcome = name_from_list(
        booking_id=booking.pk,
        text=form.cleaned_data["text"],
        by=actor.by,
        declared=form.cleaned_data.get("declared", False),
        seen=form.cleaned_data["seen"].split(),
        reason=reason,
        overrule=actor.is_organiser,
    )
    if not outcome.named:
        messages.error(request, CHANGED)
        return _page(request, booking, data=request.POST, list_form=form, outcome=outcome, status=409)
    messages.success(request, _told(outcome.named, booking))
    if not outcome.refused:
        return redirect(booking)
    rest = ListForm({"text": outcome.left_over, "declared": True}, tickets=_tickets(booking))
    return _page(request, booking, list_form=rest, outcome=Outcome(rows=tuple(outcome.refused)))


def _list_form(booking: Booking, data: Mapping[str, Any] | None = None) -> ListForm:
    return ListForm(data, tickets=_tickets(booking))


def _tickets(booking: Booking) -> list[Any]:
    """The ticket types of the unnamed places, each once."""
    return list({place.ticket_type_id: place.ticket_type for place in unnamed_places(booking)}.values())


def _told(count: int, booking: Booking) -> str:
    people = "1 person is" if count == 1 else f"{count} people are"
    if booking.state == BookingState.CONFIRMED:
        return f"{people} named, and we have written to {'that address' if count == 1 else 'each of them'}."
    return (
        f"{people} named. We write to {'that address' if count == 1 else 'each of them'} once the booking is confirmed."
    )


def _page(
    request: HttpRequest,
    booking: Booking,
    *,
    data: Any = None,
    rows: Mapping[int, RowForm] | None = None,
    list_form: ListForm | None = None,
    reason: ReasonForm | None = None,
    outcome: Outcome | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as things stand now; what was typed stays, in the rows and in the box."""
    unnamed = unnamed_places(booking)
    actor = actor_of(request, booking)
    kept = rows or {}
    shown = [kept.get(place.pk) or RowForm(data, place=place) for place in unnamed[:MOST_ROWS]]
    context = {
        "booking": booking,
        "session": unnamed[0].session if unnamed else booking.session,
        "workshop": booking.session.workshop,
        "closed": naming_refusal(unnamed, overrule=actor.is_organiser),
        "rows": shown,
        "wrong_rows": [row for row in shown if row.is_bound and row.errors],
        "more_rows": max(0, len(unnamed) - MOST_ROWS),
        "unnamed": len(unnamed),
        "list_form": list_form or _list_form(booking, data if data and data.get("text") else None),
        "outcome": outcome,
        "overview": overview_of(booking),
        "reason": reason or (ReasonForm(initial=data) if actor.is_organiser else None),
        "has_errors": status >= 400,
    }
    return render(request, "attendees/name_places.html", context, status=status)
