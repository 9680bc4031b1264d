"""Credit notes for places that were given back."""

from collections.abc import Sequence

from attendees.models import Booking, Place
from attendees.pricing import vat_within
from attendees.services.documents import Credit, issue_credit_note


def credit_places(booking: Booking, places: Sequence[Place], *, reason: str) -> None:
    """Take what is not kept of released places off the booking's invoice or receipt, if it has one.

    The caller holds the booking's lock; the number series is locked last.
    """
    credited = [_credit(place) for place in places if place.price_pence > place.kept_pence]
    if credited:
        issue_credit_note(booking, credits=credited, reason=reason)


def _credit(place: Place) -> Credit:
    return Credit(
        place=place,
        amount_pence=place.price_pence - place.kept_pence,
        vat_pence=place.vat_pence - vat_within(place.kept_pence, place.vat_basis_points),
    )
