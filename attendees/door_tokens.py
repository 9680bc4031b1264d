"""What stands in the QR code that an attendee shows at the door: whose place it is, and a seal that nobody can make up."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from attendees.models import Place

SALT = "attendees.door-token"
# Characters of the seal: 64 bits, far more than anyone tries at a door.
SEAL = 16


def door_token(place: Place) -> str:
    """The code of the place and a seal over it and the address on it, so that it ends when someone else has the place."""
    return f"{place.code}-{_seal(place, settings.SECRET_KEY)}"


def door_link(place: Place) -> str:
    """The whole address that the QR code holds."""
    return f"{settings.SITE_URL}/door/{door_token(place)}/"


def place_of_token(token: str) -> Place | None:
    """The place that a token was made for; None when it is made up, or somebody else has the place by now.

    Takes the whole address too, as scanners type it.
    """
    typed = token.strip().rstrip("/").rpartition("/")[2]
    code, _, seal = typed.rpartition("-")
    place = Place.objects.select_related("session__workshop", "booking").filter(code=code.upper()).first()
    if place is None:
        return None
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    fits = [constant_time_compare(_seal(place, key), seal.lower()) for key in keys]
    return place if any(fits) else None


def _seal(place: Place, key: str) -> str:
    signed = f"{place.code} {place.attendee_email}"
    return salted_hmac(SALT, signed, secret=key, algorithm="sha256").hexdigest()[:SEAL]
