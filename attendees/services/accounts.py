"""Bookings made as a guest join the account once the address is verified, never before."""

from attendees.models import Booking, Place, User, WaitingListEntry
from attendees.queries import verified_addresses


def claim_bookings(*, user: User) -> int:
    """Attach to `user` what was booked under their verified addresses and belongs to nobody; how many bookings."""
    addresses = verified_addresses(user)
    Place.objects.filter(user=None, attendee_email__in=addresses).update(user=user)
    WaitingListEntry.objects.filter(user=None, email__in=addresses).update(user=user)
    return Booking.objects.filter(user=None, booker_email__in=addresses).update(user=user)
