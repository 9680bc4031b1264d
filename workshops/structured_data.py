"""What search engines are told about a session, in the words of schema.org."""

from typing import Any

from django.conf import settings

from workshops.availability import Availability, availability, is_on_sale, seats_open, tickets_to_come
from workshops.enums import Mode, SessionState
from workshops.models import Provider, Session, TicketType

SCHEMA = "https://schema.org/"
STOCK = {Availability.OPEN: "InStock", Availability.FULL: "SoldOut", Availability.NOT_YET: "PreOrder"}


def session_events(sessions: list[Session], provider: Provider) -> dict[str, Any]:
    """An EducationEvent for each session; they share workshop, tickets and presenters that were fetched before."""
    return {"@context": "https://schema.org", "@graph": [_event(session, provider) for session in sessions]}


def _event(session: Session, provider: Provider) -> dict[str, Any]:
    workshop = session.workshop
    online = session.mode == Mode.ONLINE
    return {
        "@type": "EducationEvent",
        "@id": f"{_page(session)}#session-{session.pk}",
        "name": workshop.title,
        "description": workshop.summary,
        "url": _page(session),
        "startDate": session.local_start.isoformat(),
        "endDate": session.local_end.isoformat(),
        "eventStatus": SCHEMA + ("EventCancelled" if session.state == SessionState.CANCELLED else "EventScheduled"),
        "eventAttendanceMode": SCHEMA + ("OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode"),
        "location": {"@type": "VirtualLocation", "url": _page(session)} if online else _place(session),
        "organizer": {"@type": "Organization", "name": provider.name, "url": provider.website or settings.SITE_URL},
        "performer": [_person(link.presenter) for link in workshop.presenter_links.all()],
        "maximumAttendeeCapacity": session.capacity,
        "remainingAttendeeCapacity": seats_open(session),
        "offers": [_offer(session, ticket, provider) for ticket in tickets_to_come(session)],
    }


def _page(session: Session) -> str:
    return f"{settings.SITE_URL}{session.workshop.get_absolute_url()}"


def _place(session: Session) -> dict[str, Any]:
    address = ", ".join(part for part in (session.venue_address, session.town) if part)
    return {"@type": "Place", "name": session.venue_name or session.town, "address": address}


def _person(presenter: Any) -> dict[str, Any]:
    return {
        "@type": "Person",
        "name": presenter.name,
        "url": f"{settings.SITE_URL}{presenter.get_absolute_url()}",
    }


def _offer(session: Session, ticket: TicketType, provider: Provider) -> dict[str, Any]:
    opens = [moment for moment in (ticket.sale_opens_at, session.booking_opens_at) if moment]
    valid_from = max(opens, default=session.workshop.published_at)
    price = {"price": f"{ticket.price_pence // 100}.{ticket.price_pence % 100:02d}", "priceCurrency": "GBP"}
    taxed = {"@type": "PriceSpecification", **price, "valueAddedTaxIncluded": True}
    offer = {
        "@type": "Offer",
        "name": ticket.name,
        **price,
        "priceSpecification": taxed if provider.is_registered_for_vat else None,
        "availability": SCHEMA + STOCK.get(_standing(session, ticket), "Discontinued"),
        "url": _page(session),
        "validFrom": valid_from and valid_from.isoformat(),
        "validThrough": ticket.sale_closes_at and ticket.sale_closes_at.isoformat(),
    }
    return {name: value for name, value in offer.items() if value}


def _standing(session: Session, ticket: TicketType) -> Availability:
    """The session's, unless this ticket type alone is sold out or still to come."""
    whole = availability(session)
    if whole != Availability.OPEN or is_on_sale(ticket):
        return whole
    return Availability.FULL if ticket.is_gone else Availability.NOT_YET
