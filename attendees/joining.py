"""When the way into a session is open, and where a meeting is."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from attendees.enums import BookingState, PlaceState
from attendees.models import Place
from workshops.enums import Mode, SessionState
from workshops.models import Session

# Whoever opens the meeting earlier than this is trying the link out, and is not there yet.
COUNTS_FROM = timedelta(hours=1)


def joining_opens_at(session: Session) -> datetime:
    """From when attendees see the joining link of a session online."""
    return session.starts_at - timedelta(hours=session.joining_opens_hours)


def is_joining_open(session: Session) -> bool:
    """Whether attendees see the joining link now: from the hour set for it until the end."""
    return joining_opens_at(session) <= timezone.now() < session.ends_at


def counts_as_arrival(session: Session) -> bool:
    """Whether joining now shows that somebody came."""
    return session.starts_at - COUNTS_FROM <= timezone.now() < session.ends_at


def can_come(place: Place) -> bool:
    """Whether the place is confirmed on a session that takes place and is not over."""
    is_confirmed = place.state == PlaceState.CONFIRMED and place.booking.state == BookingState.CONFIRMED
    return is_confirmed and place.session.state == SessionState.SCHEDULED and not place.session.is_past


def is_online(session: Session) -> bool:
    """Whether people join by a link; else they come to a room."""
    return session.mode == Mode.ONLINE


def meeting_target(session: Session) -> str:
    """What a page's `form-action` has to allow so that its form may lead to the meeting.

    Chrome holds every redirect that follows a form against it, and meeting services lead on to other hosts of theirs.
    """
    parts = urlsplit(session.joining_url)
    return "https:" if parts.scheme == "https" else f"{parts.scheme}://{parts.netloc}"
