"""The rows of an .xlsx file. Its size unpacked is known before anything is unpacked."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook

from attendees.evidence.errors import UnreadableReportError
from attendees.evidence.reading import sentences
from attendees.evidence.reading.lines import Line, clean, is_blank

MOST_FILES = 1000
MOST_COLUMNS = 200
# Tables of people pack to a tenth or a thirtieth; a bomb to a thousandth.
GREATEST_RATIO = 100
SMALL = sentences.MEGABYTE
OTHERS = (
    ("xl/workbook.bin", sentences.BINARY_WORKBOOK),
    ("word/document.xml", sentences.DOCUMENT),
    ("ppt/presentation.xml", sentences.DOCUMENT),
    ("content.xml", sentences.OTHER_SHEET),
    ("Index/Document.iwa", sentences.OTHER_SHEET),
)
DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def read_workbook(content: bytes) -> list[Line]:
    """Lines of all sheets one after another, cells as text, moments in the form of ISO.

    Raises UnreadableReportError for other packed files, damage, and more rows or bytes than can be read.
    """
    try:
        _refuse_bombs(content)
        return list(_lines(content))
    except (UnreadableReportError, MemoryError):
        raise
    except Exception as error:
        # openpyxl meets damage with whatever its parsers fall over.
        raise UnreadableReportError(sentences.DAMAGED_WORKBOOK) from error


def _refuse_bombs(content: bytes) -> None:
    try:
        archive = ZipFile(BytesIO(content))
    except BadZipFile as error:
        raise UnreadableReportError(sentences.DAMAGED_WORKBOOK) from error
    with archive:
        files = archive.infolist()
        _refuse_others({file.filename for file in files})
        if _is_bomb(files, len(content)):
            raise UnreadableReportError(sentences.UNPACKS_TOO_LARGE)
        for file in files:
            # Entities in XML may grow without end, and no workbook declares any.
            unpacked = archive.read(file)
            if any(mark in unpacked for mark in DECLARATIONS):
                raise UnreadableReportError(sentences.DAMAGED_WORKBOOK)


def _refuse_others(names: set[str]) -> None:
    for name, sentence in OTHERS:
        if name in names:
            raise UnreadableReportError(sentence)
    if "xl/workbook.xml" not in names:
        raise UnreadableReportError(sentences.PACKED)


def _is_bomb(files: list[ZipInfo], packed: int) -> bool:
    """By the sizes that the file declares; reading stops at them, so that a lie gains nothing."""
    unpacked = sum(file.file_size for file in files)
    return (
        unpacked > sentences.LARGEST_UNPACKED
        or len(files) > MOST_FILES
        or (unpacked > SMALL and unpacked > packed * GREATEST_RATIO)
    )


def _lines(content: bytes) -> Iterator[Line]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            yield from _rows(book)
        finally:
            book.close()


def _rows(book: Any) -> Iterator[Line]:
    count = 0
    for sheet in book.worksheets:
        lines = []
        # Without a last row named here, a sheet may claim to have any number of them.
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=sentences.MOST_ROWS + 1, values_only=True)
        for number, row in enumerate(rows, start=1):
            line = Line(number, [_text(value) for value in _trimmed(row)])
            if not is_blank(line):
                lines.append(line)
        count += len(lines)
        if count > sentences.MOST_ROWS:
            raise UnreadableReportError(sentences.TOO_MANY_ROWS)
        width = max((len(line.cells) for line in lines), default=0)
        yield from (Line(number, cells + [""] * (width - len(cells))) for number, cells in lines)


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Without most of the empty cells at its end, of which there are far more than others."""
    half = len(row) // 2
    while half and row[half:].count(None) == len(row) - half:
        row = row[:half]
        half = len(row) // 2
    return row


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, date | time | timedelta):
        return _moment_text(value)
    return "" if value is None else clean(str(value))


def _moment_text(value: date | time | timedelta) -> str:
    """As ISO writes it; lengths by the clock."""
    if isinstance(value, datetime):
        return _whole(value).isoformat(sep=" ")
    if isinstance(value, timedelta):
        hours, rest = divmod(round(value.total_seconds()), 3600)
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return value.isoformat() if isinstance(value, date) else value.isoformat(timespec="seconds")


def _whole(moment: datetime) -> datetime:
    """To the second: Excel keeps moments as fractions of a day."""
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None)
