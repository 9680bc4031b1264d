"""Who sits in the places of a booking: named, put right, handed to somebody else, or taken through the invite link."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from attendees.emails import place_messages
from attendees.enums import ChangeKind, PlaceState
from attendees.errors import ChangeRefusedError
from attendees.evidence.matching import plain
from attendees.models import Booking, Place
from attendees.people import Attendee
from attendees.services.forgetting import forget_presence
from attendees.services.locking import lock_booking
from attendees.services.occupants import (
    is_name,
    lock_place,
    lock_unnamed,
    refuse_closed,
    refuse_unfit,
    seat_person,
    tell_named,
    write_change,
)

NONE_LEFT = "Every place of this booking is taken. If one of them is yours, we have just sent its link to your address once more."


def name_place(*, place_id: int, person: Attendee, by: str, reason: str = "", overrule: bool = False) -> Place:
    """Name someone on a live place that nobody is named on; with a confirmed booking, they are told.

    `overrule` passes over the cut-off of the policy. Locks booking and session. Raises ChangeRefusedError,
    AlreadyBookedError, NotEligibleError or DeclarationMissingError.
    """
    with transaction.atomic():
        place = lock_place(place_id)
        refuse_closed(place, overrule=overrule)
        if place.is_named:
            raise ChangeRefusedError(f"{place} is named on this place already. Hand it over instead.")
        seat_person(place, person, kind=ChangeKind.NAMED, by=by, reason=reason)
        tell_named(place)
    return place


def correct_name(*, place_id: int, name: str, by: str, reason: str = "", overrule: bool = False) -> Place:
    """Put the name on a place right, for the same person; once the session began, only with `overrule`.

    Locks booking and session. Raises ChangeRefusedError.
    """
    with transaction.atomic():
        place = lock_place(place_id)
        refuse_unfit(place)
        name = " ".join(name.split())
        if not place.is_named or not is_name(name):
            raise ChangeRefusedError("Enter the full name, as the certificate should print it.")
        if place.session.starts_at <= timezone.now() and not overrule:
            raise ChangeRefusedError(
                "The session has begun, so the name cannot be put right here any more. Write to us."
            )
        if name != place.attendee_name:
            before, place.attendee_name = place.attendee_name, name
            place.save(update_fields=["attendee_name"])
            write_change(place, ChangeKind.RENAMED, before=before, after=name, by=by, reason=reason)
    return place


def hand_over(*, place_id: int, person: Attendee, by: str, reason: str = "", overrule: bool = False) -> Place:
    """Give a named place to somebody else: the one is told that it is gone and their link ends, the other that it is theirs.

    What showed the one there does not count for the other; under the same name it is an address put right, and stays.
    `overrule` passes over the cut-off of the policy. Locks booking and session. Raises as `name_place` does, and
    ChangeRefusedError once the attendance of whoever sat there is confirmed.
    """
    with transaction.atomic():
        place = lock_place(place_id)
        refuse_closed(place, overrule=overrule)
        _refuse_hand_over(place)
        name, email = place.attendee_name, place.attendee_email
        knew = bool(email) and place_messages.knows_of(place, email)
        if (name, email) == (" ".join(person.name.split()), person.email.strip().lower()):
            return place
        seat_person(place, person, kind=ChangeKind.HANDED_OVER, by=by, reason=reason)
        if plain(name) != plain(place.attendee_name):
            forget_presence(place, by=by)
        if knew and email != place.attendee_email:
            place_messages.queue_place_handed_over(place, name=name, email=email)
        tell_named(place)
    return place


def claim_place(*, booking_id: int, person: Attendee, by: str) -> Place:
    """Take the next unnamed place of a booking for whoever came through its invite link, and send its link to them.

    Someone who has a place in the booking or on its session gets the link of that once more, and no second one; the
    answer is the same, so that nobody learns who is named. Locks booking and sessions. Raises ChangeRefusedError when
    none is left or it is too late, and what `name_place` raises about the person.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        free = lock_unnamed(booking)
        if free:
            refuse_closed(free[0])
        known = _place_of(booking, person.email, free)
        if known:
            place_messages.queue_place_link(known)
        elif free:
            known = _claim(free[0], person, by)
    if not free or known is None:
        raise ChangeRefusedError(NONE_LEFT)
    return known


def _claim(place: Place, person: Attendee, by: str) -> Place:
    seat_person(place, person, kind=ChangeKind.NAMED, by=by)
    if place.state == PlaceState.CONFIRMED:
        place_messages.queue_place_confirmation(place)
    else:
        place_messages.queue_place_link(place)
    return place


def _place_of(booking: Booking, email: str, free: list[Place]) -> Place | None:
    """The live place that this address has in the booking, or on the session of the next free place."""
    theirs = (
        Place.objects.live().filter(attendee_email=email.strip().lower(), hold_ends_at=None).exclude(attendee_email="")
    )
    there = Q(booking=booking) | Q(session__in=[place.session_id for place in free[:1]])
    return theirs.filter(there).select_related("booking", "session__workshop").order_by("pk").first()


def _refuse_hand_over(place: Place) -> None:
    if not place.is_named:
        raise ChangeRefusedError("Nobody is named on this place yet. Name someone instead.")
    attendance = getattr(place, "attendance", None)
    if attendance and attendance.confirmed_at:
        raise ChangeRefusedError(f"The attendance of {place} is confirmed, so the place stays theirs.")
