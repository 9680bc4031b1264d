"""What becomes of an offer to the waiting list: taken, declined, or over because nobody answered in time.

Each locks the booking first, then what `seating.release` locks. Of two answers at the same moment the first counts.
"""

from django.db import transaction
from django.utils import timezone

from attendees.emails.waiting_messages import queue_offer_lapsed
from attendees.enums import BookingState, WaitingState
from attendees.errors import OfferOverError
from attendees.models import Booking, WaitingListEntry
from attendees.services import seating
from attendees.services.balances import retotal
from attendees.services.locking import lock_booking
from attendees.services.settling import hold_end, open_settlement
from attendees.services.waiting_entries import end_entry_of
from workshops.services.transitions import transition

ENDED = "This offer has ended, and the seats went to whoever was next. You can join the waiting list again."


def accept_offer(*, booking_id: int, by: str) -> Booking:
    """Take the seats of an offer at the price promised; one that was taken already is given back as it is.

    A free booking is confirmed. Any other is held until it is paid, with a Payment ready for `start_checkout`: for as
    long as the offer stood, and for the provider's `hold_minutes` at the least, so nobody loses time by saying yes early.
    Raises OfferOverError for one that has ended; an offer found to be past its end is ended.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.state == BookingState.OFFERED:
            if _is_over(booking):
                _lapse(booking, by)
            else:
                _take(booking, by)
    if booking.state not in {BookingState.HELD, BookingState.CONFIRMED}:
        raise OfferOverError(ENDED)
    return booking


def _is_over(booking: Booking) -> bool:
    return booking.hold_ends_at is None or booking.hold_ends_at <= timezone.now()


def _take(booking: Booking, by: str) -> None:
    if not booking.is_free:
        booking.hold_ends_at = max(booking.hold_ends_at or hold_end(), hold_end())
        transition(booking, to=BookingState.HELD, by=by, save=("hold_ends_at",))
    open_settlement(booking, by=by)
    end_entry_of(booking, by=by)


def decline_offer(*, booking_id: int, by: str, reason: str = "") -> Booking:
    """Let an offer go to the next; one that has ended stays as it is. Raises OfferOverError for one that was taken."""
    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.state == BookingState.OFFERED:
            give_up_offer(booking, by=by, reason=reason)
    if booking.state in {BookingState.HELD, BookingState.CONFIRMED}:
        raise OfferOverError("You have taken these seats already. To give them back, cancel the booking.")
    return booking


def give_up_offer(booking: Booking, *, by: str, reason: str = "") -> None:
    """End an offer that nobody wants. The caller holds the booking's lock and has seen that it is an offer."""
    booking.cancelled_at = timezone.now()
    transition(booking, to=BookingState.CANCELLED, by=by, reason=reason, save=("cancelled_at",))
    _free(booking, by)


def lapse_offer(*, booking_id: int, by: str = "sweep") -> bool:
    """End an offer whose time is over, and tell whom it was made to; False when there was nothing to end."""
    with transaction.atomic():
        booking = lock_booking(booking_id)
        if booking.state != BookingState.OFFERED or not _is_over(booking):
            return False
        _lapse(booking, by)
    return True


def _lapse(booking: Booking, by: str) -> None:
    booking.expired_at = timezone.now()
    transition(booking, to=BookingState.EXPIRED, by=by, save=("expired_at",))
    entry = _free(booking, by)
    if entry and entry.state == WaitingState.LAPSED:
        queue_offer_lapsed(entry)


def _free(booking: Booking, by: str) -> WaitingListEntry | None:
    """Give the seats back, which offers them on, and end the entry; the entry, if it was still waiting for an answer."""
    seating.release(list(booking.places.live()), by=by)
    retotal(booking)
    return end_entry_of(booking, by=by)
