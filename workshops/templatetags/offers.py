"""What a visitor can do about a session, in templates."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from workshops.availability import availability, availability_sentence, seats_open, standing, tickets_on_sale
from workshops.enums import Mode
from workshops.models import Partner, Session, TicketType
from workshops.prices import price_lines

register = template.Library()
MODE_WORDS = {str(Mode.ONLINE): ", live online", str(Mode.IN_PERSON): ", in person"}
register.filter("availability", availability)
register.filter("availability_sentence", availability_sentence)
register.filter("standing", standing)
register.filter("seats_open", seats_open)
register.filter("price_lines", price_lines)


@register.filter
def modes(sessions: list[Session]) -> str:
    """How the coming sessions are held, to go behind the kind: ", live online", ", in person", ", online or in person"."""
    found = {str(session.mode) for session in sessions}
    if len(found) > 1:
        return ", online or in person"
    return "".join(MODE_WORDS[mode] for mode in found)


@register.filter
def one_click_ticket(session: Session) -> TicketType | None:
    """The ticket type that someone signed in can book by one button: the only one, and it asks for nothing more."""
    tickets = tickets_on_sale(session)
    return tickets[0] if len(tickets) == 1 and not _asks_for_more(tickets[0]) else None


def _asks_for_more(ticket: TicketType) -> bool:
    """Whether a booking needs more than one name and address, or may wait for an organiser."""
    asks = (ticket.declaration, ticket.asks_profession, ticket.asks_service, ticket.asks_registration)
    return any(asks) or bool(ticket.email_domains) or ticket.needs_approval or ticket.min_places > 1


@register.filter
def linked_names(partners: list[Partner]) -> SafeString:
    """ "A, B and C", each with a link to its site where there is one."""
    with_site = '<a href="{}">{}</a>'
    names = [
        format_html_join("", with_site if partner.website else "{1}", [(partner.website, partner.name)])
        for partner in partners
    ]
    joined = format_html_join(", ", "{}", ((name,) for name in names[:-1]))
    return format_html_join(" and ", "{}", ((part,) for part in (joined, *names[-1:]) if part)) or mark_safe("")
