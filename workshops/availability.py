"""Whether a session can be booked just now, and how that is said. Reads prefetched ticket types, never asks more."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format

from workshops.enums import SessionState
from workshops.foundation.clock import clock
from workshops.models import Provider, Session, TicketType


class Availability(StrEnum):
    """What a visitor can do about a session."""

    OPEN = "open"
    FULL = "full"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    BEGUN = "begun"
    PAST = "past"
    DRAFT = "draft"


NO_BREAK_DAY = "j\u00a0M"
SENTENCES = {
    Availability.FULL: "We write to you when a seat comes free.",
    Availability.CLOSED: "Booking for this date has closed. Choose another date, or write to us.",
    Availability.CANCELLED: "This session was cancelled. Choose another date, or see what else is on.",
    Availability.BEGUN: "This session has begun, so it can no longer be booked. Choose another date.",
    Availability.PAST: "This session is over. Choose a coming date.",
    Availability.DRAFT: "This session is a draft: visitors cannot see it.",
}


def availability(session: Session) -> Availability:
    """What a visitor can do about `session` now."""
    now = timezone.now()
    opens_at = booking_opens_at(session)
    answers = (
        (session.state == SessionState.CANCELLED, Availability.CANCELLED),
        (session.state == SessionState.DRAFT, Availability.DRAFT),
        (session.ends_at <= now, Availability.PAST),
        (session.starts_at <= now, Availability.BEGUN),
        (bool(session.booking_closes_at and session.booking_closes_at <= now), Availability.CLOSED),
        (not tickets_to_come(session), Availability.CLOSED),
        (bool(opens_at and opens_at > now), Availability.NOT_YET),
        (session.seats_left <= 0, Availability.FULL),
    )
    return next((answer for applies, answer in answers if applies), Availability.OPEN)


def tickets_to_come(session: Session) -> list[TicketType]:
    """Ticket types whose sale is not over, in their order."""
    now = timezone.now()
    return [ticket for ticket in session.ticket_types.all() if not ticket.sale_closes_at or ticket.sale_closes_at > now]


def tickets_on_sale(session: Session) -> list[TicketType]:
    """Ticket types that can be bought now, in their order."""
    now = timezone.now()
    return [ticket for ticket in tickets_to_come(session) if not ticket.sale_opens_at or ticket.sale_opens_at <= now]


def booking_opens_at(session: Session) -> datetime | None:
    """When the first ticket type can be booked; None while nothing stands in the way."""
    first_sale = None if tickets_on_sale(session) else _first_sale(session)
    opens = [moment for moment in (session.booking_opens_at, first_sale) if moment]
    return max(opens, default=None)


def _first_sale(session: Session) -> datetime | None:
    return min((ticket.sale_opens_at for ticket in tickets_to_come(session) if ticket.sale_opens_at), default=None)


def availability_sentence(session: Session, provider: Provider) -> str:
    """What to know or to do instead; empty where a free session is simply open."""
    state = availability(session)
    if state == Availability.OPEN:
        return _refund_sentence(session, provider)
    if state == Availability.NOT_YET:
        return f"Booking opens on {_day_and_time(session, booking_opens_at(session))}. Come back then."
    return SENTENCES[state]


def standing(session: Session) -> str:
    """In two or three words, for a line of the programme: "3 seats left", "Waiting list only"."""
    state = availability(session)
    if state == Availability.OPEN:
        return f"{session.seats_left} seat{'' if session.seats_left == 1 else 's'} left"
    if state == Availability.NOT_YET:
        opens = booking_opens_at(session)
        return f"Booking opens {date_format(opens.astimezone(session.zone), NO_BREAK_DAY)}" if opens else ""
    words = {
        Availability.FULL: "Waiting list only",
        Availability.CLOSED: "Booking closed",
        Availability.CANCELLED: "Cancelled",
        Availability.BEGUN: "Under way",
        Availability.PAST: "Over",
        Availability.DRAFT: "Draft",
    }
    return words[state]


def _refund_sentence(session: Session, provider: Provider) -> str:
    if not any(ticket.price_pence for ticket in tickets_on_sale(session)):
        return ""
    deadline = session.starts_at - timedelta(days=provider.cancellation_days)
    if deadline <= timezone.now():
        return "So close to the date, cancelling gives no money back."
    return f"Cancel free of charge until {_day_and_time(session, deadline)}."


def _day_and_time(session: Session, moment: datetime | None) -> str:
    if not moment:
        return ""
    local = moment.astimezone(session.zone)
    day = "j F" if local.year == session.local_start.year else "j F Y"
    return f"{date_format(local, day)}, {clock(local)}"
