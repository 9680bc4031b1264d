"""A session that will not take place: everyone's booking is cancelled, refunded and told, each once."""

from django.db import transaction

from attendees.enums import BookingState
from attendees.models import Booking
from attendees.services.releasing import cancel_booking
from workshops.enums import SessionState
from workshops.models import Session
from workshops.services.transitions import transition


def cancel_session(*, session_id: int, by: str, reason: str) -> int:
    """Cancel a session, then each of its live bookings with the whole price back; how many bookings.

    The session is closed first, in its own transaction, so nobody books meanwhile; each booking follows in its own.
    After a crash, calling it again goes on where it stopped: nobody is refunded or told twice.
    """
    _close(session_id, by, reason)
    live = Booking.objects.filter(session_id=session_id, state__in=[BookingState.HELD, BookingState.CONFIRMED])
    keys = list(live.values_list("pk", flat=True))
    for key in keys:
        cancel_booking(booking_id=key, by=by, reason=reason, refund=True)
    return len(keys)


def _close(session_id: int, by: str, reason: str) -> None:
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session_id)
        if session.state == SessionState.CANCELLED:
            return
        session.sequence += 1
        transition(session, to=SessionState.CANCELLED, by=by, reason=reason, save=("sequence", "updated_at"))
