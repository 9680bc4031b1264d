"""The block about the meeting itself that Zoom and Teams put before or among the tables."""

from collections.abc import Iterable, Sequence

from attendees.evidence.reading.entries import Meeting
from attendees.evidence.reading.lines import Line, cell_at
from attendees.evidence.reading.tables import Table

# Lines of a name and a value, as Teams writes them, by what they tell.
VALUES = {
    "meeting title": "title",
    "start time": "starts",
    "meeting start time": "starts",
    "end time": "ends",
    "meeting end time": "ends",
    "meeting duration": "duration",
}


def meeting_in_table(tables: Sequence[Table]) -> Meeting:
    """From the first row under a header about meetings; nothing where there is none."""
    table = next((table for table in tables if table.rows), None)
    return meeting_in_row(table, table.rows[0]) if table else Meeting()


def meeting_in_row(table: Table, line: Line, *, host_before: int | None = None) -> Meeting:
    """`host_before`: columns from there on are about another person than the host."""
    found = {
        "title": table.column("topic"),
        "starts": table.column("start time", "actual start time"),
        "ends": table.column("end time"),
        "duration": table.column("duration (minutes)", "actual duration (minutes)"),
        "host": table.column("user email", "host email", "host"),
    }
    if host_before is not None:
        found = {name: at if at is not None and at < host_before else None for name, at in found.items()}
    return Meeting(**{name: cell_at(line.cells, at) for name, at in found.items()})


def meeting_in_lines(lines: Iterable[Line]) -> tuple[Meeting, list[Line]]:
    """From lines of a name and a value; and the lines that say nothing of it."""
    values: dict[str, str] = {}
    rest = []
    for line in lines:
        name = VALUES.get(line.cells[0].lower().rstrip(":"))
        if name:
            values.setdefault(name, cell_at(line.cells, 1))
        else:
            rest.append(line)
    return Meeting(**values), rest
