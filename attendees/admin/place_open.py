"""Which steps a place can take, for the buttons of its page and the links beside it. The services have the last word."""

from attendees.enums import LIVE_BOOKINGS, BookingState, Settlement
from attendees.models import Place
from workshops.enums import SessionState

# Step: what its link is called beside a place. The page of the place has them in this order too.
STEPS = {
    "name_person": "Name someone",
    "correct": "Correct name",
    "hand_over": "Hand over",
    "move": "Move",
    "cancel": "Cancel",
}
# What a place brings along, so that none of this asks the database.
WITH = (
    *("booking", "session__workshop", "ticket_type", "attendance"),
    *("replaces__session__workshop", "replaced_by__session__workshop"),
)


def open_steps(place: Place) -> list[str]:
    """The steps that make sense now, whether or not the policy has to be overruled. Reads what `WITH` names."""
    if not place.is_live or place.booking.state not in LIVE_BOOKINGS:
        return []
    is_fit = _is_fit(place)
    is_free = not _is_attended(place)
    wanted = {
        "name_person": is_fit and not place.is_named,
        "correct": is_fit and place.is_named,
        "hand_over": is_fit and place.is_named and is_free,
        "move": _may_move(place) and is_free,
        "cancel": is_free,
    }
    return [name for name in STEPS if wanted[name]]


def called(place: Place) -> str:
    """How a place is named in a sentence: by its person, else by its code."""
    return str(place) if place.is_named else f"place {place.code}"


def is_moving(place: Place) -> bool:
    """Whether a move of the place waits for its difference: it is the old one, or the new one."""
    newer = getattr(place, "replaced_by", None)
    return bool(place.hold_ends_at) or (newer is not None and newer.is_live)


def _is_fit(place: Place) -> bool:
    is_cancelled = place.session.state == SessionState.CANCELLED
    return not (is_cancelled or is_moving(place) or place.booking.state == BookingState.OFFERED)


def _may_move(place: Place) -> bool:
    booking = place.booking
    is_settled = booking.state == BookingState.CONFIRMED or (
        booking.state == BookingState.HELD and booking.settlement == Settlement.INVOICE
    )
    return is_settled and not is_moving(place)


def _is_attended(place: Place) -> bool:
    """Whether the attendance of whoever sat there is confirmed: a certificate may hang on it."""
    attendance = getattr(place, "attendance", None)
    return bool(attendance and attendance.confirmed_at)
