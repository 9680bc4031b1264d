"""An organiser moves a place: whoever has to pay a difference is not at the keyboard, so they are asked, with time to do it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from attendees.emails import money_messages
from attendees.errors import ChangeRefusedError
from attendees.models import Attendance
from attendees.services.moving import Move, move_place
from workshops.models import TicketType

# Stripe keeps a checkout open for less than a day at the most (`checkouts.LONGEST_CHECKOUT`).
TIME_TO_PAY = timedelta(hours=23)


def move_place_for_booker(
    *, place_id: int, ticket: TicketType, by: str, reason: str, overrule: bool = False, at_no_cost: bool = False
) -> Move:
    """Move a place as `move_place` does; a difference may be paid for most of a day, and the booker is asked for it.

    The new seat is not held beyond the start of its session. Locks and raises as `move_place`, and raises
    ChangeRefusedError once the attendance of whoever sits there is confirmed.
    """
    with transaction.atomic():
        moved = move_place(
            place_id=place_id, ticket=ticket, by=by, reason=reason, overrule=overrule, at_no_cost=at_no_cost
        )
        if Attendance.objects.filter(place=place_id, confirmed_at__isnull=False).exists():
            raise ChangeRefusedError("The attendance on this place is confirmed, so it stays on its date.")
        if moved.payment:
            place = moved.place
            place.hold_ends_at = min(timezone.now() + TIME_TO_PAY, place.session.starts_at)
            place.save(update_fields=["hold_ends_at"])
            money_messages.queue_difference_due(moved.payment)
    return moved
