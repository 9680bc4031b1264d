"""How offers and turns on the waiting list are said."""

from django import template
from django.utils.formats import date_format

from attendees.models import Booking
from workshops.foundation.clock import clock, zone_name
from workshops.foundation.money import exact_amount

register = template.Library()


@register.filter
def turn(position: int) -> str:
    """A place in the queue as a sentence."""
    return "You are next." if position == 1 else f"You are number {position} on the list."


@register.filter
def seats(number: int) -> str:
    """ "a seat", "3 seats"."""
    return "a seat" if number == 1 else f"{number} seats"


@register.filter
def offer_end(booking: Booking) -> str:
    """Until when an offer stands, with its zone: "Friday 15 January 2027, 9am GMT"; empty where nothing is held."""
    if not booking.hold_ends_at:
        return ""
    local = booking.hold_ends_at.astimezone(booking.session.zone)
    return f"{date_format(local, 'l j F Y')}, {clock(local)} {zone_name(local)}"


@register.filter
def offered_price(total_pence: int, quantity: int) -> str:
    """What an offer costs, as a sentence, with the price of each place where there are several."""
    if not total_pence:
        return "It is free, as promised."
    if quantity == 1:
        return f"The price is {exact_amount(total_pence)}, as promised."
    return f"The price is {exact_amount(total_pence)}: {quantity} places at {exact_amount(total_pence // quantity)}, as promised."
