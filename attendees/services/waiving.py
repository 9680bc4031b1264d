"""Money that moved at Stripe without a place going back: what is then no longer asked for (docs/bookings.md)."""

from attendees.models import Booking
from attendees.services.balances import Balance, balance_of, give_back_excess


def rebalance(booking: Booking, *, before: Balance, reason: str) -> None:
    """Bring a booking back into balance after Stripe moved money of it. `before` is how it stood until then.

    What went back is waived so far as the places are still owed, so nobody is asked to pay again; what came back takes
    the waiver with it. If places were given up meanwhile, the money for them goes back now. The caller holds the
    locks of the booking and of the payment.
    """
    now = balance_of(booking)
    gone = (now.outstanding - now.excess) - (before.outstanding - before.excess)
    if not gone:
        return
    booking.waived_pence += min(now.owed, gone) if gone > 0 else -min(booking.waived_pence, -gone)
    booking.save(update_fields=["waived_pence"])
    give_back_excess(booking, reason=reason)
