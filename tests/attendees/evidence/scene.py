"""The workshop that every report of these tests is about: Thursday 11 June 2026, 10:00 to 16:00 in London, lunch at 12:30."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attendees.evidence import Kind, SessionFacts, read_report
from attendees.evidence.minutes import Part, evidence_of

LONDON = ZoneInfo("Europe/London")
DAY = date(2026, 6, 11)


def at(text, *, day=DAY, zone=LONDON):
    """An hour of the day, such as "09:58:30"."""
    return datetime.fromisoformat(f"{day.isoformat()} {text}").replace(tzinfo=zone)


SESSION = SessionFacts(starts_at=at("10:00"), ends_at=at("16:00"), zone=LONDON, days=(DAY,))
PARTS = (
    Part(start=at("09:30"), end=at("10:00"), title="Registration", is_teaching=False),
    Part(start=at("10:00"), end=at("12:30"), title="Morning", is_participatory=True),
    Part(start=at("12:30"), end=at("13:30"), title="Lunch", is_teaching=False),
    Part(start=at("13:30"), end=at("16:00"), title="Afternoon", is_skills=True),
)
TEACHING = 300


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A file and what it must come to: minutes for each person as shown, worked out by hand."""

    name: str
    content: bytes
    kind: Kind
    minutes: dict
    ignored: int | None = None
    reading: dict = field(default_factory=dict)


def read(content, *, file_name="report.csv", session=SESSION, **reading):
    return read_report(content, file_name=file_name, session=session, **reading)


def evidence(person, parts=PARTS):
    """As the organisers' plan counts it: of a no-show it is known that they were not there."""
    total = 0 if person.attended is False else person.total_minutes
    return evidence_of(person.stays, total_minutes=total, parts=parts, doubts=person.notes)


def minutes_of(report, parts=PARTS):
    return {shown(person): evidence(person, parts).minutes for person in report.people}


def shown(person):
    """A name, marked where the meeting could not tell who it was."""
    return f"{person.name}, unverified" if person.is_unverified else person.name


def teams(text, encoding="utf-16-le", *, mark=True, tab="→"):
    """A report as Teams writes it. Arrows stand for tabs, so that they can be seen."""
    lines = text.strip("\n").replace(tab, "\t").replace("\n", "\r\n") + "\r\n"
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-8": b"\xef\xbb\xbf"}
    return (marks.get(encoding, b"") if mark else b"") + lines.encode(encoding)
