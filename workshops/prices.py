"""What a session costs, as a visitor without a code reads it. Reads prefetched ticket types, never asks more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from workshops.availability import public_tickets, tickets_to_come
from workshops.foundation.clock import clock
from workshops.foundation.money import spoken_price
from workshops.models import Provider, Session, TicketType

# One price follows another when its sale opens as the other's ends; organisers leave a minute or a night between.
LONGEST_GAP = timedelta(days=1)
NEEDS_APPROVAL = "Booking needs approval"


@dataclass(frozen=True)
class PriceLine:
    """One price in words. `name` is empty where there is nothing to tell it from."""

    name: str
    price: str
    note: str = ""


def price_lines(session: Session, provider: Provider) -> list[PriceLine]:
    """ "£85 until 3 May, then £95" and its like, a line for each way in; none where booking is by invitation."""
    vat = " incl. VAT" if provider.is_registered_for_vat else ""
    tickets = tickets_to_come(session)
    if tickets:
        chains = _chains(tickets)
        return [_line(session, chain, tickets, is_only=len(chains) == 1, vat=vat) for chain in chains]
    if session.ticket_types.all() and not public_tickets(session):
        return []
    return [PriceLine("", session_price(session) + (vat if any(_prices(session)) else ""))]


def session_price(session: Session) -> str:
    """ "£95", "Free", "£60 to £95": what is or will be on sale."""
    prices = _prices(session)
    if not prices:
        return "To be announced"
    lowest, highest = spoken_price(prices[0]), spoken_price(prices[-1])
    return lowest if lowest == highest else f"{lowest} to {highest}"


def lowest_price(session: Session) -> str:
    """In a word or two, for a line of the programme: "£95", "Free", "from £60"."""
    prices = _prices(session)
    if len(prices) > 1 and prices[0]:
        return f"from {spoken_price(prices[0])}"
    return session_price(session) if prices else ""


def _prices(session: Session) -> list[int]:
    """The different prices in pence, lowest first: of what is not sold out, else of what there was."""
    to_come = tickets_to_come(session)
    tickets = [ticket for ticket in to_come if not ticket.is_gone] or to_come or public_tickets(session)
    return sorted({ticket.price_pence for ticket in tickets})


def _chains(tickets: Sequence[TicketType]) -> list[list[TicketType]]:
    """Ticket types that are one offer at changing prices go together, earliest first; the others stand alone."""
    after = {early.pk: late for early in tickets if (late := _follower(early, tickets))}
    followers = {late.pk for late in after.values()}
    chains = []
    for ticket in tickets:
        if ticket.pk not in followers:
            chain = [ticket]
            while late := after.get(chain[-1].pk):
                chain.append(late)
            chains.append(chain)
    return chains


def _follower(early: TicketType, tickets: Sequence[TicketType]) -> TicketType | None:
    """The one ticket type that takes over when the sale of `early` ends; None where that is anybody's guess."""
    found = [late for late in tickets if _takes_over(early, late)]
    if len(found) != 1 or sum(_takes_over(other, found[0]) for other in tickets) != 1:
        return None
    return found[0]


def _takes_over(early: TicketType, late: TicketType) -> bool:
    if not (early.sale_closes_at and late.sale_opens_at) or early.is_gone or late.is_gone:
        return False
    gap = late.sale_opens_at - early.sale_closes_at
    return timedelta(0) <= gap <= LONGEST_GAP and _conditions(early) == _conditions(late)


def _conditions(ticket: TicketType) -> tuple[object, ...]:
    return (ticket.declaration, ticket.domains, ticket.needs_approval)


def _line(
    session: Session, chain: list[TicketType], tickets: Sequence[TicketType], *, is_only: bool, vat: str
) -> PriceLine:
    first, last = chain[0], chain[-1]
    said = vat if any(ticket.price_pence for ticket in chain) else ""
    if len(chain) > 1:
        price = ", then ".join(_while_it_holds(session, ticket) for ticket in chain[:-1])
        price += f", then {spoken_price(last.price_pence)}{said}"
    else:
        price = spoken_price(last.price_pence) + said + ("" if is_only else _window(session, last, tickets))
    return PriceLine("" if is_only else last.name, price, NEEDS_APPROVAL if first.needs_approval else "")


def _while_it_holds(session: Session, ticket: TicketType) -> str:
    return f"{spoken_price(ticket.price_pence)} until {_until(session, ticket.sale_closes_at)}"


def _window(session: Session, ticket: TicketType, tickets: Sequence[TicketType]) -> str:
    """From and until when a price holds, where that tells it from the others; or that it is sold out."""
    if ticket.is_gone:
        return ", sold out"
    begins = f" from {_from(session, ticket.sale_opens_at)}" if _is_to_come(ticket) else ""
    ends = f" until {_until(session, ticket.sale_closes_at)}" if _is_outlasted(ticket, tickets) else ""
    return begins + ends


def _is_to_come(ticket: TicketType) -> bool:
    return bool(ticket.sale_opens_at and ticket.sale_opens_at > timezone.now())


def _is_outlasted(ticket: TicketType, tickets: Sequence[TicketType]) -> bool:
    ends = ticket.sale_closes_at
    return bool(ends) and any(not other.sale_closes_at or other.sale_closes_at > ends for other in tickets)


def _until(session: Session, moment: datetime | None) -> str:
    """The last day at a price, by the session's clock; with the time where it ends within the day."""
    if not moment:
        return ""
    last, soon = ((moment + step).astimezone(session.zone) for step in (timedelta(seconds=-1), timedelta(minutes=1)))
    if last.date() != soon.date():
        return _day(session, last)
    local = moment.astimezone(session.zone)
    return f"{_day(session, local)}, {clock(local)}"


def _from(session: Session, moment: datetime | None) -> str:
    if not moment:
        return ""
    local = moment.astimezone(session.zone)
    return _day(session, local) if (local.hour, local.minute) == (0, 0) else f"{_day(session, local)}, {clock(local)}"


def _day(session: Session, local: datetime) -> str:
    return date_format(local, "j F" if local.year == session.local_start.year else "j F Y")
