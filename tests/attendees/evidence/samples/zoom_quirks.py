"""What happens to Zoom's reports on their way: other programs, broken rows, people who do as they like."""

from attendees.evidence import Kind
from tests.attendees.evidence.samples.zoom import CLASSIC, CLASSIC_MINUTES
from tests.attendees.evidence.scene import Sample

HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
SEMICOLONS = """\
Name (Original Name);User Email;Join Time;Leave Time;Duration (Minutes);Guest
Siân Evans;sian.evans@example.org;11/06/2026 10:00;11/06/2026 11:10;70;Yes
Zoë Ångström;;11/06/2026 13:00;11/06/2026 15:15;135;Yes
"""
# One line in UTF-8, one in cp1252: two files put together by hand.
MIXED = HEADER.encode() + (
    "Siân Evans,sian.evans@example.org,11/06/2026 10:00,11/06/2026 11:10,70,Yes\n".encode()
    + "Zoë Ångström,,11/06/2026 13:00,11/06/2026 15:15,135,Yes\n".encode("cp1252")
)
ZEROS = (
    HEADER.encode()
    + b"Priya Nair,priya.nair@example.nhs.uk,11/06/2026 10:00,11/06/2026 12:00,120,Yes\n"
    + b"T\x00m Okafor,,11/06/2026 10:00,11/06/2026 12:00,120,Yes\n"
    + b"Bex,,11/06/2026 10:\x000,11/06/2026 12:00,,Yes\n"
    + b"Dee Gold,,11/06/2026 10:30,11/06/2026 12:00,90,Yes\n"
)
ENDS = HEADER + (
    "Priya Nair,priya.nair@example.nhs.uk,11/06/2026 10:30:00,,90,Yes\n"
    "Tom Okafor,,11/06/2026 15:00:00,--,--,Yes\n"
    "Bex,,,11/06/2026 11:00:00,45,Yes\n"
    "Dee Gold,,,11/06/2026 11:00:00,,Yes\n"
    "Sam Field,,11/06/2026 11:00:00,11/06/2026 10:00:00,60,Yes\n"
    "Ana Reyes,,soon,11/06/2026 11:00:00,60,Yes\n"
)
CALLERS = HEADER + (
    "447700900123,,11/06/2026 10:00:00,11/06/2026 11:00:00,60,Yes\n"
    "+44 7700 900456,,11/06/2026 13:30:00,11/06/2026 14:00:00,30,Yes\n"
    "Call-In User_1,,11/06/2026 13:30:00,11/06/2026 14:10:00,40,Yes\n"
    "Tom (07700 900789),,11/06/2026 10:00:00,11/06/2026 10:30:00,30,Yes\n"
)
SERIES = HEADER + (
    "Priya Nair,priya.nair@example.nhs.uk,06/04/2026 09:55:12 AM,06/04/2026 04:02:10 PM,367,Yes\n"
    "Priya Nair,priya.nair@example.nhs.uk,06/11/2026 10:00:00 AM,06/11/2026 11:00:00 AM,60,Yes\n"
    "Bex,,06/18/2026 10:00:00 AM,06/18/2026 11:00:00 AM,60,Yes\n"
)
UNCLOSED = HEADER + (
    "Priya Nair,priya.nair@example.nhs.uk,11/06/2026 10:00,11/06/2026 12:00,120,Yes\n"
    '"Tom Okafor,,11/06/2026 10:00,11/06/2026 11:00,60,Yes\n'
    '"Evans, Siân",sian.evans@example.org,11/06/2026 10:00,11/06/2026 11:10,70,Yes\n'
    "Bex,,11/06/2026 13:30,11/06/2026 14:00,30,Yes\n"
)
TWO_FILES = HEADER + (
    "Priya Nair,priya.nair@example.nhs.uk,11/06/2026 10:00,11/06/2026 12:30,150,Yes\n\ufeff"
    + HEADER
    + "Priya Nair,priya.nair@example.nhs.uk,11/06/2026 13:30,11/06/2026 15:00,90,Yes\n"
)
BROKEN = HEADER + (
    "Priya Nair,priya.nair@example.nhs.uk,11/06/2026 10:00,11/06/2026 12:30,150,Yes\n"
    "Tom Oka\n"
    "Bex,,11/06/2026 13:30,11/06/2026 14:00,30,Yes\n"
    ",,11/06/2026 13:30,11/06/2026 14:00,30,Yes\n"
)
DEVICES = HEADER + (
    "Priya Nair,priya.nair@example.nhs.uk,11/06/2026 10:00,11/06/2026 12:00,120,Yes\n"
    "Priya (she/her),Priya.Nair@Example.NHS.uk,11/06/2026 11:00,11/06/2026 12:30,90,Yes\n"
    "iPad (Priya Nair),priya.nair@example.nhs.uk,11/06/2026 12:15,11/06/2026 13:45,90,Yes\n"
)
# Out over lunch costs nothing; out for twenty minutes of teaching costs twenty.
LUNCH = HEADER + (
    "Priya Nair,priya.nair@example.nhs.uk,11/06/2026 09:50,11/06/2026 12:30,160,Yes\n"
    "Priya Nair,priya.nair@example.nhs.uk,11/06/2026 13:30,11/06/2026 16:00,150,Yes\n"
    "Bex,,11/06/2026 09:50,11/06/2026 14:00,250,Yes\n"
    "Bex,,11/06/2026 14:20,11/06/2026 16:00,100,Yes\n"
)
FORMULAS = HEADER + (
    '=HYPERLINK("https://example.org"),,11/06/2026 10:00,11/06/2026 10:30,30,Yes\n'
    '="Priya Nair",="priya.nair@example.nhs.uk",11/06/2026 10:00,11/06/2026 11:00,60,Yes\n'
)
# Somebody opened it with the wrong delimiter and saved it: every line is one quoted cell.
ONE_CELL = "".join('"{}"\r\n'.format(line.replace('"', '""')) for line in CLASSIC.splitlines())
HALVES = {"Priya Nair": 120}

SAMPLES = (
    Sample(
        name="semicolons in cp1252",
        content=SEMICOLONS.encode("cp1252"),
        kind=Kind.ZOOM_MEETING,
        minutes={"Siân Evans": 70, "Zoë Ångström": 105},
    ),
    Sample(
        name="two encodings",
        content=MIXED,
        kind=Kind.ZOOM_MEETING,
        minutes={"Siân Evans": 70, "Zoë Ångström": 105},
    ),
    Sample(
        name="delimiter announced",
        content=b"sep=;\r\n" + SEMICOLONS.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Siân Evans": 70, "Zoë Ångström": 105},
    ),
    Sample(
        name="bytes of nought",
        content=ZEROS,
        kind=Kind.ZOOM_MEETING,
        minutes={"Bex": None, "Dee Gold": 90, "Priya Nair": 120},
        ignored=2,
    ),
    # Tom's end is taken to be 16:00; Dee's and Ana's joining, and Sam's order, are unknown.
    Sample(
        name="ends and beginnings missing",
        content=ENDS.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={
            "Ana Reyes": None,
            "Bex": 45,
            "Dee Gold": None,
            "Priya Nair": 90,
            "Sam Field": None,
            "Tom Okafor": 60,
        },
        ignored=3,
    ),
    Sample(
        name="callers",
        content=CALLERS.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"A caller by phone": 60, "A caller by phone (2)": 30, "A caller by phone (3)": 40, "Tom": 30},
    ),
    Sample(
        name="several days in one file",
        content=SERIES.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Priya Nair": 60},
        ignored=2,
    ),
    Sample(
        name="a quote that nobody closed",
        content=UNCLOSED.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Bex": 30, "Priya Nair": 120, "Siân Evans": 70, "Tom Okafor": 60},
    ),
    Sample(
        name="two files in one",
        content=TWO_FILES.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Priya Nair": 240},
    ),
    Sample(
        name="broken rows",
        content=BROKEN.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Bex": 30, "Priya Nair": 150},
        ignored=2,
    ),
    # 10:00 to 12:30 is covered by two devices, 13:30 to 13:45 by a third.
    Sample(name="three devices", content=DEVICES.encode(), kind=Kind.ZOOM_MEETING, minutes={"Priya Nair": 165}),
    Sample(
        name="out over lunch",
        content=LUNCH.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Bex": 280, "Priya Nair": 300},
    ),
    Sample(
        name="formulas",
        content=FORMULAS.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"=HYPERLINK": 30, "Priya Nair": 60},
    ),
    Sample(name="lines in one cell", content=ONE_CELL.encode(), kind=Kind.ZOOM_MEETING, minutes=CLASSIC_MINUTES),
    Sample(
        name="double line ends",
        content=CLASSIC.replace("\n", "\r\r\n").encode(),
        kind=Kind.ZOOM_MEETING,
        minutes=CLASSIC_MINUTES,
    ),
)
