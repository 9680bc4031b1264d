"""Bytes into text, and text into rows."""

import pytest

from attendees.evidence.reading.decoding import decode
from attendees.evidence.reading.lines import clean
from attendees.evidence.reading.shapes import Shape, is_header, shape_of
from attendees.evidence.reading.splitting import split_text

TEXT = "Name;Zeit\r\nSiân Evans;10:00\r\n"


def rows(text):
    return [line.cells for line in split_text(text, is_header=is_header)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_encoding_gives_the_same_text(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_each_line_is_read_in_its_own_encoding():
    mixed = "Siân\n".encode() + "Zoë\n".encode("cp1252")

    assert decode(mixed) == "Siân\nZoë\n"


def test_bytes_of_nought_show_as_damage():
    assert decode(b"Priya\x00 Nair, a longer line so that it is no UTF-16\n").startswith("Priya\ufffd Nair")


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
def test_delimiter_is_the_one_that_makes_even_rows(delimiter):
    text = "\n".join(delimiter.join(row) for row in (["a", "b, c; d", "e"], ["f", "g", "h"], ["i", "j", "k"]))

    assert rows(text.replace("b, c; d", "b"))[1:] == [["f", "g", "h"], ["i", "j", "k"]]


def test_known_header_decides_the_delimiter():
    text = "a,b,c\nd,e,f\ng,h,i\nFull Name\tUser Action\tTimestamp\nNair, Priya, Dr\tJoined\t10:00\n"

    assert rows(text)[-1] == ["Nair, Priya, Dr", "Joined", "10:00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a,"b,c",d', [["a", "b,c", "d"]]),
        ('a,"b\nc",d\ne,f,g', [["a", "b c", "d"], ["e", "f", "g"]]),
        ('a,"say ""so""",d', [["a", 'say "so"', "d"]]),
        ('"a,b,c\n"d, e",f,g\nh,i,j', [["a", "b", "c"], ["d, e", "f", "g"], ["h", "i", "j"]]),
        ('"Tom,b,c\nBex "B,f,g', [["Tom", "b", "c"], ["Bex B", "f", "g"]]),
        ('a,5" nail,c\nd,e,f', [["a", "5 nail", "c"], ["d", "e", "f"]]),
        ("a,b,c\r\rd,e,f\r", [["a", "b", "c"], ["d", "e", "f"]]),
        ("a,b,c\n,,\n\nd,e,f", [["a", "b", "c"], ["d", "e", "f"]]),
        ("sep=;\na;b\nc;d", [["a", "b"], ["c", "d"]]),
    ],
)
def test_quotes_and_line_ends_are_read(text, expected):
    assert rows(text) == expected


def test_quote_without_end_costs_its_own_row_at_most():
    text = "\n".join(['"Tom,1,2', *(f"Person {number},1,2" for number in range(50))])

    assert len(rows(text)) == 51


def test_lines_keep_the_numbers_of_the_file():
    lines = split_text('a,b\n\nc,"d\ne"\nf,g\n', is_header=is_header)

    assert [line.number for line in lines] == [1, 3, 5]


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("  Priya \t Nair ", "Priya Nair"),
        ("9:58\u202fAM", "9:58 AM"),
        ("Priya\u00a0Nair", "Priya Nair"),
        ("\ufeffName", "Name"),
        ("Priya\u202e\x07 Nair", "Priya Nair"),
        ("क्\u200dष", "क्\u200dष"),
        ('="0123"', "0123"),
        ("=1+1", "=1+1"),
        ("x" * 5000, "x" * 1000),
    ],
)
def test_cells_are_one_visible_line(cell, cleaned):
    assert clean(cell) == cleaned


@pytest.mark.parametrize(
    ("header", "shape"),
    [
        ("name (original name),email,join time,leave time", Shape.ZOOM_JOINS),
        ("NAME (ORIGINAL NAME),EMAIL,JOIN TIME,LEAVE TIME", Shape.ZOOM_JOINS),
        ("Guest,Leave Time,Join Time,Name (Original Name)", Shape.ZOOM_JOINS),
        ("Name,First Join,Last Leave,In-Meeting Duration", Shape.TEAMS_PEOPLE),
        ("Name,Join Time,Leave Time,Duration", Shape.TEAMS_STAYS),
        ("Question,Attended,User Name (Original Name)", Shape.WEBINAR_PEOPLE),
        ("Topic,ID,Host,Duration (minutes)", Shape.ZOOM_MEETINGS),
        ("Name,Email", None),
        ("Priya Nair,priya.nair@example.nhs.uk", None),
    ],
)
def test_tables_are_known_by_their_header(header, shape):
    assert shape_of(header.split(",")) == shape
