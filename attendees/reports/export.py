"""Reports as files. No cell of text can become a formula in the program that opens it; sums stay numbers."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from attendees.reports.table import Cell, Column, Kind, Table

# What makes spreadsheets read a text as a formula, and what they pass over before they look.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"
FORMATS = {Kind.MONEY: "#,##0.00", Kind.NUMBER: "0", Kind.DAY: "dd/mm/yyyy", Kind.TEXT: "@"}
WIDTHS = {Kind.MONEY: 14, Kind.NUMBER: 14, Kind.DAY: 12, Kind.TEXT: 32}
LONGEST_TITLE = 31


def harmless(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would read a formula, and without control characters."""
    plain = str(ILLEGAL_CHARACTERS_RE.sub("", text))
    return f"'{plain}" if plain.lstrip(" ").startswith(FORMULA_STARTS) else plain


def as_csv(table: Table) -> Iterator[str]:
    """Line by line, for a response that streams. UTF-8 is announced by its mark, without which Excel guesses wrongly."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK
    yield writer.writerow([column.label for column in table.columns])
    for row in _lines(table):
        yield writer.writerow([_written(cell, column) for cell, column in zip(row, table.columns, strict=True)])


def as_xlsx(table: Table) -> bytes:
    """A workbook of one sheet, its first line the names of the columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[column.kind]
    sheet.append([_styled(sheet, column.label, Kind.TEXT, is_bold=True) for column in table.columns])
    for row in table.rows:
        sheet.append(_cells(sheet, row, table.columns))
    if table.totals:
        sheet.append(_cells(sheet, table.totals, table.columns, is_bold=True))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


class _Line:
    """What the CSV writer takes for a file: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(table: Table) -> Iterator[tuple[Cell, ...]]:
    yield from table.rows
    if table.totals:
        yield table.totals


def _written(cell: Cell, column: Column) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return str(_pounds(cell)) if column.kind == Kind.MONEY and isinstance(cell, int) else str(cell)


def _pounds(pence: int) -> Decimal:
    return (Decimal(pence) / 100).quantize(Decimal("0.01"))


def _cells(sheet: Any, row: Sequence[Cell], columns: Sequence[Column], *, is_bold: bool = False) -> list[Any]:
    return [_styled(sheet, cell, column.kind, is_bold=is_bold) for cell, column in zip(row, columns, strict=True)]


def _styled(sheet: Any, value: Cell, kind: Kind, *, is_bold: bool) -> Any:
    """A text stays one, in whatever column it stands; money becomes a number of pounds."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value, cell.data_type, kind = harmless(value), "s", Kind.TEXT
    elif isinstance(value, int) and kind == Kind.MONEY:
        cell.value = _pounds(value)
    elif isinstance(value, int | date):
        cell.value = value
    cell.number_format = FORMATS[kind]
    cell.font = Font(bold=is_bold)
    return cell
