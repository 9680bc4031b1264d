"""Files that open elsewhere: opened here and read back."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from attendees.reports.export import as_csv, as_xlsx, harmless
from attendees.reports.table import Column, Kind, Table

COLUMNS = (Column("Booking"), Column("Due", Kind.DAY), Column("Places", Kind.NUMBER), Column("Net", Kind.MONEY))
HARMFUL = ["=1+1", "+44 191", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", '=HYPERLINK("https://evil.example")']
HARMLESS = ["PO-4471", "Leeds & York", "", "O’Brien", "a=b", "3 - 2", "'quoted", "陈晓梅", "fatima@trust.example"]


def table(*rows, summed=("Places", "Net")):
    return Table(title="Takings by session", columns=COLUMNS, rows=rows, summed=summed)


def read_csv(made):
    return list(csv.reader(io.StringIO("".join(as_csv(made)), newline="")))


def sheet_of(made):
    return load_workbook(io.BytesIO(as_xlsx(made))).active


def values(made):
    """Cells as they are read; days without the midnight that workbooks add."""
    rows = sheet_of(made).iter_rows(values_only=True)
    return [[cell.date() if hasattr(cell, "date") else cell for cell in row] for row in rows]


@pytest.mark.parametrize("text", HARMFUL)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def test_control_characters_that_no_workbook_may_hold_are_left_out():
    assert harmless("a\x00b\x0bc\x1fd") == "abcd"


@given(st.text())
def test_no_text_begins_like_a_formula_once_it_is_harmless(text):
    assert not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_csv_has_a_byte_order_mark_names_rows_and_totals():
    lines = list(as_csv(table(("DKDA-VA3H", date(2026, 6, 1), 2, 123456))))

    assert "".join(lines) == ("\ufeffBooking,Due,Places,Net\r\nDKDA-VA3H,2026-06-01,2,1234.56\r\nTotal,,2,1234.56\r\n")
    assert len(lines) == 4


@pytest.mark.parametrize("text", [*HARMFUL, *HARMLESS, 'with "quotes", and commas'])
def test_csv_gives_back_what_was_written(text):
    assert read_csv(table((text, None, 1, 100)))[1][0] == harmless(text)


@pytest.mark.parametrize(
    ("pence", "written"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-123456, "-1234.56"), (10**9, "10000000.00")]
)
def test_csv_writes_money_as_a_plain_number(pence, written):
    assert read_csv(table(("A", None, 1, pence)))[1][3] == written


def test_xlsx_has_names_rows_and_totals():
    made = table(("DKDA-VA3H", date(2026, 6, 1), 2, 123456), ("THG0-FN5F", None, 1, -5))

    assert values(made) == [
        ["Booking", "Due", "Places", "Net"],
        ["DKDA-VA3H", date(2026, 6, 1), 2, 1234.56],
        ["THG0-FN5F", None, 1, -0.05],
        ["Total", None, 3, 1234.51],
    ]


@pytest.mark.parametrize("text", [*HARMFUL, *HARMLESS])
def test_xlsx_keeps_texts_as_texts(text):
    cell = sheet_of(table((text, None, 1, 100))).cell(row=2, column=1)

    assert (cell.value or "", cell.data_type == "f") == (harmless(text).replace("\r", "\n"), False)


def test_xlsx_keeps_money_and_days_as_numbers_and_days():
    sheet = sheet_of(table(("A", date(2026, 6, 1), 2, -950)))

    assert [sheet.cell(row=2, column=number).data_type for number in (1, 2, 3, 4)] == ["s", "d", "n", "n"]
    assert [sheet.cell(row=2, column=number).number_format for number in (2, 4)] == ["dd/mm/yyyy", "#,##0.00"]


@given(st.integers(-(10**9), 10**9))
def test_xlsx_money_is_exact_to_the_penny(pence):
    read = sheet_of(table(("A", None, 1, pence))).cell(row=2, column=4).value

    assert Decimal(str(read)) * 100 == pence


def test_xlsx_names_its_sheet_and_keeps_the_names_of_columns_in_sight():
    sheet = sheet_of(Table(title="A title that is longer than a sheet's name may be", columns=COLUMNS, rows=[]))

    assert (len(sheet.title), sheet.freeze_panes) == (31, "A2")
    assert [cell.font.bold for cell in sheet[1]] == [True] * 4


@pytest.mark.parametrize("rows", [(), [("A", None, 1, 100)]])
def test_without_sums_there_is_no_total(rows):
    made = table(*rows, summed=())

    assert (len(read_csv(made)), len(values(made))) == (1 + len(rows), 1 + len(rows))


def test_a_text_in_a_column_of_money_is_no_formula_either():
    assert values(table(("A", None, 1, "=1+1")))[1][3] == "'=1+1"
