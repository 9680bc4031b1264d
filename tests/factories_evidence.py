"""A day with its timetable and the people who booked it, and reports about them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from attendees.models import AttendanceFile, Stay
from attendees.services.evidence_files import upload_file
from tests.factories import make_place, make_session
from workshops.models import TimetablePart

LONDON = ZoneInfo("Europe/London")
# Either number of it may be the day.
DAY = date(2025, 6, 11)
PARTS = (("Morning", "10:00", "12:30", True), ("Lunch", "12:30", "13:30", False), ("Afternoon", "13:30", "16:00", True))
TEACHING = 300
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
TOTALS = "Name (Original Name),User Email,Total Duration (Minutes),Guest"


def at(text, day=DAY):
    """An hour of the day in London, such as "09:58:30"."""
    return datetime.fromisoformat(f"{day.isoformat()} {text}").replace(tzinfo=LONDON)


def make_day(**fields):
    """A session of 300 teaching minutes with lunch from 12:30, on 11 June 2025 unless told."""
    day = fields.pop("day", DAY)
    session = make_session(**{"starts_at": at("10:00", day), "ends_at": at("16:00", day), "capacity": 50} | fields)
    TimetablePart.objects.bulk_create(
        TimetablePart(session=session, title=title, starts_at=at(start, day), ends_at=at(end, day), is_teaching=taught)
        for title, start, end, taught in PARTS
    )
    return session


def make_seat(session, name="Priya Nair", email="priya@example.org", **fields):
    return make_place(session=session, name=name, email=email, **fields)


def joined(name, email="", first="10:00", last="16:00", day=DAY):
    """One row of Zoom's report."""
    return f"{name},{email},{day} {first}:00,{day} {last}:00,1,Yes"


def zoom(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


def zoom_totals(*people):
    """Zoom's report of unique users: (name, minutes) each."""
    return zoom(*(f"{name},,{minutes},Yes" for name, minutes in people), header=TOTALS)


def keep(session, content=None, name="participants.csv", by="user:1"):
    """Upload a report; one in which Priya Nair was there all day unless told."""
    return upload_file(
        session_id=session.pk, name=name, content=content or zoom(joined("Priya Nair", "priya@example.org")), by=by
    )


def whole(file):
    """The file anew, with what its plan reads."""
    return AttendanceFile.objects.select_related("session__workshop").prefetch_related("session__parts").get(pk=file.pk)


def stays_of(place):
    """Start and end of each stay by London's clock, or its total."""
    return [
        (_clock(stay.starts_at), _clock(stay.ends_at)) if stay.starts_at else stay.total_minutes
        for stay in Stay.objects.filter(place=place).order_by("starts_at", "pk")
    ]


def _clock(moment):
    return f"{moment.astimezone(LONDON):%H:%M}" if moment else None
