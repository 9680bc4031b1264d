"""From people of a report to the rows that keep their time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from attendees.enums import StaySource
from attendees.evidence import END_UNKNOWN, Person
from attendees.models import AttendanceFile, Stay

OVERLAP = "several totals that may overlap: {}"
NO_TIME = "no time given"
LONGEST_NOTE = 300
# More than the three weeks that a row can hold is no time in a meeting.
MOST_MINUTES = 32_000

# What makes two rows of a file and a place the same.
Row = tuple[datetime | None, datetime | None, int | None, str]


def rows_of(file: AttendanceFile, place_id: int, people: Sequence[Person], *, by: str = "") -> list[Stay]:
    """The stays, not saved, that one place has by a report in which these people sat on it.

    What is doubtful about their time is the note of the first. Of several totals the largest counts, for they may
    overlap. Whoever was there without any readable time has a total of nought, whose note says why.
    """
    if not people:
        return []
    totals = sorted(person.total_minutes for person in people if person.total_minutes is not None)
    rows = [
        Stay(place_id=place_id, source=StaySource.REPORT, file=file, starts_at=start, ends_at=end, by=by)
        for start, end in sorted(_spans(people).items())
    ]
    note = "; ".join(_doubts(people, totals))[:LONGEST_NOTE]
    if totals or not rows:
        total = min(max(totals, default=0), MOST_MINUTES)
        rows.append(Stay(place_id=place_id, source=StaySource.REPORT, file=file, total_minutes=total, by=by))
    rows[0].note = note if totals or rows[0].starts_at else note or NO_TIME
    return rows


def same_row(stay: Stay) -> Row:
    return stay.starts_at, stay.ends_at, stay.total_minutes, stay.note


def _spans(people: Iterable[Person]) -> dict[datetime, datetime | None]:
    """Of stays that begin at one moment, as on two devices, the longest; without an end it is the longest of all."""
    spans: dict[datetime, datetime | None] = {}
    for stay in (each for person in people for each in person.stays):
        known = spans.get(stay.start, stay.end)
        spans[stay.start] = max(known, stay.end) if known and stay.end else None
    return spans


def _doubts(people: Iterable[Person], totals: Sequence[int]) -> list[str]:
    """Without an end that is unknown, which the row itself tells."""
    notes = dict.fromkeys(note for person in people for note in person.notes if note != END_UNKNOWN)
    several = [OVERLAP.format(" and ".join(f"{total} min" for total in totals))] if len(totals) > 1 else []
    return [*notes, *several]
