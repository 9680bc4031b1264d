"""What a visitor can do about a session, in templates."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from workshops.availability import (
    availability,
    availability_sentence,
    standing,
    tickets_on_sale,
    tickets_to_come,
)
from workshops.enums import Mode
from workshops.models import Partner, Session, TicketType

register = template.Library()
MODE_WORDS = {str(Mode.ONLINE): ", live online", str(Mode.IN_PERSON): ", in person"}
register.filter("availability", availability)
register.filter("availability_sentence", availability_sentence)
register.filter("standing", standing)
register.filter("tickets_to_come", tickets_to_come)


@register.filter
def modes(sessions: list[Session]) -> str:
    """How the coming sessions are held, to go behind the kind: ", live online", ", in person", ", online or in person"."""
    found = {str(session.mode) for session in sessions}
    if len(found) > 1:
        return ", online or in person"
    return "".join(MODE_WORDS[mode] for mode in found)


@register.filter
def one_click_ticket(session: Session) -> TicketType | None:
    """The ticket type that someone signed in can book by one button: the only one, and nothing to declare."""
    tickets = tickets_on_sale(session)
    return tickets[0] if len(tickets) == 1 and not tickets[0].declaration else None


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
