"""One function for each message to those who wait. Each may be called again: the outbox keeps one."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import prefetch_related_objects

from attendees.emails.compose import queue_email
from attendees.enums import MessageState
from attendees.links import booking_link, leave_link
from attendees.models import Booking, OutboxMessage, WaitingListEntry
from attendees.queries import position_of

OFFERED = "seats_offered"


def _about(entry: WaitingListEntry, **more: Any) -> dict[str, Any]:
    prefetch_related_objects([entry.session], "parts", "workshop__presenter_links__presenter")
    return {"entry": entry, "session": entry.session, "workshop": entry.session.workshop, **more}


def queue_waiting_confirmation(entry: WaitingListEntry) -> None:
    """Someone joined the waiting list: their number on it, and how to leave."""
    queue_email(
        kind="waiting_joined",
        key=str(entry.pk),
        to=entry.email,
        context=_about(entry, position=position_of(entry), leave_link=settings.SITE_URL + leave_link(entry)),
    )


def queue_seats_offered(entry: WaitingListEntry, *, sends_at: datetime) -> None:
    """Seats came free and are kept for them: what, at which price, until when. Not sent before `sends_at`."""
    booking: Any = entry.booking
    queue_email(
        kind=OFFERED,
        key=str(booking.pk),
        to=entry.email,
        context=_about(entry, booking=booking, link=settings.SITE_URL + booking_link(booking)),
        due_at=sends_at,
    )


def withdraw_offer(booking: Booking) -> None:
    """Do not send an offer that waits for the morning any more: it was answered, or has ended."""
    OutboxMessage.objects.filter(key=f"{OFFERED}:{booking.pk}", state=MessageState.QUEUED).delete()


def queue_offer_lapsed(entry: WaitingListEntry) -> None:
    """Their offer ended without an answer, and they are off the list; how to join it again."""
    again = urlencode({"quantity": entry.quantity, "ticket": entry.ticket_type_id or ""})
    queue_email(
        kind="offer_lapsed",
        key=str(entry.pk),
        to=entry.email,
        context=_about(
            entry, booking=entry.booking, link=f"{settings.SITE_URL}/sessions/{entry.session_id}/wait/?{again}"
        ),
    )
