"""Links without an account: to one person's own place, and to taking an unnamed place of a booking."""

from django.conf import settings
from django.core.signing import BadSignature, Signer

from attendees.models import Booking, Place

_places = Signer(salt="attendees.place-link")
_invites = Signer(salt="attendees.invite-link")


def place_key(place: Place) -> str:
    """The key that opens the page of `place` to whoever is named on it: it stops working when someone else is."""
    return _places.sign(_whose(place)).rsplit(":", 1)[1]


def place_link(place: Place) -> str:
    """The path of the place's page with its key."""
    return f"{place.get_absolute_url()}?key={place_key(place)}"


def join_path(place: Place) -> str:
    """The personal joining page of the place, as it is without its key."""
    return f"{place.get_absolute_url()}join/"


def join_link(place: Place) -> str:
    """The whole address of the personal joining page with its key, for emails and calendars. Needs a named place."""
    return f"{settings.SITE_URL}{join_path(place)}?key={place_key(place)}"


def opens_place(place: Place, key: str) -> bool:
    """Whether `key` was made for the person who is named on `place` now; compared in constant time."""
    return bool(place.attendee_email) and _holds(_places, _whose(place), key)


def invite_key(reference: str) -> str:
    """The key that lets people take an unnamed place of the booking `reference`, and see nothing else of it."""
    return _invites.sign(reference).rsplit(":", 1)[1]


def invite_path(booking: Booking) -> str:
    """The page on which someone takes a place, as it is without its key."""
    return f"{booking.get_absolute_url()}claim/"


def invite_link(booking: Booking) -> str:
    """The path that a booker passes on, with its key."""
    return f"{invite_path(booking)}?key={invite_key(booking.reference)}"


def opens_invite(reference: str, key: str) -> bool:
    """Whether `key` lets people take a place of the booking `reference`; compared in constant time."""
    return _holds(_invites, reference, key)


def _whose(place: Place) -> str:
    return f"{place.code} {place.attendee_email}"


def _holds(signer: Signer, signed: str, key: str) -> bool:
    try:
        return signer.unsign(f"{signed}:{key}") == signed
    except BadSignature:
        return False
