"""Links that open a booking without an account."""

from django.core.signing import BadSignature, Signer

from attendees.models import Booking

_signer = Signer(salt="attendees.booking-link")


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
