"""One function for each message about one place of a booking. Each may be called again: the outbox keeps one."""

from typing import Any

from django.conf import settings
from django.db.models import Max, prefetch_related_objects
from django.utils import timezone

from attendees.calendars import cancellation, invitation, place_calendar
from attendees.emails.compose import queue_email
from attendees.enums import PlaceState
from attendees.joining import joining_opens_at
from attendees.models import Booking, OutboxMessage, Place
from attendees.place_links import join_link, place_link


def _about(place: Place, **more: Any) -> dict[str, Any]:
    prefetch_related_objects([place.session], "parts", "workshop__presenter_links__presenter")
    return {
        "place": place,
        "booker": place.booking.booker_name,
        "is_booker": place.attendee_email == place.booking.booker_email,
        "session": place.session,
        "workshop": place.session.workshop,
        "link": settings.SITE_URL + place_link(place),
        **more,
    }


def queue_place_confirmations(booking: Booking) -> None:
    """Tell everyone named on a live place of a confirmed booking; the booker has the booking's own confirmation."""
    places = booking.places.live().exclude(attendee_email__in=["", booking.booker_email])
    for place in places.select_related("booking", "session__workshop"):
        queue_place_confirmation(place)


def queue_place_confirmation(place: Place) -> None:
    """The place is theirs: facts, their own link, an invitation for the calendar, and who sees what."""
    context = _about(place, join_link=join_link(place), joining_opens_at=joining_opens_at(place.session))
    queue_email(
        kind="place_confirmed",
        key=f"{place.pk}:{_naming(place)}",
        to=place.attendee_email,
        context=context,
        attachments=[invitation(place_calendar(place))],
    )


def queue_place_link(place: Place) -> None:
    """The link to their place once more, at most once an hour."""
    hour = timezone.now().strftime("%Y%m%d%H")
    queue_email(
        kind="place_link", key=f"{place.pk}:{_naming(place)}:{hour}", to=place.attendee_email, context=_about(place)
    )


def queue_place_handed_over(place: Place, *, name: str, email: str) -> None:
    """Tell the person who had the place that somebody else has it now, and that their link is at an end."""
    queue_email(
        kind="place_handed_over",
        key=f"{place.pk}:{_naming(place)}",
        to=email,
        context=_about(place, name=name),
        attachments=cancellation([place.session]),
    )


def knows_of(place: Place, email: str) -> bool:
    """Whether we have written to `email` that the place is theirs: with a confirmed booking, or because they took it."""
    written = OutboxMessage.objects.filter(to=email, key__startswith=f"place_link:{place.pk}:")
    return place.state == PlaceState.CONFIRMED or written.exists()


def _naming(place: Place) -> int:
    """Counts up with each change of the place, so that whoever comes back to it is told again."""
    return place.changes.aggregate(last=Max("pk"))["last"] or 0
