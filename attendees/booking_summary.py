"""What the booking page says about the sum, for what is in the form just now."""

from dataclasses import dataclass

from attendees.booking_form import BookingForm, split_codes
from attendees.errors import DiscountRefusedError
from attendees.pricing import Quote
from attendees.services.quoting import find_discount, quote_for
from workshops.models import Session, TicketType


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The ticket, number of places and sum as the form stands; `quote` is None until a ticket is chosen."""

    quantity: int
    ticket: TicketType | None = None
    quote: Quote | None = None
    code: str = ""
    code_refusal: str = ""

    @property
    def shown_pence(self) -> int | str:
        return "" if self.quote is None else self.quote.total_pence

    @property
    def unit_pence(self) -> int:
        return self.ticket.price_pence if self.ticket else 0


def summarise(form: BookingForm, session: Session) -> Summary:
    """Work out the sum from whatever the form holds, valid or not; a code that is refused counts as none."""
    quantity = _quantity(form)
    ticket = form.tickets.get(str(form["ticket"].value() or "")) or _only(form)
    if ticket is None:
        return Summary(quantity=quantity)
    ticket.session = session
    _, code = split_codes(str(form["code"].value() or ""), session)
    try:
        discount, refusal = find_discount(code, ticket), ""
    except DiscountRefusedError as error:
        discount, refusal = None, str(error)
    return Summary(
        quantity=quantity,
        ticket=ticket,
        quote=quote_for(ticket, quantity=quantity, discount=discount),
        code=discount.code if discount else "",
        code_refusal=refusal,
    )


def _only(form: BookingForm) -> TicketType | None:
    tickets = list(form.tickets.values())
    return tickets[0] if len(tickets) == 1 else None


def _quantity(form: BookingForm) -> int:
    try:
        wanted = int(form["quantity"].value() or 1)
    except ValueError:
        return 1
    return min(max(wanted, 1), 200)
