"""Naming, correcting, handing over and cancelling one place: each step as its page asks for it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from attendees.admin.place_forms import CorrectForm, PersonForm
from attendees.admin.place_open import called
from attendees.admin.shares import cancelling
from attendees.enums import PlaceState
from attendees.models import Place
from attendees.people import Attendee
from attendees.services.naming import correct_name, hand_over, name_place
from attendees.services.occupants import closed_reason_of
from attendees.services.places import Cancelled, cancel_places
from workshops.admin.actions import Step
from workshops.admin.base import OrganiserAdmin, actor
from workshops.foundation.money import exact_amount

WOULD_REFUSE = "The policy would refuse: {}"
BEGUN = "The policy would refuse, because the session has begun."


def correct_step(admin: OrganiserAdmin, place: Place, request: HttpRequest) -> Step:
    refusal = BEGUN if place.session.starts_at <= timezone.now() else ""
    return Step(
        admin=admin,
        row=place,
        title=f"Correct the name of {place}",
        facts=[
            "For the same person, spelt right. Nobody is told. A certificate that was issued already does not change.",
            *_if_any(refusal),
        ],
        button="Correct the name",
        form=lambda data: CorrectForm(data, refusal=refusal, initial={"name": place.attendee_name}),
        act=lambda filled: correct_name(
            place_id=place.pk,
            name=filled["name"],
            by=actor(request),
            reason=filled["reason"],
            overrule=filled.get("overrule", False),
        ),
        tell=lambda to, changed: messages.success(to, f"The place is in the name of {changed} now."),
    )


def name_step(admin: OrganiserAdmin, place: Place, request: HttpRequest) -> Step:
    return _person_step(
        admin,
        place,
        title=f"Name someone on place {place.code}",
        facts=[_told(place)],
        button="Name this person",
        act=_seater(name_place, place, request),
    )


def hand_over_step(admin: OrganiserAdmin, place: Place, request: HttpRequest) -> Step:
    return _person_step(
        admin,
        place,
        title=f"Hand over the place of {place}",
        facts=[
            f"{place} loses the place, and is told so if they knew of it.",
            _told(place),
            *_if_any(_forgotten(place)),
        ],
        button="Hand the place over",
        act=_seater(hand_over, place, request),
    )


def _person_step(
    admin: OrganiserAdmin, place: Place, *, title: str, facts: Sequence[str], button: str, act: Callable[[Any], object]
) -> Step:
    closed = closed_reason_of(place)
    refusal = WOULD_REFUSE.format(closed) if closed and not closed_reason_of(place, overrule=True) else ""
    return Step(
        admin=admin,
        row=place,
        title=title,
        facts=[*facts, *_if_any(refusal)],
        button=button,
        form=lambda data: PersonForm(data, refusal=refusal, tickets=[place.ticket_type]),
        act=act,
        tell=lambda to, changed: messages.success(to, f"The place is {changed.attendee_name}’s now."),
    )


def _seater(service: Callable[..., Place], place: Place, request: HttpRequest) -> Callable[[dict[str, Any]], Place]:
    def seat(filled: dict[str, Any]) -> Place:
        person = Attendee(**{name: filled[name] for name in Attendee.__dataclass_fields__ if name in filled})
        return service(
            place_id=place.pk,
            person=person,
            by=actor(request),
            reason=filled["reason"],
            overrule=filled.get("overrule", False),
        )

    return seat


def _told(place: Place) -> str:
    if place.state == PlaceState.CONFIRMED:
        return "The new person gets a confirmation with the link of the place."
    return "The new person is told once the booking is confirmed."


def _forgotten(place: Place) -> str:
    if not (place.stays.exists() or hasattr(place, "attendance")):
        return ""
    return (
        f"What shows that {place} was there no longer counts, unless only an address is put right under the same name. Apply "
        "the reports of the session again for whoever came instead."
    )


def _if_any(refusal: str) -> list[str]:
    return [refusal] if refusal else []


def cancel_step(admin: OrganiserAdmin, place: Place, request: HttpRequest) -> Step:
    facts, form = cancelling(place.booking, [place])
    others = place.booking.places.live().exclude(pk=place.pk).exists()
    told = "The booker is told, and whoever sits there. The seat is free again."
    return Step(
        admin=admin,
        row=place,
        title=f"Cancel {f'the place of {place}' if place.is_named else called(place)}",
        facts=[told, *([] if others else ["It is the last place, so the booking ends with it."]), *facts],
        button="Cancel the place",
        form=form,
        act=lambda filled: cancel_places(
            booking_id=place.booking_id,
            place_ids=[place.pk],
            by=actor(request),
            reason=filled["reason"],
            percent=filled.get("share_percent"),
        ),
        tell=_tell_cancelled,
        is_grave=True,
    )


def _tell_cancelled(request: HttpRequest, done: Cancelled) -> None:
    back = f"{exact_amount(done.refunded_pence)} goes back." if done.refunded_pence else "No money goes back."
    messages.success(request, f"The place of booking {done.booking} is cancelled. {back}")
