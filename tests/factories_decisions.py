"""Sessions with a timetable that are over, and what shows who was there."""

import itertools
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from attendees.enums import FileState, StaySource
from attendees.models import AttendanceFile, Stay
from tests.factories import make_session
from workshops.models import TimetablePart

_numbers = itertools.count(1)
LONDON = ZoneInfo("Europe/London")
# Registration and lunch do not count: 300 minutes are taught.
PARTS = (
    ("09:30", "10:00", "Registration", {"is_teaching": False}),
    ("10:00", "12:30", "Morning", {"is_participatory": True}),
    ("12:30", "13:30", "Lunch", {"is_teaching": False}),
    ("13:30", "16:00", "Afternoon", {"is_skills": True}),
)


def make_taught_session(*, parts=PARTS, **fields):
    """In London three days ago, from 10:00 to 16:00, with a timetable."""
    day = timezone.now().astimezone(LONDON).date() - timedelta(days=3)
    moments = {"starts_at": at_hour("10:00", day), "ends_at": at_hour("16:00", day)}
    session = make_session(**moments | fields)
    for start, end, title, sorts in parts:
        TimetablePart.objects.create(
            session=session, title=title, starts_at=at(session, start), ends_at=at(session, end), **sorts
        )
    return session


def at_hour(text, day):
    return datetime.fromisoformat(f"{day.isoformat()} {text}").replace(tzinfo=LONDON)


def at(session, text):
    """An hour on the session's first day, such as "10:30"."""
    return at_hour(text, session.starts_at.astimezone(LONDON).date())


def make_report(session, *, state=FileState.APPLIED, **fields):
    """A report file of the session, applied and wiped."""
    now = timezone.now()
    defaults = {
        "name": "report.csv",
        "sha256": f"{next(_numbers):064}",
        "label": "Zoom meeting report",
        "uploaded_by": "user:1",
        "applied_at": now if state == FileState.APPLIED else None,
        "wiped_at": now,
    }
    return AttendanceFile.objects.create(session=session, state=state, **defaults | fields)


def make_stay(place, start=None, end=None, *, source=StaySource.REPORT, **fields):
    """A stay between two hours of the session's first day; of a report unless another source is named."""
    session = place.session
    if source == StaySource.REPORT and "file" not in fields:
        fields["file"] = session.attendance_files.first() or make_report(session)
    moments = {"starts_at": at(session, start) if start else None, "ends_at": at(session, end) if end else None}
    return Stay.objects.create(place=place, source=source, by="user:1", **moments | fields)
