"""Calendar files of what someone has booked, with their own joining page in them."""

from collections.abc import Iterable, Sequence

from attendees.emails.compose import Attachment
from attendees.enums import PlaceState
from attendees.models import Booking, Place
from attendees.place_links import join_link
from workshops.calendar import session_calendar
from workshops.models import Session


def place_calendar(place: Place) -> bytes:
    """The session of `place` for whoever is named on it."""
    return session_calendar([place.session], joining=_links([place]))


def place_calendar_for(place: Place, address: str) -> bytes:
    """The session of `place` for `address`: with the joining page for whoever is named on it, without for everybody else."""
    return place_calendar(place) if place.attendee_email == address else session_calendar([place.session])


def booking_calendar(booking: Booking, places: Sequence[Place] | None = None) -> bytes:
    """The sessions of the live places of `booking` for its booker, who joins only where they are named themselves.

    `places`: what `live_places` gave, where it is at hand.
    """
    live = live_places(booking) if places is None else places
    sessions = {place.session_id: place.session for place in live}
    return session_calendar(sessions.values() or [booking.session], joining=_links(own_places(booking, live)))


def own_places(booking: Booking, places: Iterable[Place]) -> list[Place]:
    """Those of its places on which the booker is named."""
    return [place for place in places if place.attendee_email == booking.booker_email]


def invitation(calendar: bytes) -> Attachment:
    """The calendar file as it goes with a message."""
    return Attachment(name="invitation.ics", media_type="text/calendar", text=calendar.decode())


def cancellation(sessions: Iterable[Session]) -> list[Attachment]:
    """A file that takes `sessions` out of the calendar of someone who no longer comes; no file where there are none."""
    gone = list({session.pk: session for session in sessions}.values())
    text = session_calendar(gone, cancelled=True).decode()
    return [Attachment(name="cancelled.ics", media_type="text/calendar", text=text)] if gone else []


def gone_for_booker(booking: Booking, released: Iterable[Place]) -> list[Session]:
    """The sessions of places just given back for which the booker's calendar has nothing to show any more.

    They come no longer themselves, or nobody comes for them. Nothing of a booking that was never confirmed.
    """
    if not booking.confirmed_at:
        return []
    left = set(booking.places.live().values_list("session_id", flat=True))
    return [
        place.session
        for place in released
        if place.session_id not in left or place.attendee_email == booking.booker_email
    ]


def live_places(booking: Booking, at_hand: Iterable[Place] | None = None) -> list[Place]:
    """The places that take a seat; those on the booking's own session share the one that is at hand."""
    places = [place for place in (booking.places.all() if at_hand is None else at_hand) if place.is_live]
    for place in places:
        if place.session_id == booking.session_id:
            place.session = booking.session
    return places


def _links(places: Iterable[Place]) -> dict[int, str]:
    is_own = (place for place in places if place.state == PlaceState.CONFIRMED and place.attendee_email)
    return {place.session_id: join_link(place) for place in is_own}
