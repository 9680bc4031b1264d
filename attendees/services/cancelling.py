"""A session that will not take place: everyone's booking is cancelled, refunded and told, each once."""

import logging

from django.db import transaction

from attendees.enums import BookingState
from attendees.models import Booking
from attendees.services.releasing import cancel_booking
from workshops.enums import SessionState
from workshops.foundation.errors import DomainError
from workshops.models import Session
from workshops.services.transitions import transition

logger = logging.getLogger(__name__)


class SessionOverError(DomainError):
    """The session took place: cancelling it would take attendance and certificates away."""


def cancel_session(*, session_id: int, by: str, reason: str) -> int:
    """Cancel a session, then each of its live bookings with the whole price back; how many were cancelled.

    The session is closed first, in its own transaction, so nobody books meanwhile; each booking follows in its own.
    A booking that cannot be cancelled is logged and passed over. After that or a crash, calling it again goes on
    where it stopped: nobody is refunded or told twice. Raises SessionOverError once the session has ended.
    """
    _close(session_id, by, reason)
    live = Booking.objects.filter(session_id=session_id, state__in=[BookingState.HELD, BookingState.CONFIRMED])
    keys = list(live.values_list("pk", flat=True))
    return sum(_cancel(key, by, reason) for key in keys)


def _cancel(booking_id: int, by: str, reason: str) -> bool:
    """One of the bookings; False when it ended in another way meanwhile, or could not be cancelled."""
    try:
        booking = cancel_booking(booking_id=booking_id, by=by, reason=reason, refund=True)
    except DomainError:
        reference = Booking.objects.get(pk=booking_id).reference
        logger.exception("Booking %s could not be cancelled with its session.", reference)
        return False
    return booking.state == BookingState.CANCELLED


def _close(session_id: int, by: str, reason: str) -> None:
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session_id)
        if session.state == SessionState.CANCELLED:
            return
        if session.is_past:
            raise SessionOverError(
                "This session is over, so it cannot be cancelled any more. "
                "To give people their money back, cancel single bookings with a refund."
            )
        session.sequence += 1
        transition(session, to=SessionState.CANCELLED, by=by, reason=reason, save=("sequence", "updated_at"))
