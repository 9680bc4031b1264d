"""How a booking whose seats are taken comes to be settled: at once when free, by card at Stripe, or by invoice."""

from datetime import datetime, timedelta

from django.utils import timezone

from attendees.emails import messages
from attendees.enums import Settlement
from attendees.models import Booking, Payment
from attendees.services.confirming import confirm_booking
from attendees.services.documents import issue_invoice
from workshops.queries import current_provider


def hold_end() -> datetime:
    """When a seat that is held for a card payment from now on goes back on sale."""
    return timezone.now() + timedelta(minutes=current_provider().hold_minutes)


def open_settlement(booking: Booking, *, by: str) -> None:
    """Confirm a held booking that costs nothing, issue its invoice, or make the payment that `start_checkout` takes up.

    The caller has just made the booking or holds its lock; `hold_ends_at` says until when its seats are held.
    """
    if booking.total_pence == 0:
        confirm_booking(booking, by=by)
    elif booking.settlement == Settlement.INVOICE:
        issue_invoice(booking, places=list(booking.places.live().select_related("ticket_type", "session__workshop")))
    else:
        Payment.objects.create(booking=booking, amount_pence=booking.total_pence)


def queue_request(booking: Booking) -> None:
    """Tell a booker that an organiser looks at the request, and that nothing is charged before."""
    messages.queue_request_received(booking)
