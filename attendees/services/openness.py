"""Why a session can or cannot be booked just now, in words."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from attendees.errors import BookingRefusedError, SoldOutError
from workshops.enums import SessionState, WorkshopState
from workshops.models import Session, TicketType


def refuse_unless_open(ticket: TicketType) -> None:
    """Raise BookingRefusedError with the reason, unless the ticket's session can be booked now.

    A check for the message only: the seat itself is taken by a conditional UPDATE.
    """
    reason = closed_reason(ticket.session) or ticket_reason(ticket)
    if reason:
        raise BookingRefusedError(reason)


def closed_reason(session: Session) -> str:
    """Why `session` is not open for booking, with what to do instead; empty while it is open."""
    now = timezone.now()
    reasons = (
        (
            session.workshop.state != WorkshopState.PUBLISHED,
            "This workshop is not on offer at present. See what else is on.",
        ),
        (
            session.state == SessionState.CANCELLED,
            "This session was cancelled. Choose another date on the workshop’s page.",
        ),
        (session.state == SessionState.DRAFT, "This session is not open for booking yet."),
        (session.ends_at <= now, "This session is over. Choose a coming date on the workshop’s page."),
        (session.starts_at <= now, "This session has begun, so it cannot be booked any more. Choose another date."),
        (
            bool(session.booking_closes_at and session.booking_closes_at <= now),
            "Booking for this session has closed. Choose another date, or write to us.",
        ),
        (
            bool(session.booking_opens_at and session.booking_opens_at > now),
            f"Booking for this session opens on {_spoken(session, session.booking_opens_at)}. Come back then.",
        ),
    )
    return next((sentence for applies, sentence in reasons if applies), "")


def ticket_reason(ticket: TicketType) -> str:
    """Why `ticket` is not on sale now; empty while it is, whether or not any are left."""
    now = timezone.now()
    if ticket.sale_closes_at and ticket.sale_closes_at <= now:
        return "This price is no longer on sale. Go back to the workshop’s page for the one that is."
    if ticket.sale_opens_at and ticket.sale_opens_at > now:
        return f"This price is on sale from {_spoken(ticket.session, ticket.sale_opens_at)}. Come back then."
    return ""


def refusal_for_full(session_id: int, wanted: int) -> BookingRefusedError:
    """The refusal for a session that had no room a moment ago: another reason, or how many seats are left."""
    session = Session.objects.select_related("workshop").get(pk=session_id)
    reason = closed_reason(session)
    if reason:
        return BookingRefusedError(reason)
    left = session.seats_left
    if left <= 0:
        return SoldOutError("The last seat has just gone. Join the waiting list, or choose another date.")
    return SoldOutError(f"You asked for {wanted} places and {left} {'is' if left == 1 else 'are'} left. Ask for fewer.")


def _spoken(session: Session, moment: datetime | None) -> str:
    return date_format(moment.astimezone(session.zone), "j F Y, g:i a") if moment else ""
