"""How a time of day and its zone are said, and how long it is between two moments."""

from datetime import datetime


def clock(moment: datetime) -> str:
    """A time of day as it stands in `moment`: "9am", "9:30am", "12:45pm"."""
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def zone_name(moment: datetime) -> str:
    """The zone's short name then: "GMT", "BST"; "UTC-03" where a zone has no letters."""
    name = moment.tzname() or ""
    return name if name.isalpha() else f"UTC{name}"


def elapsed_minutes(start: datetime, end: datetime) -> int:
    """Whole minutes that pass between two moments; across a change of the clocks those that really pass.

    Python subtracts two moments of one zone by their clocks, and is an hour out there.
    """
    return int((end.timestamp() - start.timestamp()) // 60)
