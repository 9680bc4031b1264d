"""From people of a report to the rows that keep their time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from attendees.enums import StaySource
from attendees.evidence import END_UNKNOWN, Person
from attendees.models import AttendanceFile, Stay

OVERLAP = "several totals that may overlap: {}"
NO_TIME = "no time given"
LONGEST_NOTE = 300
# More than the three weeks that a row can hold is no time in a meeting.
MOST_MINUTES = 32_000


class Row(NamedTuple):
    """What makes two stays of one file and place the same. Thousands are compared for each look at a plan."""

    starts_at: datetime | None
    ends_at: datetime | None
    total_minutes: int | None
    note: str

    def stay(self, file: AttendanceFile, place_id: int) -> Stay:
        """As a row of the database, not saved."""
        return Stay(place_id=place_id, source=StaySource.REPORT, file=file, **self._asdict())


def row_of(stay: Stay) -> Row:
    return Row(stay.starts_at, stay.ends_at, stay.total_minutes, stay.note)


def rows_of(people: Sequence[Person]) -> list[Row]:
    """The stays that one place has by a report in which these people sat on it.

    What is doubtful about their time is the note of the first. Of several totals the largest counts, for they may
    overlap. Whoever was there without any readable time has a total of nought, whose note says why.
    """
    if not people:
        return []
    totals = sorted(person.total_minutes for person in people if person.total_minutes is not None)
    note = "; ".join(_doubts(people, totals))[:LONGEST_NOTE]
    spans = sorted(_spans(people).items())
    rows = [Row(start, end, None, "") for start, end in spans]
    if totals:
        rows.append(Row(None, None, min(totals[-1], MOST_MINUTES), ""))
    if not rows:
        return [Row(None, None, 0, note or NO_TIME)]
    return [rows[0]._replace(note=note), *rows[1:]]


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
