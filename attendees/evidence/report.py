"""What a report says, whoever made it. Moments are aware and in UTC; None means unknown, never nought."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attendees.evidence.enums import Kind, Role

# The note on a person of whom no leaving was written down.
END_UNKNOWN = "end unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """One interval of presence. `end` is None when no leaving was written down."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person of the report, all their rows together.

    `total_minutes` stands only where the file gives a total and no intervals. `attended` is False for a no-show, None
    where the file does not say. `notes` are what is unknown about this person's time: each is a reason to review.
    `is_unverified`: the meeting could not tell who it was, so that only a human may match them.
    """

    name: str
    other_names: tuple[str, ...] = ()
    email: str = ""
    other_emails: tuple[str, ...] = ()
    role: Role = Role.ATTENDEE
    stays: tuple[Stay, ...] = ()
    total_minutes: int | None = None
    is_phone: bool = False
    is_unverified: bool = False
    attended: bool | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ignored:
    """A line of the file that gives nobody time. `text` is shortened and holds no phone number."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Which column, counted from nought, holds what. Minutes are whole or decimal minutes, or lengths with their unit."""

    name: int | None = None
    first_name: int | None = None
    last_name: int | None = None
    email: int | None = None
    joined: int | None = None
    left: int | None = None
    minutes: int | None = None
    has_header: bool = True


@dataclass(frozen=True, kw_only=True)
class Table:
    """The first rows of a table that is not known, for an organiser who chooses the columns.

    `fingerprint` is the same for files with the same header, so that a choice can be remembered.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Columns
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """One file, read. `dates` tells how its dates were understood; `needs_columns` is set when nobody could be read yet."""

    kind: Kind
    label: str
    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    minutes: int | None = None
    people: tuple[Person, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    dates: str = ""
    notes: tuple[str, ...] = ()
    needs_columns: Table | None = None


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """The session that a report is read for. `starts_at` and `ends_at` are aware; `days` are its dates in `zone`."""

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    days: tuple[date, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        """All dates that its moments may have: also the one after midnight, on which a late session ends."""
        edges = (moment.astimezone(self.zone).date() for moment in (self.starts_at, self.ends_at))
        return tuple(sorted({*self.days, *edges}))
