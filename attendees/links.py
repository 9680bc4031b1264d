"""Links that open a booking without an account."""

from django.core.signing import BadSignature, Signer

from attendees.models import Booking, WaitingListEntry

_signer = Signer(salt="attendees.booking-link")
_waiting = Signer(salt="attendees.waiting-link")


def booking_key(reference: str) -> str:
    """The key that opens the booking `reference`; it lasts as long as the booking."""
    return _signer.sign(reference).rsplit(":", 1)[1]


def booking_link(booking: Booking) -> str:
    """The path of the booking's page with its key."""
    return f"{booking.get_absolute_url()}?key={booking_key(booking.reference)}"


def opens(reference: str, key: str) -> bool:
    """Whether `key` opens the booking `reference`; compared in constant time."""
    try:
        return _signer.unsign(f"{reference}:{key}") == reference
    except BadSignature:
        return False


def leave_link(entry: WaitingListEntry) -> str:
    """The path on which someone leaves a waiting list, without an account."""
    return f"/waiting/{entry.pk}/leave/?key={_waiting.sign(str(entry.pk)).rsplit(':', 1)[1]}"


def opens_waiting(entry_id: int, key: str) -> bool:
    """Whether `key` belongs to this waiting-list entry; compared in constant time."""
    try:
        return _waiting.unsign(f"{entry_id}:{key}") == str(entry_id)
    except BadSignature:
        return False
