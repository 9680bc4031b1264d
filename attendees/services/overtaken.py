"""Messages that were overtaken while they stood in the outbox: whom they concern no longer, or what came too late.

Looked at when a message is about to be sent, so it does not matter how a place was lost: cancelled, handed over, moved,
gone with its session.
"""

from django.db.models import Q
from django.utils import timezone

from attendees.emails.changes import CHANGED
from attendees.emails.reminders import FOLLOW_UP, NAMING, REMINDER
from attendees.enums import LIVE_PLACES, PlaceState
from attendees.models import OutboxMessage, Place
from attendees.occasions import OCCASIONS, day_of
from workshops.enums import SessionState
from workshops.models import Session


def is_overtaken(message: OutboxMessage) -> bool:
    """Whether `message` should not be sent any more. One query for the kinds that can be overtaken, none for others."""
    is_needed = _NEEDED.get(message.kind)
    return is_needed is not None and not is_needed(message)


def _reminds(message: OutboxMessage) -> bool:
    """Key: the place, the occasion, the day."""
    _, place_id, occasion, day = message.key.split(":")
    place = _place(place_id, message.to)
    return place is not None and place.state == PlaceState.CONFIRMED and _in_time(place.session, occasion, day)


def _asks_for_names(message: OutboxMessage) -> bool:
    """Key: the booking, the session, the occasion, the day."""
    _, booking_id, session_id, occasion, day = message.key.split(":")
    unnamed = Place.objects.confirmed().filter(booking=int(booking_id), session=int(session_id), attendee_name="")
    place = unnamed.filter(booking__booker_email=message.to).select_related("session").first()
    return place is not None and _in_time(place.session, occasion, day)


def _tells_of_change(message: OutboxMessage) -> bool:
    """Key: "place" or "booking", its number, the session, the sequence number."""
    _, what, number, session_id, _ = message.key.split(":")
    live = Place.objects.filter(state__in=LIVE_PLACES, session=int(session_id), session__state=SessionState.SCHEDULED)
    mine: dict[str, int | str] = (
        {"pk": int(number), "attendee_email": message.to} if what == "place" else {"booking": int(number)}
    )
    return live.filter(Q(**mine)).exists()


def _place(place_id: str, address: str) -> Place | None:
    return Place.objects.filter(pk=int(place_id), attendee_email=address).select_related("session").first()


def _in_time(session: Session, occasion: str, day: str) -> bool:
    is_on = session.state == SessionState.SCHEDULED and day_of(session) == day
    return is_on and OCCASIONS[occasion].is_due(session, timezone.now())


_NEEDED = {REMINDER: _reminds, FOLLOW_UP: _reminds, NAMING: _asks_for_names, CHANGED: _tells_of_change}
