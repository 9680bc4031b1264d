"""Dates, times and places of sessions as people say them, always in the session's own zone."""

from datetime import datetime

from django import template
from django.utils.formats import date_format

from workshops.enums import Mode
from workshops.foundation.clock import clock, zone_name
from workshops.foundation.durations import exact_hours, spoken_hours
from workshops.models import Session
from workshops.prices import lowest_price, session_price

register = template.Library()
register.filter("clock", clock)
register.filter("spoken_hours", spoken_hours)
register.filter("exact_hours", exact_hours)
register.filter("session_price", session_price)
register.filter("lowest_price", lowest_price)


@register.filter
def session_date(session: Session) -> str:
    """ "Friday 29 January 2027"; for several days "Friday 29 January to Saturday 30 January 2027"."""
    start, end = session.local_start, session.local_end
    if start.date() == end.date():
        return date_format(start, "l j F Y")
    first = "l j F" if start.year == end.year else "l j F Y"
    return f"{date_format(start, first)} to {date_format(end, 'l j F Y')}"


@register.filter
def session_short_date(session: Session) -> str:
    """ "Fri 29 Jan"."""
    return date_format(session.local_start, "D j M")


@register.filter
def is_one_day(session: Session) -> bool:
    """Whether it ends on the day it begins, by its own clock."""
    return session.local_start.date() == session.local_end.date()


@register.filter
def session_span(session: Session) -> str:
    """ "9:30am to 4:15pm"; over several days "Fri 9:30am to Sat 1pm"."""
    start, end = session.local_start, session.local_end
    if is_one_day(session):
        return f"{clock(start)} to {clock(end)}"
    return f"{date_format(start, 'D')} {clock(start)} to {date_format(end, 'D')} {clock(end)}"


@register.filter
def session_hours(session: Session) -> str:
    """ "9:30am to 4:15pm GMT"; where the clocks change meanwhile "Sat 9:30am GMT to Sun 1pm BST"."""
    zones = [zone_name(session.local_start), zone_name(session.local_end)]
    if zones[0] == zones[1]:
        return f"{session_span(session)} {zones[0]}"
    return " to ".join(f"{end} {zone}" for end, zone in zip(session_span(session).split(" to "), zones, strict=True))


@register.filter
def session_start(session: Session) -> str:
    """When it begins on its first day: "9:30am GMT"."""
    return f"{clock(session.local_start)} {zone_name(session.local_start)}"


@register.filter
def session_place(session: Session) -> str:
    """ "Online, by Zoom"; "Leeds Town Hall, Leeds"."""
    if session.mode == Mode.ONLINE:
        return f"Online, by {session.platform}" if session.platform else "Online"
    return ", ".join(part for part in (session.venue_name, session.town) if part) or "In person"


@register.filter
def session_town(session: Session) -> str:
    """In one word, for a line of the programme: "Online", "Leeds"."""
    return "Online" if session.mode == Mode.ONLINE else session.town or "In person"


@register.filter
def starts(session: Session, pattern: str) -> str:
    """Its start by its own clock, written as `pattern` says. Django's `date` would write it by the clock of London."""
    return date_format(session.local_start, pattern)


@register.filter
def session_weekday(moment: datetime, session: Session) -> str:
    """The day of `moment` in the session's zone: "Fri"."""
    return date_format(moment.astimezone(session.zone), "D")


@register.filter
def session_moment(moment: datetime, session: Session) -> str:
    """A moment in the session's zone: "15 January 2027, 9:30am"."""
    local = moment.astimezone(session.zone)
    return f"{date_format(local, 'j F Y')}, {clock(local)}"


@register.filter
def session_time(moment: datetime, session: Session) -> str:
    """A time of day in the session's zone: "9:30am"."""
    return clock(moment.astimezone(session.zone))
