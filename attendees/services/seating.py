"""Live places take seats, quota and uses of a code; released ones give them back, first to those who wait.

The counters are changed here alone, together, in the order of locks.
"""

from collections import Counter
from collections.abc import Sequence

from django.utils import timezone

from attendees.enums import PlaceState
from attendees.errors import BookingRefusedError, DiscountRefusedError, SoldOutError
from attendees.models import Place
from attendees.services.access_needs import forget_needs
from attendees.services.locking import lock_sessions
from attendees.services.openness import refusal_for_full
from workshops.models import DiscountCode, TicketType
from workshops.services.seats import (
    free_discount,
    free_quota,
    free_seats,
    take_quota,
    take_seats,
    use_discount,
)
from workshops.services.transitions import transition


def take(*, ticket: TicketType, quantity: int, discount: DiscountCode | None = None) -> None:
    """Take seats, quota and uses for `quantity` places about to be made. Locks session, ticket type, discount code.

    Raises SoldOutError, DiscountRefusedError or BookingRefusedError; the caller's transaction must then roll back.
    """
    if not take_seats(session_id=ticket.session_id, quantity=quantity):
        raise refusal_for_full(ticket.session_id, quantity)
    if not take_quota(ticket_id=ticket.pk, quantity=quantity):
        raise _refusal_for_quota(ticket.pk, quantity)
    if discount and not use_discount(discount_id=discount.pk, quantity=quantity):
        raise _refusal_for_uses(discount.pk, quantity)


def retake(places: Sequence[Place]) -> None:
    """Take again what released places of one session gave up; raises as `take` does."""
    tickets = Counter(place.ticket_type_id for place in places)
    discounts = Counter(place.discount_id for place in places if place.discount_id)
    session_id = places[0].session_id
    if not take_seats(session_id=session_id, quantity=len(places)):
        raise refusal_for_full(session_id, len(places))
    for ticket_id, quantity in sorted(tickets.items()):
        if not take_quota(ticket_id=ticket_id, quantity=quantity):
            raise _refusal_for_quota(ticket_id, quantity)
    for discount_id, quantity in sorted(discounts.items()):
        if not use_discount(discount_id=discount_id, quantity=quantity):
            raise _refusal_for_uses(discount_id, quantity)


def release(places: Sequence[Place], *, by: str, reason: str = "") -> None:
    """Release live places and give back what they took; seats that came free are offered to those who wait.

    The caller holds the booking's lock. Locks sessions, ticket types, discount codes and waiting-list entries.
    """
    from attendees.services.offering import offer_seats

    if not places:
        return
    lock_sessions(place.session_id for place in places)
    now = timezone.now()
    for place in places:
        place.released_at, place.hold_ends_at = now, None
        transition(
            place,
            to=PlaceState.RELEASED,
            by=by,
            reason=reason,
            save=("released_at", "hold_ends_at", "kept_pence"),
        )
    forget_needs(places)
    _give_back(places)
    for session_id in sorted({place.session_id for place in places}):
        offer_seats(session_id=session_id)


def _give_back(places: Sequence[Place]) -> None:
    for session_id, quantity in sorted(Counter(place.session_id for place in places).items()):
        free_seats(session_id=session_id, quantity=quantity)
    for ticket_id, quantity in sorted(Counter(place.ticket_type_id for place in places).items()):
        free_quota(ticket_id=ticket_id, quantity=quantity)
    for discount_id, quantity in sorted(Counter(place.discount_id for place in places if place.discount_id).items()):
        free_discount(discount_id=discount_id, quantity=quantity)


def _refusal_for_quota(ticket_id: int, wanted: int) -> SoldOutError:
    ticket = TicketType.objects.get(pk=ticket_id)
    left = ticket.left or 0
    if left <= 0:
        return SoldOutError(f"“{ticket.name}” is sold out. Choose another ticket.")
    return SoldOutError(
        f"You asked for {wanted} places and {left} {'is' if left == 1 else 'are'} left on “{ticket.name}”. Ask for fewer."
    )


def _refusal_for_uses(discount_id: int, wanted: int) -> BookingRefusedError:
    code = DiscountCode.objects.get(pk=discount_id)
    left = 0 if code.max_uses is None or not code.is_active else code.max_uses - code.uses
    if left <= 0:
        return DiscountRefusedError("This code is used up. Take it out and book at the full price.")
    places = "1 more place" if left == 1 else f"{left} more places"
    return DiscountRefusedError(
        f"This code is good for {places}, and you asked for {wanted}. Ask for fewer, or take the code out."
    )
