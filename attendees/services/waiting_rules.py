"""Whether waiting makes sense: for how many places, on which ticket type, and what to do instead. Changes nothing."""

from attendees.errors import BookingRefusedError
from attendees.services.booking import refuse_quantity
from attendees.services.openness import closed_reason, ticket_reason
from workshops.models import Session, TicketType

MOST_PLACES = 20


def waitable_tickets(session: Session) -> list[TicketType]:
    """The ticket types that everyone may wait for, in their order: on sale now, whether or not any are left."""
    tickets = [ticket for ticket in session.ticket_types.all() if not ticket.code]
    for ticket in tickets:
        ticket.session = session
    return [ticket for ticket in tickets if not ticket_reason(ticket)]


def default_ticket(session: Session) -> TicketType | None:
    """The one for those who choose none; one that is sold out by itself before others, as nobody need wait for those."""
    tickets = waitable_tickets(session)
    return next((ticket for ticket in tickets if ticket.is_gone or session.seats_left <= 0), next(iter(tickets), None))


def can_wait(session: Session) -> bool:
    """Whether there is any number of places, on any ticket type, that waiting makes sense for."""
    numbers = range(1, MOST_PLACES + 1)
    return any(
        not refusal_to_wait(session, ticket=ticket, quantity=number)
        for ticket in waitable_tickets(session)
        for number in numbers
    )


def refusal_to_wait(session: Session, *, ticket: TicketType | None, quantity: int = 1) -> str:
    """Why nobody can wait for that many places now, with what to do instead; empty while waiting makes sense."""
    closed = closed_reason(session)
    if closed:
        return closed
    if ticket is None or ticket.session_id != session.pk:
        return "No ticket of this session can be waited for at present. Choose another date, or write to us."
    ticket.session = session
    return ticket_reason(ticket) or _refusal_of_number(ticket, quantity) or _refusal_of_plenty(ticket, quantity)


def _refusal_of_number(ticket: TicketType, quantity: int) -> str:
    if not 1 <= quantity <= MOST_PLACES:
        return f"Wait for between 1 and {MOST_PLACES} places. For more, write to us."
    if quantity > ticket.session.capacity:
        return f"This session has {_seats(ticket.session.capacity)} in all. Wait for fewer places."
    if ticket.quota is not None and quantity > ticket.quota:
        return f"“{ticket.name}” has {_seats(ticket.quota)} in all. Wait for fewer places, or choose another ticket."
    try:
        refuse_quantity(ticket, quantity)
    except BookingRefusedError as refusal:
        return str(refusal)
    return ""


def _refusal_of_plenty(ticket: TicketType, quantity: int) -> str:
    enough = ticket.session.seats_left >= quantity and (ticket.left is None or ticket.left >= quantity)
    if not enough:
        return ""
    them = "one" if quantity == 1 else "them"
    return f"There are seats left on this session: book {them} instead of waiting."


def _seats(number: int) -> str:
    return f"{number} seat{'' if number == 1 else 's'}"
