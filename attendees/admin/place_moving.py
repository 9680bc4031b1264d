"""Moving a place to another date, as an organiser may: also to what the public cannot see, and at no cost."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from attendees.admin.booking_tables import moment
from attendees.admin.place_forms import NO_COST, MoveForm
from attendees.admin.place_open import called
from attendees.models import Place
from attendees.policy import Policy
from attendees.services.moving import Move, price_of_move
from attendees.services.moving_for_others import move_place_for_booker
from attendees.services.openness import closed_reason, ticket_reason
from workshops.admin.actions import Step
from workshops.admin.base import OrganiserAdmin, actor
from workshops.enums import SessionState
from workshops.foundation.money import exact_amount
from workshops.models import TicketType

NO_DATE = "No other coming date of this workshop is open with a seat left. Add a date, or raise a capacity, first."
TOO_LATE = "The policy would refuse: a place could move until {}."


def targets_of(place: Place) -> list[TicketType]:
    """Tickets of other dates of the workshop that a place may move to now, hidden ones and those to be approved too."""
    tickets = (
        TicketType.objects.filter(
            session__workshop=place.session.workshop_id,
            session__state=SessionState.SCHEDULED,
            session__starts_at__gt=timezone.now(),
        )
        .exclude(session=place.session_id)
        .select_related("session__workshop", "vat_rate")
        .order_by("session__starts_at", "position", "pk")
    )
    return [ticket for ticket in tickets if _takes_one_more(ticket)]


def _takes_one_more(ticket: TicketType) -> bool:
    is_open = not (closed_reason(ticket.session) or ticket_reason(ticket))
    return is_open and not ticket.is_gone and ticket.session.seats_left > 0


def move_step(admin: OrganiserAdmin, place: Place, request: HttpRequest, tickets: Sequence[TicketType]) -> Step:
    """The page for a place that has somewhere to go: `tickets` are those of `targets_of`."""
    refusal = _refusal(place)
    choices = [(str(ticket.pk), _spoken(place, ticket)) for ticket in tickets]
    by_id = {str(ticket.pk): ticket for ticket in tickets}

    def act(filled: dict[str, Any]) -> Move:
        return move_place_for_booker(
            place_id=place.pk,
            ticket=by_id[filled["ticket"]],
            by=actor(request),
            reason=filled["reason"],
            overrule=filled.get("overrule", False),
            at_no_cost=filled["cost"] == NO_COST,
        )

    return Step(
        admin=admin,
        row=place,
        title=f"Move {called(place)} to another date",
        facts=[
            f"Now on {date_format(place.session.local_start, 'l j F Y')}, for {exact_amount(place.price_pence)}.",
            "The booker and whoever sits there are told. What goes back is refunded; on invoice, the difference is billed.",
            "What is more to pay by card, the booker is asked for: the new seat is held for 23 hours.",
            *([refusal] if refusal else []),
        ],
        button="Move the place",
        form=lambda data: MoveForm(data, refusal=refusal, choices=choices),
        act=act,
        tell=_tell_moved,
    )


def _refusal(place: Place) -> str:
    until = Policy.of_booking(place.booking).move_until(place.session)
    return TOO_LATE.format(moment(until)) if timezone.now() > until else ""


def _spoken(place: Place, ticket: TicketType) -> str:
    """ "Fri 12 Jun 2026, Leeds, Standard: 3 seats left, £20.00 more to pay"."""
    session = ticket.session
    words = [date_format(session.local_start, "D j M Y, H:i"), session.town, ticket.name]
    left = session.seats_left if ticket.left is None else min(session.seats_left, ticket.left)
    notes = [
        f"{left} {'seat' if left == 1 else 'seats'} left",
        *(["hidden from the public"] if ticket.code else []),
        *(["needs approval"] if ticket.needs_approval else []),
        _difference(price_of_move(place, ticket).price_pence - place.price_pence),
    ]
    return f"{', '.join(word for word in words if word)}: {', '.join(notes)}"


def _difference(pence: int) -> str:
    if not pence:
        return "same price"
    return f"{exact_amount(pence)} more to pay" if pence > 0 else f"{exact_amount(-pence)} goes back"


def _tell_moved(request: HttpRequest, moved: Move) -> None:
    place = moved.place
    day = date_format(place.session.local_start, "j F Y")
    if moved.payment:
        messages.success(
            request,
            f"A seat on {day} is held until {moment(place.hold_ends_at)}. {place.booking.booker_email} is asked to pay "
            f"{exact_amount(moved.payment.amount_pence)}; until then the place stays where it is.",
        )
        return
    back = f" {exact_amount(moved.refunded_pence)} goes back." if moved.refunded_pence else ""
    messages.success(request, f"Moved to {day}: now place {place.code}.{back}")
