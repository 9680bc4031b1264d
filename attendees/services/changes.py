"""Telling everyone on a session that it changed."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from attendees.changes import differences, is_other_day
from attendees.emails.changes import Change, change_for_booker, change_for_place
from attendees.emails.compose import store_messages
from attendees.enums import BookingState, PlaceState
from attendees.models import Booking, OutboxMessage, Place
from attendees.services.locking import lock_sessions
from workshops.enums import SessionState
from workshops.models import Session
from workshops.queries import provider_known_once

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Readers:
    """Who hears of a change: those named on confirmed places, and the bookers who are not among them."""

    places: list[Place] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.places) + len(self.bookings)


def tell_of_change(*, session_id: int, before: Session, by: str, note: str = "") -> int:
    """Tell everyone on a session what is otherwise than `before`, with a new edition for their calendars; how many.

    Each hears of it once for the session's sequence number. Nobody is told of what nobody sees, nor of a session that is
    not scheduled or is over. Locks the session; the messages stand in the outbox in the caller's transaction.
    """
    with transaction.atomic(), provider_known_once():
        session = lock_sessions([session_id])[session_id]
        told = differences(before, session)
        if not told or not takes_place(session):
            return 0
        prefetch_related_objects([session], "parts", "workshop__presenter_links__presenter")
        change = Change(session=session, differences=told, is_other_day=is_other_day(before, session), note=note)
        number = store_messages(_messages(readers_of(session), change))
    logger.info("Session %s, edition %s: %s people told of a change by %s.", session_id, session.sequence, number, by)
    return number


def takes_place(session: Session) -> bool:
    """Whether anybody counts on it still."""
    return session.state == SessionState.SCHEDULED and not session.is_past


def readers_of(session: Session) -> Readers:
    """Everyone on `session`, in three queries. Each address once for a booking: a booker who comes hears as attendee."""
    on_it = Place.objects.live().filter(session=session)
    live = list(on_it.select_related("booking").order_by("pk"))
    named = [place for place in live if place.state == PlaceState.CONFIRMED and place.attendee_email]
    told = {(place.booking_id, place.attendee_email) for place in named}
    bookings = Booking.objects.filter(places__in=on_it).distinct().order_by("pk")
    with_places = Prefetch("places", Place.objects.select_related("session__workshop"))
    others = [
        booking
        for booking in bookings.select_related("session__workshop").prefetch_related(with_places)
        if (booking.pk, booking.booker_email) not in told
    ]
    for place in (*named, *(place for booking in others for place in booking.places.all())):
        if place.session_id == session.pk:
            place.session = session
    for booking in others:
        if booking.session_id == session.pk:
            booking.session = session
    return Readers(places=named, bookings=others)


def _messages(readers: Readers, change: Change) -> Sequence[OutboxMessage]:
    return [
        *(change_for_place(place, change) for place in readers.places),
        *(
            change_for_booker(booking, change, is_confirmed=booking.state == BookingState.CONFIRMED)
            for booking in readers.bookings
        ),
    ]
