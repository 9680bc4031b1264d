"""Seats are counted on the session, in one conditional UPDATE each: right on PostgreSQL and on SQLite alike."""

from django.db.models import F

from workshops.enums import SessionState
from workshops.models import Session


def take_seats(*, session_id: int, quantity: int) -> bool:
    """Take `quantity` seats; False when the session is not scheduled or has not that many left.

    Locks the session's row until the transaction ends: call it before any booking is locked.
    """
    room = Session.objects.filter(
        pk=session_id, state=SessionState.SCHEDULED, places_taken__lte=F("capacity") - quantity
    )
    return room.update(places_taken=F("places_taken") + quantity) == 1


def free_seats(*, session_id: int, quantity: int) -> None:
    """Give `quantity` seats back. Locks the session's row; the check constraint refuses to go below nought."""
    Session.objects.filter(pk=session_id).update(places_taken=F("places_taken") - quantity)


def count_waiting(*, session_id: int, change: int) -> None:
    """Add `change` to the number of people the session's page shows as waiting."""
    Session.objects.filter(pk=session_id).update(waiting_count=F("waiting_count") + change)
