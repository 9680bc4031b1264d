"""Zoom's reports of a meeting, in all its headers and ways to write a date."""

from attendees.evidence import Kind
from tests.attendees.evidence.scene import Sample

CLASSIC = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
Priya Nair,priya.nair@example.nhs.uk,06/11/2026 09:55:12 AM,06/11/2026 04:02:10 PM,367,Yes,Y
Tom (Thomas Okafor),,06/11/2026 10:06:40 AM,06/11/2026 12:31:02 PM,145,Yes,Y
Tom (Thomas Okafor),,06/11/2026 01:33:15 PM,06/11/2026 04:01:55 PM,149,Yes,Y
"Evans, Siân",sian.evans@example.org,06/11/2026 10:00:03 AM,06/11/2026 11:10:00 AM,70,Yes,
Bespoke Host (Host),host@provider.example,06/11/2026 09:30:00 AM,06/11/2026 04:05:00 PM,395,No,Y
"""
# Tom: 10:06:40 to 12:30 is 2 h 23 min 20 s, 13:33:15 to 16:00 is 2 h 26 min 45 s; Siân: 69 min 57 s.
CLASSIC_MINUTES = {"Bespoke Host": 300, "Priya Nair": 300, "Siân Evans": 69, "Tom": 290}

DAY_FIRST = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)
Priya Nair,priya.nair@example.nhs.uk,11/06/2026 09:55,11/06/2026 16:02,367
Siân Evans,sian.evans@example.org,11/06/2026 10:00,11/06/2026 11:10,70
"""

ISO = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Priya Nair,priya.nair@example.nhs.uk,2026-06-11 09:55:12,2026-06-11 16:02:10,367,Yes
Siân Evans,sian.evans@example.org,2026-06-11 10:00:03,2026-06-11 11:10:00,70,Yes
"""

SLASHED_YEAR_FIRST = ISO.replace("2026-06-11", "2026/06/11")

DAY_FIRST_WITH_HALVES = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Priya Nair,priya.nair@example.nhs.uk,11/06/2026 09:55:12 AM,11/06/2026 04:02:10 PM,367,Yes
Siân Evans,sian.evans@example.org,11/06/2026 02:00:00 p.m.,11/06/2026 02:45:30 p.m.,46,Yes
"""

UNIQUE = """\
Name (Original Name),User Email,Total Duration (Minutes),Guest
Priya Nair,priya.nair@example.nhs.uk,367,Yes
Tom (Thomas Okafor),,294,Yes
Bex,,60,Yes
Bespoke Host,host@provider.example,395,No
"""

BLOCK = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
"812 3456 7890",Working with Self-Harm,06/11/2026 09:30:00 AM,06/11/2026 04:05:00 PM,host@provider.example,395,4

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Priya Nair,priya.nair@example.nhs.uk,06/11/2026 09:55:12 AM,06/11/2026 04:02:10 PM,367,Yes
iPhone (Brian Smith),,06/11/2026 10:20:00 AM,06/11/2026 04:00:00 PM,340,Yes
Mystery Person,,06/11/2026 10:05:00 AM,06/11/2026 10:20:00 AM,15,Yes
Bespoke Host,host@provider.example,06/11/2026 09:30:00 AM,06/11/2026 12:30:00 PM,180,No
"""

UNIQUE_WITH_BLOCK = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
81234567890,Working with Self-Harm,06/11/2026 09:30:00 AM,06/11/2026 04:05:00 PM,host@provider.example,395,2

Name (Original Name),User Email,Total Duration (Minutes),Guest
Priya Nair,priya.nair@example.nhs.uk,367,Yes
Bex,,60,Yes
"""

WAITING = """\
Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room
Priya Nair,priya.nair@example.nhs.uk,06/11/2026 09:55:12 AM,06/11/2026 10:57:00 AM,62,Yes,,Yes
Priya Nair,priya.nair@example.nhs.uk,06/11/2026 10:57:00 AM,06/11/2026 04:02:10 PM,306,Yes,,No
Thomas Okafor (Tom),,06/11/2026 10:06:40 AM,06/11/2026 04:01:55 PM,356,Yes,,No
Sam Field,,06/11/2026 10:15:00 AM,06/11/2026 10:25:00 AM,10,Yes,,Yes
"""

NEW_UNIQUE = """\
Name (original name),Email,Total duration (minutes),Guest
Priya Nair,priya.nair@example.nhs.uk,266,Yes
Thomas Okafor (Tom),,356,Yes
Bespoke Host,host@provider.example,395,No
"""

NEW_BLOCK = """\
Topic,ID,Host,Duration (minutes),Start time,End time,Participants
Working with Self-Harm,812 3456 7890,Bespoke Host,395,06-11-2026 09:30:00 AM,06-11-2026 04:05:00 PM,2

Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room
Priya Nair,priya.nair@example.nhs.uk,06/11/2026 09:57:00 AM,06/11/2026 04:02:10 PM,366,Yes,,No
Bespoke Host,,06/11/2026 09:30:00 AM,06/11/2026 04:05:00 PM,395,No,,No
Zoom Report generated for provider.example
"""

CONSENT = """\
Name (original name),Email,Duration (minutes),Guest,Consent
Priya Nair,priya.nair@example.nhs.uk,280,Yes,
Bex,,61,Yes,
"""

SAMPLES = (
    Sample(name="classic", content=CLASSIC.encode(), kind=Kind.ZOOM_MEETING, minutes=CLASSIC_MINUTES),
    Sample(
        name="classic with mark and CRLF",
        content=b"\xef\xbb\xbf" + CLASSIC.replace("\n", "\r\n").encode(),
        kind=Kind.ZOOM_MEETING,
        minutes=CLASSIC_MINUTES,
    ),
    Sample(
        name="classic with old Macs' line ends",
        content=CLASSIC.replace("\n", "\r").encode(),
        kind=Kind.ZOOM_MEETING,
        minutes=CLASSIC_MINUTES,
    ),
    Sample(
        name="day first",
        content=DAY_FIRST.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Priya Nair": 300, "Siân Evans": 70},
    ),
    Sample(
        name="year first", content=ISO.encode(), kind=Kind.ZOOM_MEETING, minutes={"Priya Nair": 300, "Siân Evans": 69}
    ),
    Sample(
        name="year first with slashes",
        content=SLASHED_YEAR_FIRST.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Priya Nair": 300, "Siân Evans": 69},
    ),
    Sample(
        name="day first with AM and PM",
        content=DAY_FIRST_WITH_HALVES.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Priya Nair": 300, "Siân Evans": 45},
    ),
    Sample(
        name="unique users",
        content=UNIQUE.encode(),
        kind=Kind.ZOOM_MEETING_TOTALS,
        minutes={"Bespoke Host": 300, "Bex": 60, "Priya Nair": 300, "Tom": 294},
    ),
    Sample(
        name="block about the meeting",
        content=BLOCK.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Bespoke Host": 150, "Brian Smith": 280, "Mystery Person": 15, "Priya Nair": 300},
    ),
    Sample(
        name="unique users under a block",
        content=UNIQUE_WITH_BLOCK.encode(),
        kind=Kind.ZOOM_MEETING_TOTALS,
        minutes={"Bex": 60, "Priya Nair": 300},
    ),
    # Priya waits until 10:57: 93 minutes of the morning and all 150 of the afternoon. Sam was never let in.
    Sample(
        name="waiting room",
        content=WAITING.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Priya Nair": 243, "Sam Field": None, "Thomas Okafor": 293},
        ignored=2,
    ),
    Sample(
        name="unique users in new words",
        content=NEW_UNIQUE.encode(),
        kind=Kind.ZOOM_MEETING_TOTALS,
        minutes={"Bespoke Host": 300, "Priya Nair": 266, "Thomas Okafor": 300},
    ),
    Sample(
        name="new block with dashes and a last line",
        content=NEW_BLOCK.encode(),
        kind=Kind.ZOOM_MEETING,
        minutes={"Bespoke Host": 300, "Priya Nair": 300},
        ignored=1,
    ),
    Sample(
        name="durations beside consent",
        content=CONSENT.encode(),
        kind=Kind.ZOOM_MEETING_TOTALS,
        minutes={"Bex": 61, "Priya Nair": 280},
    ),
)
