"""A session that will not take place: everyone is moved to another date or gets everything back, and is told, each once."""

import logging
from dataclasses import dataclass

from django.db import transaction

from attendees.emails import money_messages
from attendees.enums import LIVE_BOOKINGS
from attendees.models import Booking, Place
from attendees.services.ending_waiting import end_waiting
from attendees.services.locking import lock_booking
from attendees.services.moving import move_place
from attendees.services.places import release_places
from attendees.services.releasing import tell_cancelled
from workshops.availability import is_on_sale
from workshops.enums import SessionState
from workshops.foundation.errors import DomainError
from workshops.models import Session, TicketType
from workshops.services.transitions import transition

logger = logging.getLogger(__name__)


class SessionOverError(DomainError):
    """The session took place: cancelling it would take attendance and certificates away."""


class WrongTargetError(DomainError):
    """Nobody can be moved to that session."""


@dataclass(frozen=True, kw_only=True)
class Emptied:
    """How many bookings were moved and cancelled, and how many could not be: they are in the log, and stay for the next try."""

    moved: int
    cancelled: int
    failed: int


def cancel_session(*, session_id: int, by: str, reason: str, move_to: int | None = None) -> Emptied:
    """Cancel a session, then give up each of its places: moved at no cost to the session `move_to`, or with all money back.

    The session is closed first, in its own transaction, so nobody books meanwhile; each booking follows in its own.
    One that cannot be moved (the other session is full) is cancelled with everything back. After a crash, calling it
    again goes on where it stopped: nobody is refunded, moved or told twice. Raises SessionOverError once the session has
    ended, WrongTargetError for a session of another workshop or one that is not scheduled.
    """
    target = _target(session_id, move_to) if move_to else None
    _close(session_id, by, reason)
    end_waiting(session_id=session_id, by=by, reason=reason)
    live = Booking.objects.filter(places__in=Place.objects.live().filter(session_id=session_id))
    outcomes = [_empty(key, session_id, target, by, reason) for key in live.values_list("pk", flat=True).distinct()]
    return Emptied(
        moved=outcomes.count("moved"), cancelled=outcomes.count("cancelled"), failed=outcomes.count("failed")
    )


def _target(session_id: int, move_to: int) -> TicketType:
    """The ticket on which people are seated there: the first on sale that everyone may see."""
    tickets = TicketType.objects.filter(session_id=move_to, session__state=SessionState.SCHEDULED, code="")
    on_sale = (ticket for ticket in tickets.select_related("session__workshop") if is_on_sale(ticket))
    ticket = next(on_sale, None)
    here = Session.objects.values_list("workshop_id", flat=True).get(pk=session_id)
    if (
        ticket is None
        or ticket.session_id == session_id
        or ticket.session.workshop_id != here
        or ticket.session.is_past
    ):
        raise WrongTargetError("Choose a coming, scheduled date of the same workshop to move people to.")
    return ticket


def _close(session_id: int, by: str, reason: str) -> None:
    with transaction.atomic():
        session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
        if session.state == SessionState.CANCELLED:
            return
        if session.is_past:
            raise SessionOverError(
                "This session is over, so it cannot be cancelled any more. "
                "To give people their money back, cancel single bookings with a refund."
            )
        session.sequence += 1
        transition(session, to=SessionState.CANCELLED, by=by, reason=reason, save=("sequence", "updated_at"))


def _empty(booking_id: int, session_id: int, target: TicketType | None, by: str, reason: str) -> str:
    """One booking: its places on the session are moved, else cancelled, in one transaction."""
    try:
        if target and _move(booking_id, session_id, target, by, reason):
            return "moved"
        return "cancelled" if _cancel(booking_id, session_id, by, reason) else "gone"
    except DomainError:
        reference = Booking.objects.get(pk=booking_id).reference
        logger.exception("Booking %s could not be cancelled with its session.", reference)
        return "failed"


def _move(booking_id: int, session_id: int, target: TicketType, by: str, reason: str) -> bool:
    """Move every place of the booking on this session; all of them or none."""
    try:
        with transaction.atomic():
            booking = lock_booking(booking_id)
            for place in booking.places.live().filter(session_id=session_id):
                move_place(place_id=place.pk, ticket=target, by=by, reason=reason, overrule=True, at_no_cost=True)
    except DomainError as refusal:
        logger.warning("Booking %s is cancelled instead of moved: %s", booking_id, refusal)
        return False
    return True


def _cancel(booking_id: int, session_id: int, by: str, reason: str) -> bool:
    with transaction.atomic():
        booking = lock_booking(booking_id)
        places = list(booking.places.live().filter(session_id=session_id).select_related("session", "ticket_type"))
        if booking.state not in LIVE_BOOKINGS or not places:
            return False
        refunded = release_places(booking, places, by=by, reason=reason, percent=100)
        if booking.places.live().exists():
            money_messages.queue_places_cancelled(
                booking, places, reason=reason, refunded_pence=refunded, tell_attendees=True
            )
        else:
            tell_cancelled(booking, places, reason=reason, refunded_pence=refunded)
    return True
