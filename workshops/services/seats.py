"""Seats, quotas and uses of a code are counters, each changed in one conditional UPDATE: right on PostgreSQL and SQLite.

Each call locks the row it changes until the transaction ends. The order of locks is session, ticket type, discount code.
"""

from django.db.models import F, Q

from workshops.enums import SessionState
from workshops.models import DiscountCode, Session, TicketType


def take_seats(*, session_id: int, quantity: int) -> bool:
    """Take `quantity` seats; False when the session is not scheduled or has not that many left."""
    room = Session.objects.filter(
        pk=session_id, state=SessionState.SCHEDULED, places_taken__lte=F("capacity") - quantity
    )
    return room.update(places_taken=F("places_taken") + quantity) == 1


def free_seats(*, session_id: int, quantity: int) -> None:
    """Give `quantity` seats back; the check constraint refuses to go below nought."""
    Session.objects.filter(pk=session_id).update(places_taken=F("places_taken") - quantity)


def take_quota(*, ticket_id: int, quantity: int) -> bool:
    """Count `quantity` places on a ticket type; False when its quota has not that many left."""
    room = TicketType.objects.filter(Q(quota=None) | Q(places_taken__lte=F("quota") - quantity), pk=ticket_id)
    return room.update(places_taken=F("places_taken") + quantity) == 1


def free_quota(*, ticket_id: int, quantity: int) -> None:
    """Give `quantity` places of a ticket type back."""
    TicketType.objects.filter(pk=ticket_id).update(places_taken=F("places_taken") - quantity)


def use_discount(*, discount_id: int, quantity: int) -> bool:
    """Count `quantity` places on a code; False when it is switched off or has not that many uses left."""
    room = DiscountCode.objects.filter(
        Q(max_uses=None) | Q(uses__lte=F("max_uses") - quantity), pk=discount_id, is_active=True
    )
    return room.update(uses=F("uses") + quantity) == 1


def free_discount(*, discount_id: int, quantity: int) -> None:
    """Give `quantity` uses of a code back."""
    DiscountCode.objects.filter(pk=discount_id).update(uses=F("uses") - quantity)


def count_waiting(*, session_id: int, change: int) -> None:
    """Add `change` to the number of people the session's page shows as waiting."""
    Session.objects.filter(pk=session_id).update(waiting_count=F("waiting_count") + change)
