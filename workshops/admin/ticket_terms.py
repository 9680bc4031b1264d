"""What is set on a ticket type, in one sentence: the groups of its form are closed."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from workshops.models import TicketType

NOTHING_SET = "Everyone may book it while there are seats."


def terms_of(ticket: TicketType) -> str:
    """ "Hidden behind the code STAFF-26; 3 of 10 places taken" and its like."""
    parts = "; ".join(part for part in _parts(ticket) if part)
    return f"{parts[0].upper()}{parts[1:]}." if parts else NOTHING_SET


def taken(ticket: TicketType) -> str:
    """ "3 of 10" under a quota, else "3"."""
    return str(ticket.places_taken) if ticket.quota is None else f"{ticket.places_taken} of {ticket.quota}"


def _parts(ticket: TicketType) -> Iterator[str]:
    yield ticket.code and f"hidden behind the code {ticket.code}"
    yield _window(ticket)
    yield f"{taken(ticket)} places taken" if ticket.quota is not None or ticket.places_taken else ""
    yield f"at least {ticket.min_places} places a booking" if ticket.min_places > 1 else ""
    yield _asked(ticket)
    yield ticket.email_domains and f"for {ticket.email_domains} only"
    yield f"at most {ticket.service_cap} for one service" if ticket.service_cap else ""
    yield "needs approval" if ticket.needs_approval else ""


def _window(ticket: TicketType) -> str:
    opens = f"from {_moment(ticket.sale_opens_at)}" if ticket.sale_opens_at else ""
    closes = f"until {_moment(ticket.sale_closes_at)}" if ticket.sale_closes_at else ""
    return f"on sale {' '.join(filter(None, (opens, closes)))}" if opens or closes else ""


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i")


def _asked(ticket: TicketType) -> str:
    asks = {
        "a declaration": bool(ticket.declaration),
        "the profession": ticket.asks_profession,
        "the service": ticket.asks_service,
        "the registration": ticket.asks_registration,
    }
    asked = [what for what, is_asked in asks.items() if is_asked]
    return f"asks for {' and '.join(filter(None, (', '.join(asked[:-1]), asked[-1])))}" if asked else ""
