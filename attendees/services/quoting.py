"""What a booking would cost just now: the ticket, the code and the rate looked up, the sum left to `attendees.pricing`."""

from django.utils import timezone

from attendees.errors import BookingRefusedError, DiscountRefusedError
from attendees.pricing import PlacePrice, Quote, place_price
from workshops.models import DiscountCode, Provider, TicketType, VatRate
from workshops.queries import current_provider

STANDARD = VatRate(name="Standard rate", basis_points=2000)
UNKNOWN_CODE = "We do not know this code. Check it for slips, or take it out."


def quote_for(ticket: TicketType, *, quantity: int, discount: DiscountCode | None = None) -> Quote:
    """The price of `quantity` places on `ticket` now."""
    return Quote(places=[price_now(ticket, discount=discount)] * quantity)


def price_now(ticket: TicketType, *, discount: DiscountCode | None = None) -> PlacePrice:
    """The price of one place on `ticket` now, with VAT where the provider is registered."""
    return place_price(ticket.price_pence, discount=discount, vat_rate=vat_rate_of(ticket, current_provider()))


def vat_rate_of(ticket: TicketType, provider: Provider) -> VatRate | None:
    """The ticket's rate, else the default one; None while the provider is not registered for VAT."""
    if not provider.is_registered_for_vat:
        return None
    return ticket.vat_rate or VatRate.objects.filter(is_default=True).first() or STANDARD


def find_discount(code: str, ticket: TicketType) -> DiscountCode | None:
    """The discount behind a code that someone typed; None for an empty one.

    Raises DiscountRefusedError when it is unknown, not open, used up or not for this ticket. A check for the message
    only: uses are taken by a conditional UPDATE.
    """
    typed = "".join(code.split()).upper()
    if not typed:
        return None
    found = DiscountCode.objects.filter(code=typed).first()
    if found is None or not found.is_active:
        raise DiscountRefusedError(UNKNOWN_CODE)
    _refuse_outside_window(found)
    if not _covers(found, ticket):
        raise DiscountRefusedError(
            "This code is not for this workshop or ticket. Take it out, or choose another ticket."
        )
    if found.max_uses is not None and found.uses >= found.max_uses:
        raise DiscountRefusedError("This code is used up. Take it out and book at the full price.")
    return found


def _refuse_outside_window(discount: DiscountCode) -> None:
    now = timezone.now()
    if discount.opens_at and discount.opens_at > now:
        raise DiscountRefusedError("This code is not open yet. Come back later, or take it out.")
    if discount.closes_at and discount.closes_at <= now:
        raise DiscountRefusedError("This code has ended. Take it out and book at the full price.")


def _covers(discount: DiscountCode, ticket: TicketType) -> bool:
    workshops = set(discount.workshops.values_list("pk", flat=True))
    tickets = set(discount.ticket_types.values_list("pk", flat=True))
    if not workshops and not tickets:
        return True
    return ticket.session.workshop_id in workshops or ticket.pk in tickets


def refuse_hidden(ticket: TicketType, typed: str) -> None:
    """Raise BookingRefusedError for a hidden ticket whose code was not typed."""
    if ticket.code and ticket.code.upper() not in typed_codes(typed):
        raise BookingRefusedError("This ticket needs its code. Type the code you were given, and try again.")


def typed_codes(text: str) -> set[str]:
    """The codes in a field that may hold several, as they are kept."""
    return {word.upper() for word in text.replace(",", " ").split()}
