"""What a booking's own page shows, worked out from its rows."""

from typing import Any

from django.utils import timezone

from attendees.attendance_words import record_of
from attendees.enums import LIVE_BOOKINGS, BookingState, PaymentState, PlaceState, Settlement
from attendees.joining import can_come, is_joining_open, joining_opens_at
from attendees.models import Booking, Place
from attendees.policy import Policy
from attendees.pricing import percent_of
from attendees.services.balances import balance_of
from attendees.services.invoicing import can_pay_by_card


def page_of(booking: Booking) -> dict[str, Any]:
    """The context of a booking's pages. Reads what `with_details` prefetched, and the sums of money."""
    places = list(booking.places.all())
    live = [place for place in places if place.is_live and not place.hold_ends_at]
    moving = next((place for place in places if place.state == PlaceState.HELD and place.hold_ends_at), None)
    policy = Policy.of_booking(booking)
    return {
        "booking": booking,
        "session": live[0].session if live else booking.session,
        "workshop": booking.session.workshop,
        "places": places,
        "live": live,
        "moving": moving,
        "policy": policy,
        "balance": balance_of(booking),
        "billing": getattr(booking, "billing", None),
        "on_invoice": booking.settlement == Settlement.INVOICE,
        "pays_by_card": can_pay_by_card(booking),
        "back_pence": sum(_back(booking, place, policy) for place in live),
        "may_cancel": _may_cancel(booking, live),
        **_joining(booking, live),
        **_recorded(booking, live),
        "is_paying": any(payment.state == PaymentState.OPEN for payment in booking.payments.all()),
    }


def _joining(booking: Booking, live: list[Place]) -> dict[str, Any]:
    """How the booker joins, where they are named on a confirmed place themselves."""
    own = next((place for place in live if place.attendee_email == booking.booker_email and can_come(place)), None)
    return {
        "own_place": own,
        "joining_opens_at": joining_opens_at(own.session) if own else None,
        "is_joining_open": own is not None and is_joining_open(own.session),
    }


def _recorded(booking: Booking, live: list[Place]) -> dict[str, Any]:
    """What is recorded of the booker's own attendance."""
    own = next((place for place in live if place.attendee_email == booking.booker_email), None)
    return {"recorded_place": own, "record": record_of(own, is_own=True) if own else None}


def _back(booking: Booking, place: Place, policy: Policy) -> int:
    """What giving a place back now gives back of what was paid, in pence; nought where nothing was paid yet."""
    if booking.state != BookingState.CONFIRMED:
        return 0
    return percent_of(place.price_pence, policy.percent_at(timezone.now(), place.session))


def _may_cancel(booking: Booking, live: list[Place]) -> bool:
    now = timezone.now()
    return booking.state in LIVE_BOOKINGS and bool(live) and all(place.session.starts_at > now for place in live)
