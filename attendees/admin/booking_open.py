"""Which steps a booking can take, for the buttons of its page. The services have the last word."""

from attendees.admin.billing import is_invoiced
from attendees.enums import BookingState, Settlement
from attendees.models import Booking
from attendees.services.balances import balance_of

REACHED = (BookingState.HELD, BookingState.CONFIRMED)


def open_steps(booking: Booking) -> set[str]:
    """The names of the actions that make sense now."""
    waits_for_invoice = booking.state == BookingState.HELD and booking.settlement == Settlement.INVOICE
    wanted = {
        "approve": booking.state == BookingState.REQUESTED,
        "decline": booking.state == BookingState.REQUESTED,
        "cancel": BookingState.CANCELLED in booking.MOVES[BookingState(booking.state)],
        "trust": waits_for_invoice,
        "release_unpaid": waits_for_invoice,
        "record_transfer": is_invoiced(booking) and balance_of(booking).outstanding > 0,
        "send_link_once": booking.state in REACHED,
    }
    return {name for name, is_open in wanted.items() if is_open}
