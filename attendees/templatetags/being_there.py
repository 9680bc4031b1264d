"""Words of the pages on which people join and check in."""

from datetime import datetime

from django import template
from django.utils.formats import date_format

from workshops.foundation.clock import clock, zone_name
from workshops.models import Session

register = template.Library()


@register.filter
def zoned_moment(moment: datetime, session: Session) -> str:
    """A moment in the session's zone, which is named: "Friday 15 January 2027, 9:30am GMT"."""
    local = moment.astimezone(session.zone)
    return f"{date_format(local, 'l j F Y')}, {clock(local)} {zone_name(local)}"
