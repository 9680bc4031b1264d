"""What an organiser reads before a session opens for booking."""

from django.utils.formats import date_format

from workshops.enums import Mode, WorkshopState
from workshops.foundation.money import spoken_price
from workshops.models import Session

NO_LINK = "No joining link yet: add it before the day."


def schedule_facts(session: Session) -> list[str]:
    """When, what a place costs, how many seats, and what is still open."""
    tickets = [f"{ticket.name}: {spoken_price(ticket.price_pence)}" for ticket in session.ticket_types.all()]
    start, end = session.local_start, session.local_end
    facts = [
        f"{date_format(start, 'l j F Y')}, {start:%H:%M} to {end:%H:%M} ({session.time_zone}).",
        f"Tickets: {'; '.join(tickets)}."
        if tickets
        else "No ticket type yet: add one with a price, or nought for free.",
        f"{session.capacity} seats.",
    ]
    if lacks_link(session):
        facts.append(NO_LINK)
    return [*facts, _opening(session)]


def lacks_link(session: Session) -> bool:
    """Whether people could not join: nobody needs a link to a room."""
    return session.mode == Mode.ONLINE and not session.joining_url


def _opening(session: Session) -> str:
    if session.workshop.state != WorkshopState.PUBLISHED:
        return f"“{session.workshop.title}” is not published: nobody can see or book this session until it is."
    return "It opens for booking, now or at the time entered."
