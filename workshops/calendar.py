"""Calendar files that every calendar accepts."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from workshops.enums import Mode, SessionState
from workshops.models import Session


def session_calendar(
    sessions: Iterable[Session], *, joining: Mapping[int, str] | None = None, cancelled: bool = False
) -> bytes:
    """An iCalendar file (RFC 5545) of `sessions`, times in UTC.

    `joining` gives, by session id, an attendee's personal joining page: for attendees only, who also read the way to
    the venue. The meeting's own link stands in no calendar. `cancelled` takes the entries out of the calendar of
    someone who no longer comes.

    The UID of a session never changes and SEQUENCE grows with each change, so calendars update the entry they have.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Lectern//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for session in sessions:
        event = _event(session, joining=(joining or {}).get(session.pk, ""))
        calendar.add_component(_cancelled(event) if cancelled else event)
    return bytes(calendar.to_ical())


def _cancelled(event: Event) -> Event:
    """The entry as it ends for one person: newer than what they have, though the session is as it was."""
    for name, value in (
        ("status", "CANCELLED"),
        ("sequence", int(event["sequence"]) + 1),
        ("dtstamp", timezone.now().replace(microsecond=0)),
    ):
        del event[name]
        event.add(name, value)
    return event


def _event(session: Session, *, joining: str) -> Event:
    event = Event()
    event.add("uid", f"session-{session.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", session.updated_at)
    event.add("last-modified", session.updated_at)
    event.add("sequence", session.sequence)
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", session.workshop.title)
    event.add("location", _location(session, joining=joining))
    event.add("description", _description(session, joining=joining))
    event.add("url", settings.SITE_URL + session.workshop.get_absolute_url())
    event.add("status", "CANCELLED" if session.state == SessionState.CANCELLED else "CONFIRMED")
    return event


def _location(session: Session, *, joining: str) -> str:
    if session.mode == Mode.ONLINE:
        return joining or f"Online {session.platform}".strip()
    town = "" if session.town in session.venue_address else session.town
    return ", ".join(part for part in (session.venue_name, session.venue_address, town) if part)


def _description(session: Session, *, joining: str) -> str:
    parts = [session.workshop.presenter_names and f"With {session.workshop.presenter_names}"]
    if joining:
        # What stands in a note of a meeting is its number and passcode: the joining page has them once it is open.
        is_online = session.mode == Mode.ONLINE
        parts += [f"Join: {joining}"] if is_online else [session.joining_note, session.directions]
    parts.append(settings.SITE_URL + session.workshop.get_absolute_url())
    return "\n".join(part for part in parts if part)
