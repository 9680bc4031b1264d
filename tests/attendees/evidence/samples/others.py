"""Google Meet, tables of anybody's making, workbooks, and lists that are pasted."""

from datetime import datetime, time, timedelta
from io import BytesIO

from openpyxl import Workbook

from attendees.evidence import Columns, Kind
from tests.attendees.evidence.samples.zoom import CLASSIC, CLASSIC_MINUTES
from tests.attendees.evidence.scene import Sample, teams

MEET = """\
First name,Last name,Email,Duration,Time joined,Time exited
Priya,Nair,priya.nair@example.nhs.uk,5 hr 58 min,9:58 AM,4:01 PM
Thomas,Okafor,t.okafor@example.org,58 min,10:06 AM,4:00 PM
Siân,Evans,,1 hr 10 min,10:00 AM,11:10 AM
Bex,,b**@example.org,soon,18:02,19:00
*** ***-**12,,,7 min,10:00 AM,10:07 AM
"""

MINUTES = """\
Delegate,E-mail,Organisation,Minutes attended
Priya Nair,priya.nair@example.nhs.uk,Leeds,312
Siân Evans,,York,70
Bex,bex@example.org,,
Total,,,382
"""

IN_AND_OUT = """\
Surname;Forename;Email;Time in;Time out
Nair;Priya;priya.nair@example.nhs.uk;11 Jun 2026 10:05;11 Jun 2026 16:00
Okafor;Tom;t.okafor@example.org;11 June 2026, 14:00;11 June 2026, 15:00
"""

ONLY_HOURS = """\
Name,Email,In,Out
Priya Nair,priya.nair@example.nhs.uk,10:05,16:00
Bex,,1:30 pm,2:15 pm
"""

# Whoever was in for less than between in and out went in between: then only totals can be believed.
AWAY = """\
Name,Email,Joined,Left,Duration
Priya Nair,priya.nair@example.nhs.uk,2026-06-11T10:00:00Z,2026-06-11T14:00:00Z,1h 30m
Bex,,2026-06-11T09:00:00+01:00,2026-06-11T10:30:00+01:00,01:30:00
"""

ZONED = """\
Name,Email,Joined,Left
Priya Nair,priya.nair@example.nhs.uk,2026-06-11T09:15:00Z,2026-06-11T11:30:00.250Z
Bex,,2026-06-11T11:00:00+02:00,2026-06-11T12:00:00+02:00
"""

GERMAN = """
1. Zusammenfassung
Titel der Besprechung→Arbeiten mit Selbstverletzung
Teilnehmer→2

2. Teilnehmer
Name→Erster Beitritt→Letztes Verlassen→Dauer der Besprechung→E-Mail→Teilnehmer-ID (UPN)→Rolle
Priya Nair→11.06.26, 09:58:47→11.06.26, 16:01:46→5 Std. 2 Min.→priya.nair@example.nhs.uk→→Referent
Bex→11.06.26, 10:00:00→11.06.26, 11:00:00→59 Min. 0 Sek.→→→Referent
"""

PASTED = """\
priya.nair@example.nhs.uk
Grace Hopper <grace@example.com>
"Evans, Siân" <sian.evans@example.org>; Tom Okafor <t.okafor@example.org>
"""


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def moment(text):
    """As a cell holds it: without a zone."""
    return datetime.fromisoformat(f"2026-06-11 {text}")


ZOOM_HEADER = ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"]
TYPED = workbook(
    [["Report of the day"], []],
    [
        ZOOM_HEADER,
        ["Priya Nair", "priya.nair@example.nhs.uk", moment("09:55:12"), moment("16:02"), 367],
        ["Siân Evans", None, moment("10:00:03"), moment("11:10"), 70.0, True],
        [None, None, None, None, None, None],
        ["Bex", None, "2026-06-11 10:00", None, 12.5, None],
    ],
)
MEET_BOOK = workbook(
    [
        ["First name", "Last name", "Email", "Duration", "Time joined", "Time exited"],
        ["Priya", "Nair", "priya.nair@example.nhs.uk", timedelta(hours=4, minutes=58), time(9, 58), time(16, 1)],
        ["Bex", None, None, "58 min", time(10, 6), time(16, 0)],
    ]
)

SAMPLES = (
    Sample(
        name="Meet",
        content=MEET.encode(),
        kind=Kind.MEET,
        minutes={"A caller by phone": 7, "Bex": None, "Priya Nair": 300, "Siân Evans": 70, "Thomas Okafor": 58},
    ),
    Sample(name="Meet as a workbook", content=MEET_BOOK, kind=Kind.MEET, minutes={"Bex": 58, "Priya Nair": 298}),
    Sample(
        name="anybody's table of minutes",
        content=MINUTES.encode(),
        kind=Kind.GENERIC,
        minutes={"Bex": None, "Priya Nair": 300, "Siân Evans": 70},
        ignored=1,
    ),
    Sample(
        name="anybody's table of arrivals",
        content=IN_AND_OUT.encode(),
        kind=Kind.GENERIC,
        minutes={"Priya Nair": 295, "Tom Okafor": 60},
    ),
    Sample(
        name="hours without a date",
        content=ONLY_HOURS.encode(),
        kind=Kind.GENERIC,
        minutes={"Bex": 45, "Priya Nair": 295},
    ),
    # Bex was there from 9:00 to 10:30, so 30 of the 90 minutes at most are of the session.
    Sample(
        name="shorter than from in to out",
        content=AWAY.encode(),
        kind=Kind.GENERIC,
        minutes={"Bex": 30, "Priya Nair": 90},
    ),
    # 9:15 to 11:30 UTC is 10:15 to 12:30 in London; 11:00 to 12:00 in Paris is 10:00 to 11:00.
    Sample(name="zones", content=ZONED.encode(), kind=Kind.GENERIC, minutes={"Bex": 60, "Priya Nair": 135}),
    Sample(
        name="Teams in German, columns chosen",
        content=teams(GERMAN),
        kind=Kind.GENERIC,
        minutes={"Bex": 59, "Priya Nair": 300},
        reading={"columns": Columns(name=0, email=4, joined=1, left=2, minutes=3)},
    ),
    Sample(
        name="pasted addresses",
        content=PASTED.encode(),
        kind=Kind.PASTED,
        minutes={"Grace Hopper": None, "Siân Evans": None, "Tom Okafor": None, "priya.nair@example.nhs.uk": None},
        reading={"file_name": ""},
    ),
    Sample(
        name="workbook with moments",
        content=TYPED,
        kind=Kind.ZOOM_MEETING,
        minutes={"Bex": 12, "Priya Nair": 300, "Siân Evans": 69},
    ),
    Sample(
        name="workbook with lines in one cell",
        content=workbook([[line] for line in CLASSIC.splitlines()]),
        kind=Kind.ZOOM_MEETING,
        minutes=CLASSIC_MINUTES,
    ),
)
