"""Files that are no report: each is told what it looks like and what to export instead."""

import re
from datetime import timedelta

import pytest

from attendees.evidence import (
    AmbiguousDatesError,
    Columns,
    OtherSessionError,
    SessionFacts,
    UnreadableReportError,
)
from attendees.evidence.reading import sentences
from tests.attendees.evidence.packing import packed, rewritten
from tests.attendees.evidence.samples.others import workbook
from tests.attendees.evidence.samples.zoom import CLASSIC, DAY_FIRST, UNIQUE_WITH_BLOCK
from tests.attendees.evidence.scene import DAY, LONDON, SESSION, at, read, teams

HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
MEETINGS = """\
Topic,Meeting ID,User Name,User Email,Department,Group,Has Zoom Rooms?,Creation Time,Start Time,End Time,Duration (Minutes),Participants
Working with Self-Harm,812 3456 7890,Bespoke Host,host@provider.example,,,No,01/06/2026 09:12,11/06/2026 09:30,11/06/2026 16:05,395,4
Supervision,812 3456 7891,Bespoke Host,host@provider.example,,,No,01/06/2026 09:12,12/06/2026 09:30,12/06/2026 16:05,395,4
"""
REGISTERED = """\
First Name,Last Name,Email,Registration Time,Approval Status
Priya,Nair,priya.nair@example.nhs.uk,"05/20/2026 08:11:09 PM",approved
"""
ROSTER = "Name,Email,Organisation\nPriya Nair,priya.nair@example.nhs.uk,Leeds\nBex,bex@example.org,York\n"


GOOD_BOOK = workbook([line.split(",") for line in DAY_FIRST.splitlines()])
SHEET = "xl/worksheets/sheet1.xml"
# A workbook that would be read, but for a declaration of which XML can make a flood.
ENTITIES = rewritten(GOOD_BOOK, **{SHEET: lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml})
BOMB = packed({"xl/workbook.xml": b"<workbook/>", SHEET: b" " * 60_000_000})
SMALL_BOMB = packed({"xl/workbook.xml": b"<workbook/>", SHEET: b" " * 4_000_000})

REFUSED = {
    "nothing": (b"", sentences.EMPTY),
    "blanks": (b" \r\n\t\r\n", sentences.EMPTY),
    "only a mark": (b"\xef\xbb\xbf\r\n", sentences.EMPTY),
    "bytes of nought": (b"\x00" * 500, sentences.EMPTY),
    "empty workbook": (workbook([]), sentences.EMPTY),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", sentences.PICTURE),
    "photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF", sentences.PICTURE),
    "photo of a telephone": (b"\x00\x00\x00\x18ftypheic\x00", sentences.PICTURE),
    "bitmap": (b"BM\x46\x00\x00\x00\x00\x00", sentences.PICTURE),
    "PDF": (b"%PDF-1.7\n", sentences.PDF),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, sentences.OLD_OFFICE),
    "older Excel": (b"\x09\x08\x10\x00\x00\x06", sentences.OLD_OFFICE),
    "rich text": (b"{\\rtf1\\ansi Priya}", sentences.DOCUMENT),
    "Word": (packed({"word/document.xml": b"<w/>"}), sentences.DOCUMENT),
    "LibreOffice": (packed({"content.xml": b"<o/>", "mimetype": b"x"}), sentences.OTHER_SHEET),
    "binary Excel": (packed({"xl/workbook.bin": b"x"}), sentences.BINARY_WORKBOOK),
    "zip file": (packed({"report.csv": CLASSIC.encode()}), sentences.PACKED),
    "empty zip file": (packed({}), sentences.PACKED),
    "gzip": (b"\x1f\x8b\x08\x00", sentences.PACKED),
    "half a workbook": (GOOD_BOOK[: len(GOOD_BOOK) // 2], sentences.DAMAGED_WORKBOOK),
    "hollow workbook": (packed({"xl/workbook.xml": b"<workbook/>"}), sentences.DAMAGED_WORKBOOK),
    "entities": (ENTITIES, sentences.DAMAGED_WORKBOOK),
    "zip bomb": (BOMB, sentences.UNPACKS_TOO_LARGE),
    "small zip bomb": (SMALL_BOMB, sentences.UNPACKS_TOO_LARGE),
    "web page": (b"<!DOCTYPE html><html><table></table></html>", sentences.WEB_PAGE),
    "data for programs": (b'{"participants": []}', sentences.PROGRAM_DATA),
    "transcript": (b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHello\n", sentences.TRANSCRIPT),
    "chat": (b"10:03:12\t From Priya Nair to Everyone:\n\thello\n", sentences.CHAT),
    "calendar": (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", sentences.CALENDAR),
    "noise": (bytes(range(1, 32)) * 20, sentences.NOT_TEXT),
    "prose": (b"Dear all,\nthe workshop went well, thank you.\n", sentences.NO_TABLE),
    "list of meetings": (MEETINGS.encode(), sentences.MEETINGS),
    "list of registrations": (REGISTERED.encode(), sentences.REGISTRATIONS),
    "roster": (ROSTER.encode(), sentences.ROSTER),
    "header alone": (HEADER.encode(), sentences.NOBODY),
    "too many rows": (HEADER.encode() + b"Bex,,,,1,\n" * 100_001, sentences.TOO_MANY_ROWS),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_file_that_is_no_report_is_told_what_it_is(content, sentence):
    with pytest.raises(UnreadableReportError) as refusal:
        read(content)

    assert str(refusal.value) == sentence


def test_huge_file_is_refused_with_the_limit_named():
    with pytest.raises(UnreadableReportError) as refusal:
        read(CLASSIC.encode() + b"\n" * 5_200_000)

    assert str(refusal.value) == (
        "The file is 5.3 MB, and 5 MB is the most that can be read. Export the report of this session only."
    )


def test_limits_are_named_in_their_sentences():
    assert "100,000 rows" in sentences.TOO_MANY_ROWS
    assert "40 MB" in sentences.UNPACKS_TOO_LARGE


def test_sheet_that_claims_a_million_rows_is_read_by_what_it_holds():
    far = rewritten(GOOD_BOOK, **{SHEET: lambda xml: re.sub(rb'ref="A1:\w+"', b'ref="A1:XFD1048576"', xml)})

    assert len(read(far).people) == 2


def test_file_name_says_nothing():
    assert len(read(CLASSIC.encode(), file_name="photo.png").people) == 4


def test_report_of_another_day_is_refused():
    with pytest.raises(OtherSessionError) as refusal:
        read(DAY_FIRST.replace("11/06/2026", "25/06/2026").encode())

    assert str(refusal.value) == (
        "The report is of 25 June 2026, and the session is on 11 June 2026. Export the report of this session."
    )


def test_totals_are_held_to_the_day_of_the_block_above_them():
    with pytest.raises(OtherSessionError):
        read(UNIQUE_WITH_BLOCK.replace("06/11/2026", "06/25/2026").encode())


def test_ambiguous_date_of_another_session_is_refused_with_both_readings():
    with pytest.raises(OtherSessionError) as refusal:
        read(DAY_FIRST.replace("11/06/2026", "05/07/2026").encode())

    assert str(refusal.value) == (
        "“05/07/2026 09:55” in the file may mean 5 July 2026 or 7 May 2026, and the session is on 11 June 2026. "
        "Export the report of this session."
    )


def test_day_and_month_that_excel_turned_round_are_recognised():
    turned = HEADER + "Bex,,2026-11-06 10:00,2026-11-06 11:00,60,Yes\n"

    with pytest.raises(OtherSessionError) as refusal:
        read(turned.encode())

    assert "Day and month seem to have changed places, as happens when Excel opens a report" in str(refusal.value)


def test_report_of_other_hours_is_refused():
    elsewhere = HEADER + "Bex,,2026-06-11 02:00,2026-06-11 08:00,360,Yes\n"

    with pytest.raises(OtherSessionError) as refusal:
        read(elsewhere.encode())

    assert str(refusal.value) == (
        "Everyone in the report was there from 02:00 to 08:00, and the session is from 10:00 to 16:00. It is the report "
        "of another meeting, or the account that wrote it is set to another time zone than Europe/London: set that and "
        "export it again."
    )


TWO_DAYS = SessionFacts(
    starts_at=at("10:00"),
    ends_at=at("16:00", day=DAY.replace(month=11, day=6)),
    zone=LONDON,
    days=(DAY, DAY.replace(month=11, day=6)),
)


def test_date_that_fits_both_ways_is_asked_about():
    with pytest.raises(AmbiguousDatesError) as question:
        read(DAY_FIRST.encode(), session=TWO_DAYS)

    assert str(question.value) == (
        "“11/06/2026 09:55” in the file may mean 11 June 2026 or 6 November 2026. Say which, and it is read like that."
    )
    assert [(each.day_first, each.day.month) for each in question.value.readings] == [(True, 6), (False, 11)]


@pytest.mark.parametrize(("day_first", "month"), [(True, 6), (False, 11)])
def test_answer_is_obeyed(day_first, month):
    report = read(DAY_FIRST.encode(), session=TWO_DAYS, day_first=day_first)

    assert {person.stays[0].start.month for person in report.people} == {month}


def test_answer_that_cannot_be_is_refused():
    with pytest.raises(UnreadableReportError) as refusal:
        read(DAY_FIRST.replace("11/06/2026", "25/06/2026").encode(), day_first=False)

    assert str(refusal.value) == (
        "“25/06/2026 09:55” cannot be read with the month first. Look at the dates in the file and choose the other order."
    )


HALVES = HEADER + "Bex,,11/06/2026 10:00:00 AM,11/06/2026 11:00:00 AM,60,Yes\n"


def test_halves_of_the_day_tell_nothing_of_day_and_month():
    with pytest.raises(AmbiguousDatesError) as question:
        read(HALVES.encode(), session=TWO_DAYS)

    assert [each.day.month for each in question.value.readings] == [6, 11]


def test_halves_of_the_day_leave_the_session_to_tell():
    report = read(HALVES.encode())

    assert report.people[0].stays[0].start.month == 6


def test_value_that_can_be_read_in_one_way_tells_for_all():
    rows = HEADER + "Bex,,11/06/2026 10:00,11/06/2026 11:00,60,Yes\nTom,,25/06/2026 10:00,25/06/2026 11:00,60,Yes\n"

    report = read(rows.encode(), session=TWO_DAYS)

    assert [(person.name, person.stays[0].start.month) for person in report.people] == [("Bex", 6)]


def test_columns_must_be_in_the_file():
    with pytest.raises(UnreadableReportError) as refusal:
        read(CLASSIC.encode(), columns=Columns(name=0, minutes=40))

    assert str(refusal.value) == sentences.NO_SUCH_COLUMN


def test_columns_must_say_who():
    with pytest.raises(UnreadableReportError) as refusal:
        read(CLASSIC.encode(), columns=Columns(minutes=4))

    assert str(refusal.value) == sentences.COLUMNS_MISSING


def test_late_session_takes_what_lies_after_midnight():
    night = SessionFacts(starts_at=at("22:00"), ends_at=at("22:00") + timedelta(hours=4), zone=LONDON, days=(DAY,))
    rows = HEADER + "Bex,,12/06/2026 00:30,12/06/2026 01:30,60,Yes\n"

    assert len(read(rows.encode(), session=night).people) == 1


def test_every_refusal_says_what_to_do():
    texts = [text for name, text in vars(sentences).items() if name.isupper() and isinstance(text, str)]

    assert [text for text in texts if not text.endswith(".") or "please" in text.lower() or "!" in text] == []
    assert len(texts) > 20


def test_teams_in_german_asks_for_the_columns():
    german = (
        "2. Teilnehmer\nName→Erster Beitritt→Letztes Verlassen→Dauer\nBex→11.06.26, 10:00:00→11.06.26, 11:00:00→1 Std."
    )

    table = read(teams(german), session=SESSION).needs_columns

    assert table.guess == Columns(name=0, joined=1, left=2, minutes=3)
    assert (table.header[0], table.rows) == ("Name", (("Bex", "11.06.26, 10:00:00", "11.06.26, 11:00:00", "1 Std."),))
