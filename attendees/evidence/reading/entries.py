"""What each reader makes of its file: rows about people, everything still as written."""

from dataclasses import dataclass, field

from attendees.evidence.enums import Kind, Role
from attendees.evidence.reading.lines import Line
from attendees.evidence.report import Ignored, Table


@dataclass(slots=True, kw_only=True)
class Entry:
    """One row about one person. `principal` is Teams' own name for them, `action` what happened at `joined`.

    `duration` is read beside `joined` and `left` where they stand, and instead of them where they do not.
    `is_total` means that the person may have been away between `joined` and `left`.
    """

    line: int
    name: str
    email: str = ""
    principal: str = ""
    role: Role = Role.ATTENDEE
    joined: str = ""
    left: str = ""
    duration: str = ""
    action: str = ""
    attended: bool | None = None
    is_total: bool = False
    is_waiting: bool = False


@dataclass(kw_only=True)
class Meeting:
    """What the file says of the meeting itself. `host` is a name or an address."""

    title: str = ""
    starts: str = ""
    ends: str = ""
    duration: str = ""
    host: str = ""


@dataclass(kw_only=True)
class Draft:
    """A file before its dates are understood. `other_dates` are moments that are nobody's coming or going.

    `loose` are lines that say nothing of anybody, `ignored` whole tables of that sort. `is_utc`: the file is of a tool that writes in UTC. `has_events`: rows are single joins and leaves, to be paired.
    """

    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    meeting: Meeting = field(default_factory=Meeting)
    other_dates: list[str] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    needs_columns: Table | None = None
    is_utc: bool = False
    has_events: bool = False
