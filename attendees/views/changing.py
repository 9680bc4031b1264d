"""Changing one's mind about one place: giving it back, moving it to another date. By the booker or by who sits there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from attendees.models import Place
from attendees.place_access import changer_of
from attendees.policy import Policy
from attendees.pricing import percent_of
from attendees.services.moving import Move, move_place, price_of_move, targets_of
from attendees.services.places import cancel_places
from attendees.views.booking import onward
from workshops.foundation.errors import DomainError
from workshops.foundation.money import exact_amount
from workshops.models import TicketType


@never_cache
def cancel_place(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/cancel/`: asks once, then gives the place back under the policy."""
    place, is_booker = changer_of(request, code)
    if request.method != "POST":
        back = percent_of(place.price_pence, Policy.of_booking(place.booking).percent_at(timezone.now(), place.session))
        context = _about(place, is_booker=is_booker) | {"back_pence": back, "may_cancel": _may_change(place)}
        return render(request, "attendees/cancel_place.html", context)
    try:
        done = cancel_places(
            booking_id=place.booking_id, place_ids=[place.pk], by="booker" if is_booker else "attendee"
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        back = f" {exact_amount(done.refunded_pence)} goes back to where it came from." if done.refunded_pence else ""
        messages.success(request, f"The place is given back.{back}")
    return _back_to(place, is_booker=is_booker)


class MoveForm(forms.Form):
    """Where to."""

    ticket = forms.ChoiceField(
        label="New date",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a date.",
            "invalid_choice": "This date can no longer be booked. Choose another.",
        },
    )


@never_cache
def move(request: HttpRequest, code: str) -> HttpResponse:
    """`/places/<code>/move/`: shows the other dates with what each would cost or give back, and moves."""
    place, is_booker = changer_of(request, code)
    targets = {str(ticket.pk): ticket for ticket in targets_of(place)}
    choices = _choices(place, list(targets.values()), is_booker=is_booker)
    form = MoveForm(request.POST if request.method == "POST" else None)
    form.fields["ticket"].choices = [(str(choice.ticket.pk), str(choice.ticket)) for choice in choices]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_place(
                place_id=place.pk,
                ticket=targets[form.cleaned_data["ticket"]],
                by="booker" if is_booker else "attendee",
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _moved(request, moved, is_booker=is_booker)
    context = _about(place, is_booker=is_booker) | {
        "form": form,
        "choices": choices,
        "may_move": timezone.now() <= Policy.of_booking(place.booking).move_until(place.session),
    }
    return render(request, "attendees/move.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Choice:
    """A ticket to move to, and what it costs more than the place does now, in pence."""

    ticket: TicketType
    difference: int

    @property
    def goes_back(self) -> int:
        return max(0, -self.difference)


def _choices(place: Place, tickets: Sequence[TicketType], *, is_booker: bool) -> list[Choice]:
    """Whoever sits there did not pay, so they may choose only what costs no more."""
    found = [Choice(ticket, price_of_move(place, ticket).price_pence - place.price_pence) for ticket in tickets]
    return [choice for choice in found if is_booker or choice.difference <= 0]


def _moved(request: HttpRequest, moved: Move, *, is_booker: bool) -> HttpResponse:
    if moved.payment:
        return onward(request, moved.place.booking)
    back = f" {exact_amount(moved.refunded_pence)} goes back to where it came from." if moved.refunded_pence else ""
    messages.success(request, f"The place is moved.{back} We have sent a message with the new date.")
    return _back_to(moved.place, is_booker=is_booker)


def _about(place: Place, *, is_booker: bool) -> dict[str, object]:
    back = place.booking.get_absolute_url() if is_booker else place.get_absolute_url()
    return {
        "place": place,
        "booking": place.booking,
        "session": place.session,
        "workshop": place.session.workshop,
        "is_booker": is_booker,
        "back": back,
    }


def _may_change(place: Place) -> bool:
    return place.is_live and place.session.starts_at > timezone.now()


def _back_to(place: Place, *, is_booker: bool) -> HttpResponse:
    return redirect(place.booking if is_booker else place)
