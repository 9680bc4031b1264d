"""Who sits in a place: what naming, handing over and taking a place have in common. Not doors: the caller has the transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from django.db.models import CharField
from django.utils import timezone
from django.utils.formats import date_format

from attendees.emails import place_messages
from attendees.enums import LIVE_PLACES, BookingState, ChangeKind, PlaceState
from attendees.errors import AlreadyBookedError, ChangeRefusedError
from attendees.models import Booking, Place, PlaceChange
from attendees.people import Attendee
from attendees.policy import Policy
from attendees.queries import account_of
from attendees.services.access_needs import forget_needs
from attendees.services.eligibility import person_fields, refuse_ineligible
from attendees.services.locking import lock_booking, lock_sessions
from workshops.enums import SessionState
from workshops.foundation.clock import clock
from workshops.models import Session

SAVED = (
    *("attendee_name", "attendee_email", "profession", "service", "service_key"),
    *("registration_body", "registration_number", "declaration", "user"),
)


def unnamed_places(booking: Booking) -> list[Place]:
    """The live places of a booking that wait for a name, first come first named."""
    rows = booking.places.live().filter(attendee_name="", hold_ends_at=None)
    rows = rows.exclude(replaced_by__state__in=LIVE_PLACES)
    return with_booking(booking, rows.select_related("session__workshop", "ticket_type").order_by("pk"))


def lock_unnamed(booking: Booking) -> list[Place]:
    """The unnamed places of a locked booking, with their sessions locked and read anew."""
    places = unnamed_places(booking)
    sessions = lock_sessions(place.session_id for place in places)
    for place in places:
        place.session = sessions[place.session_id]
    return places


def with_booking(booking: Booking, places: Iterable[Place]) -> list[Place]:
    """`places`, each with the booking that is at hand."""
    found = list(places)
    for place in found:
        place.booking = booking
    return found


def lock_place(place_id: int) -> Place:
    """The place anew, with its booking and session locked, in that order. Call it inside a transaction."""
    booking_id, session_id = Place.objects.values_list("booking_id", "session_id").get(pk=place_id)
    booking = lock_booking(booking_id)
    lock_sessions([session_id])
    rows = booking.places.select_related("session__workshop", "ticket_type").filter(pk=place_id)
    return with_booking(booking, rows)[0]


def refuse_closed(place: Place, *, overrule: bool = False) -> None:
    """Raise ChangeRefusedError unless somebody may be named on the place or it may be handed over now."""
    refuse_unfit(place)
    until = Policy.of_booking(place.booking).swap_until(place.session)
    if timezone.now() > until and not overrule:
        raise ChangeRefusedError(
            f"Names could be given and changed until {_spoken(place.session, until)}. Write to us if someone else comes."
        )


def naming_refusal(unnamed: Sequence[Place], *, overrule: bool = False) -> str:
    """Why nobody can be named on these unnamed places of a booking now; empty while somebody can."""
    return closed_reason_of(unnamed[0], overrule=overrule) if unnamed else "Every place of this booking has a name."


def closed_reason_of(place: Place, *, overrule: bool = False) -> str:
    """What `refuse_closed` would say, for a page; empty while the place is open."""
    try:
        refuse_closed(place, overrule=overrule)
    except ChangeRefusedError as refusal:
        return str(refusal)
    return ""


def refuse_unfit(place: Place) -> None:
    """Raise ChangeRefusedError for a place on which nothing can be changed, whatever the hour and whoever asks."""
    refusals = (
        (not place.is_live, "This place was given back, so it cannot be changed any more."),
        (place.session.state == SessionState.CANCELLED, "This session was cancelled, so its places stay as they are."),
        (place.booking.state == BookingState.OFFERED, "Accept the offer first. After that you can say who comes."),
        (
            bool(place.hold_ends_at) or Place.objects.live().filter(replaces=place).exists(),
            "This place is moving to another date, and waits for the difference to be paid. Pay it first, or let it lapse.",
        ),
    )
    refusal = next((sentence for applies, sentence in refusals if applies), "")
    if refusal:
        raise ChangeRefusedError(refusal)


def seat_person(place: Place, person: Attendee, *, kind: ChangeKind, by: str, reason: str = "") -> None:
    """Write who sits in a locked place, and that it changed. Raises what is against the person; tells nobody."""
    refuse_person(place, person)
    refuse_ineligible(place.ticket_type, [person], exclude_place_id=place.pk)
    before = _spelt(place) if place.is_named else ""
    for field, value in person_fields(person).items():
        setattr(place, field, value)
    place.declaration = place.ticket_type.declaration
    place.user = account_of(person.email)
    place.save(update_fields=SAVED)
    # Said by whoever sat there, about themselves.
    forget_needs([place])
    write_change(place, kind, before=before, after=_spelt(place), by=by, reason=reason)


def tell_named(place: Place) -> None:
    """Tell whoever is named on a place that is confirmed; with others, they are told when it is."""
    if place.state == PlaceState.CONFIRMED:
        place_messages.queue_place_confirmation(place)


def refuse_person(place: Place, person: Attendee) -> None:
    """Raise ChangeRefusedError for somebody who cannot be written down, AlreadyBookedError for one who has a place.

    It has to be another live place on the session. What the ticket type asks is for `refuse_ineligible`.
    """
    if not is_name(person.name) or "@" not in person.email:
        raise ChangeRefusedError("Give a full name and an email address: we write to whoever has the place.")
    for field, value in person_fields(person).items():
        if len(value) > (cast("CharField", Place._meta.get_field(field)).max_length or 0):
            raise ChangeRefusedError(f"“{value[:30]}…” is too long. Shorten it.")
    others = Place.objects.live().filter(session_id=place.session_id, attendee_email=person.email.strip().lower())
    other = others.exclude(pk=place.pk).first()
    if other:
        raise AlreadyBookedError(_taken(person, is_ours=other.booking_id == place.booking_id))


def _taken(person: Attendee, *, is_ours: bool) -> str:
    if is_ours:
        return f"{person.email} is named on another place of this booking already."
    return f"{person.email} cannot be named here. Ask them whether they have booked this session already."


def is_name(name: str) -> bool:
    """Whether there is anything that a certificate could print."""
    return any(character.isalnum() for character in name)


def _spelt(place: Place) -> str:
    return f"{place.attendee_name} <{place.attendee_email}>" if place.attendee_email else place.attendee_name


def _spoken(session: Session, moment: datetime) -> str:
    local = moment.astimezone(session.zone)
    return f"{date_format(local, 'j F Y')}, {clock(local)}"


def write_change(place: Place, kind: ChangeKind, *, before: str, after: str, by: str, reason: str) -> None:
    """Keep what was changed on a place, by whom and why."""
    PlaceChange.objects.create(
        place=place, kind=kind, before=before[:300], after=after[:300], by=by, reason=reason[:300]
    )
