"""Settles the date of the page."""

from collections.abc import Sequence
from datetime import date

from workshops.importing.dates import DateReading, read_date
from workshops.importing.ledger import Ledger
from workshops.importing.lines import Line
from workshops.importing.opening import Opening
from workshops.importing.outline import Passage
from workshops.importing.parsed import Part

MISSING = "The page gives no date."
IN_PROSE = "A date stands in the text; it may or may not be the day of the workshop."
SEVERAL = "The page gives dates that differ. Enter each session's own date."
UNREADABLE = "It should give the date, but it cannot be read as one."
MORE = "More than the date stands on this line: the rest was not used."


def read_day(opening: Opening, passages: Sequence[Passage], ledger: Ledger) -> tuple[date | None, str]:
    """The date and its wording; no date where a person must decide."""
    lines = [*opening.dates, *(known.heading for known in passages if known.part is Part.DATE and known.heading)]
    if not lines:
        return _without_line(opening, ledger)
    readings = [read_date(line.content) or DateReading(None, line.content, UNREADABLE) for line in lines]
    for line, reading in zip(lines, readings, strict=True):
        _account(line, reading, ledger)
    days = {reading.day for reading in readings}
    text = " / ".join(line.content for line in lines)
    if len(days) > 1:
        ledger.ask(Part.DATE, text, SEVERAL, (line.number for line in lines))
    return (days.pop() if len(days) == 1 else None), text


def _account(line: Line, reading: DateReading, ledger: Ledger) -> None:
    if reading.day:
        ledger.used(Part.DATE, line.text, (line.number,), f"Read as {reading.day.day} {reading.day:%B %Y}.")
    else:
        ledger.ask(Part.DATE, line.text, reading.reason, (line.number,))
    if reading.day and reading.rest:
        ledger.ask(Part.SESSION, reading.rest, MORE, (line.number,))


def _without_line(opening: Opening, ledger: Ledger) -> tuple[None, str]:
    for paragraph in opening.description:
        reading = read_date(paragraph.text)
        if reading and reading.day:
            ledger.ask(Part.DATE, reading.raw, IN_PROSE, paragraph.numbers)
            return None, reading.raw
    ledger.ask(Part.DATE, "", MISSING)
    return None, ""
