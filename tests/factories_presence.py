"""People who are there: sessions that run now, codes that are open, scans."""

from datetime import timedelta

from django.utils import timezone

from attendees.enums import Decision
from attendees.models import Attendance, CheckIn
from tests.factories import make_session

ROOM = {"mode": "in_person", "venue_name": "Town Hall", "venue_address": "The Headrow", "town": "Leeds"}


def make_running_session(**fields):
    """A session that began an hour ago and goes on for more than five."""
    return make_session(**{"starts_in": timedelta(hours=-1)} | fields)


def make_code(session, code="7KQ4MP", **fields):
    """A code that is open for another ten minutes."""
    now = timezone.now()
    times = {"opens_at": now - timedelta(minutes=5), "closes_at": now + timedelta(minutes=10)}
    return CheckIn.objects.create(session=session, code=code, made_by="user:1", **times | fields)


def make_confirmed(place):
    """The attendance of a place, confirmed."""
    now = timezone.now()
    return Attendance.objects.create(
        place=place, decision=Decision.ABSENT, decided_by="user:1", decided_at=now, confirmed_at=now
    )
