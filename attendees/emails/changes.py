"""Messages that tell of a change of a session, and those that an organiser writes. Drawn up here, written many at a time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from attendees.calendars import booking_calendar, invitation, place_calendar
from attendees.changes import Difference
from attendees.emails.compose import drawn_up
from attendees.joining import is_online
from attendees.links import booking_link
from attendees.models import Booking, OutboxMessage, Place
from attendees.place_links import join_link, place_link
from attendees.policy import Policy
from attendees.policy_words import cancelling, passing_on
from workshops.models import Session

CHANGED = "session_changed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a message about a change says to everyone."""

    session: Session
    differences: Sequence[Difference]
    is_other_day: bool
    note: str = ""


def change_for_place(place: Place, change: Change) -> OutboxMessage:
    """To whoever is named on a confirmed place, with their calendar's entry anew."""
    session, policy = change.session, Policy.of_booking(place.booking)
    is_booker = place.attendee_email == place.booking.booker_email
    context = _about(change) | {
        "name": place.attendee_name,
        "link": settings.SITE_URL + place_link(place),
        "link_words": "See your place",
        "join_link": join_link(place) if is_online(session) else "",
        "passing_on": passing_on(policy, session),
        "cancelling": cancelling(policy, session) if is_booker and place.price_pence else "",
        "has_calendar": True,
    }
    message = drawn_up(
        kind=CHANGED, key=f"place:{place.pk}{_edition(session)}", to=place.attendee_email, context=context
    )
    message.attachments = [asdict(invitation(place_calendar(place)))]
    return message


def change_for_booker(booking: Booking, change: Change, *, is_confirmed: bool) -> OutboxMessage:
    """To a booker who does not come, or who has not paid yet; the calendar's entry only where there is one."""
    session, policy = change.session, Policy.of_booking(booking)
    context = _about(change) | {
        "name": booking.booker_name,
        "link": settings.SITE_URL + booking_link(booking),
        "link_words": "See your booking",
        "join_link": "",
        "passing_on": passing_on(policy, session),
        "cancelling": cancelling(policy, session) if booking.total_pence else "",
        "has_calendar": is_confirmed,
    }
    message = drawn_up(
        kind=CHANGED, key=f"booking:{booking.pk}{_edition(session)}", to=booking.booker_email, context=context
    )
    if is_confirmed:
        message.attachments = [asdict(invitation(booking_calendar(booking)))]
    return message


def _about(change: Change) -> dict[str, Any]:
    session = change.session
    return {
        "session": session,
        "workshop": session.workshop,
        "differences": change.differences,
        "is_other_day": change.is_other_day,
        "note": change.note,
    }


def _edition(session: Session) -> str:
    """The session and its sequence number: each edition is told of once."""
    return f":{session.pk}:{session.sequence}"
