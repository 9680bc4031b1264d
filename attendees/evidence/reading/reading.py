"""The one way in: bytes of a file, or of a pasted text, become a report."""

from attendees.evidence.errors import UnreadableReportError
from attendees.evidence.reading.assembling import assemble
from attendees.evidence.reading.decoding import decode
from attendees.evidence.reading.entries import Draft
from attendees.evidence.reading.generic import read_chosen, read_generic
from attendees.evidence.reading.guards import is_packed, refuse_bytes, refuse_size, refuse_text
from attendees.evidence.reading.lines import Line
from attendees.evidence.reading.pasted import looks_pasted, read_pasted
from attendees.evidence.reading.readers import read_known
from attendees.evidence.reading.sentences import EMPTY, LARGEST_BYTES
from attendees.evidence.reading.shapes import is_header
from attendees.evidence.reading.splitting import split_text
from attendees.evidence.reading.tables import find_tables
from attendees.evidence.reading.workbook import read_workbook
from attendees.evidence.report import Columns, Report, SessionFacts


def read_report(
    content: bytes,
    *,
    file_name: str,
    session: SessionFacts,
    columns: Columns | None = None,
    day_first: bool | None = None,
    largest_bytes: int = LARGEST_BYTES,
) -> Report:
    """What `content` says of who was at `session`; an empty `file_name` means text that was pasted.

    `columns` and `day_first` are an organiser's answers to `Report.needs_columns` and to AmbiguousDatesError. Changes
    nothing anywhere. Raises UnreadableReportError, or a kind of it, with a sentence that says what to do instead.
    """
    refuse_size(len(content), largest_bytes)
    refuse_bytes(content)
    text, lines = _read(content)
    return assemble(_draft(text, lines, columns, is_pasted=not file_name), session, day_first=day_first)


def _read(content: bytes) -> tuple[str, list[Line]]:
    """The text, and its lines of cells."""
    if is_packed(content):
        lines = read_workbook(content)
        text = "\n".join("\t".join(line.cells) for line in lines)
    else:
        text = decode(content)
        refuse_text(text)
        lines = split_text(text, is_header=is_header)
    if not lines:
        raise UnreadableReportError(EMPTY)
    return text, _unwrapped(lines)


def _unwrapped(lines: list[Line]) -> list[Line]:
    """A report that was once opened with the wrong delimiter stands in the first column, commas and all."""
    if any(any(line.cells[1:]) for line in lines):
        return lines
    return split_text("\n".join(line.cells[0] for line in lines), is_header=is_header)


def _draft(text: str, lines: list[Line], columns: Columns | None, *, is_pasted: bool) -> Draft:
    if columns:
        return read_chosen(lines, columns)
    known = read_known(find_tables(lines))
    if known:
        return known
    if looks_pasted(text):
        return read_pasted(text)
    try:
        return read_generic(lines)
    except UnreadableReportError:
        if is_pasted and "@" in text:
            return read_pasted(text)
        raise
