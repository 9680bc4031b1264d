"""Whether a session can be booked just now, and how that is said. Reads prefetched ticket types, never asks more.

Ticket types that have a code are hidden: nothing here tells of them, unless a session has no others.
"""

from collections.abc import Iterable
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
    INVITATION = "invitation"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    BEGUN = "begun"
    PAST = "past"
    DRAFT = "draft"


NO_BREAK_DAY = "j\u00a0M"
SENTENCES = {
    Availability.FULL: "We write to you when a seat comes free.",
    Availability.INVITATION: "Booking is by invitation. If you were given a code, enter it when you book.",
    Availability.CLOSED: "Booking for this date has closed. Choose another date, or write to us.",
    Availability.CANCELLED: "This session was cancelled. Choose another date, or see what else is on.",
    Availability.BEGUN: "This session has begun, so it can no longer be booked. Choose another date.",
    Availability.PAST: "This session is over. Choose a coming date.",
    Availability.DRAFT: "This session is a draft: visitors cannot see it.",
}


def availability(session: Session) -> Availability:
    """What a visitor without a code can do about `session` now."""
    now = timezone.now()
    opens_at = booking_opens_at(session)
    open_tickets = tickets_to_come(session)
    invites = not open_tickets and is_by_invitation(session)
    answers = (
        (session.state == SessionState.CANCELLED, Availability.CANCELLED),
        (session.state == SessionState.DRAFT, Availability.DRAFT),
        (session.ends_at <= now, Availability.PAST),
        (session.starts_at <= now, Availability.BEGUN),
        (bool(session.booking_closes_at and session.booking_closes_at <= now), Availability.CLOSED),
        (not open_tickets and not invites, Availability.CLOSED),
        (bool(opens_at and opens_at > now), Availability.NOT_YET),
        (invites, Availability.INVITATION),
        (seats_open(session) <= 0, Availability.FULL),
    )
    return next((answer for applies, answer in answers if applies), Availability.OPEN)


def is_by_invitation(session: Session) -> bool:
    """Whether every ticket type of `session` has a code, and one of them can still be had."""
    tickets = list(session.ticket_types.all())
    return all(ticket.code for ticket in tickets) and bool(_not_over(tickets))


def seats_open(session: Session) -> int:
    """How many seats visitors without a code can still book: the seats left, or fewer where quotas allow no more."""
    quotas = [ticket.left for ticket in tickets_to_come(session)]
    if None in quotas:
        return session.seats_left
    return min(session.seats_left, sum(left for left in quotas if left and left > 0))


def visible_tickets(session: Session, codes: Iterable[str] = ()) -> list[TicketType]:
    """What the booking form offers: ticket types without a code, and those whose code is among `codes`.

    Those whose sale is over are left out. First come those that can be booked now, then those to come or sold out.
    """
    typed = {code.strip().upper() for code in codes}
    known = [ticket for ticket in session.ticket_types.all() if not ticket.code or ticket.code in typed]
    return sorted(_not_over(known), key=lambda ticket: not is_on_sale(ticket))


def tickets_to_come(session: Session) -> list[TicketType]:
    """Ticket types without a code whose sale is not over, in their order; those sold out too."""
    return _not_over(public_tickets(session))


def tickets_on_sale(session: Session) -> list[TicketType]:
    """Ticket types without a code that can be booked now, in their order."""
    return [ticket for ticket in public_tickets(session) if is_on_sale(ticket)]


def public_tickets(session: Session) -> list[TicketType]:
    """Ticket types that everyone may see, in their order: those without a code."""
    return [ticket for ticket in session.ticket_types.all() if not ticket.code]


def is_on_sale(ticket: TicketType) -> bool:
    """Whether its window is open and its quota is not used up."""
    now = timezone.now()
    begun = not ticket.sale_opens_at or ticket.sale_opens_at <= now
    return begun and not ticket.is_gone and bool(_not_over([ticket]))


def _not_over(tickets: Iterable[TicketType]) -> list[TicketType]:
    now = timezone.now()
    return [ticket for ticket in tickets if not ticket.sale_closes_at or ticket.sale_closes_at > now]


def booking_opens_at(session: Session) -> datetime | None:
    """When the first ticket type can be booked; None while nothing stands in the way."""
    opens = [moment for moment in (session.booking_opens_at, _first_sale(session)) if moment]
    return max(opens, default=None)


def _first_sale(session: Session) -> datetime | None:
    """When the next sale begins, while there is none: a ticket type that is sold out is not waited for."""
    left = [ticket for ticket in tickets_to_come(session) if not ticket.is_gone]
    if any(is_on_sale(ticket) for ticket in left):
        return None
    return min((ticket.sale_opens_at for ticket in left if ticket.sale_opens_at), default=None)


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
        left = seats_open(session)
        return f"{left} seat{'' if left == 1 else 's'} left"
    if state == Availability.NOT_YET:
        opens = booking_opens_at(session)
        return f"Booking opens {date_format(opens.astimezone(session.zone), NO_BREAK_DAY)}" if opens else ""
    words = {
        Availability.FULL: "Waiting list only",
        Availability.INVITATION: "By invitation",
        Availability.CLOSED: "Booking closed",
        Availability.CANCELLED: "Cancelled",
        Availability.BEGUN: "Under way",
        Availability.PAST: "Over",
        Availability.DRAFT: "Draft",
    }
    return words[state]


def _refund_sentence(session: Session, provider: Provider) -> str:
    """The provider's terms as dates, those that are past left out; empty where nothing is paid."""
    if not any(ticket.price_pence for ticket in tickets_on_sale(session)):
        return ""
    full = _still_ahead(session, provider.cancellation_days)
    part = _still_ahead(session, provider.partial_days)
    share = "half" if provider.partial_percent == 50 else f"{provider.partial_percent}%"
    if full:
        later = f" After that, until {part}, {share} of the price goes back." if part else ""
        return f"Cancel free of charge until {full}.{later}"
    if part:
        return f"Cancel until {part}, and {share} of the price goes back."
    return "So close to the date, cancelling gives no money back."


def _still_ahead(session: Session, days: int | None) -> str:
    """The moment that lies so many days before the start, in words; empty once it is past, or where there is none."""
    if days is None:
        return ""
    deadline = session.starts_at - timedelta(days=days)
    return _day_and_time(session, deadline) if deadline > timezone.now() else ""


def _day_and_time(session: Session, moment: datetime | None) -> str:
    if not moment:
        return ""
    local = moment.astimezone(session.zone)
    day = "j F" if local.year == session.local_start.year else "j F Y"
    return f"{date_format(local, day)}, {clock(local)}"
