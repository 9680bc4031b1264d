"""Teams' attendance reports since 2021."""

from attendees.evidence import Kind
from tests.attendees.evidence.scene import Sample, teams

UK = """
1. Summary
Meeting title→Working with Self-Harm
Attended participants→4
Start time→11/06/26, 09:45:17
End time→11/06/26, 16:05:47
Meeting duration→6h 20m 30s
Average attendance time→4h 32m 8s

2. Participants
Name→First join→Last leave→In-meeting duration→Email→Participant ID (UPN)→Role
Bespoke Host→11/06/26, 09:45:17→11/06/26, 16:05:47→6h 20m 30s→host@provider.example→host@provider.example→Organizer
NAIR, Priya (LEEDS AND YORK NHS FT)→11/06/26, 09:58:47→11/06/26, 16:01:46→5h 2m 59s→priya.nair@example.nhs.uk→priya.nair@example.nhs.uk→Presenter
Tom Okafor (External)→11/06/26, 10:06:56→11/06/26, 15:41:45→5h 34m 49s→t.okafor@example.org→t.okafor_example.org#EXT#@provider.example→Attendee
Siân Evans (Unverified)→11/06/26, 10:00:31→11/06/26, 11:10:45→1h 10m 14s→→→Presenter

3. In-Meeting activities
Name→Join time→Leave time→Duration→Email→Role
Bespoke Host→11/06/26, 09:45:17→11/06/26, 16:05:47→6h 20m 30s→host@provider.example→Organizer
NAIR, Priya (LEEDS AND YORK NHS FT)→11/06/26, 09:58:47→11/06/26, 12:31:46→2h 32m 59s→priya.nair@example.nhs.uk→Presenter
NAIR, Priya (LEEDS AND YORK NHS FT)→11/06/26, 13:31:46→11/06/26, 16:01:46→2h 30m→priya.nair@example.nhs.uk→Presenter
Tom Okafor (External)→11/06/26, 10:06:56→11/06/26, 15:41:45→5h 34m 49s→t.okafor@example.org→Attendee
Siân Evans (Unverified)→11/06/26, 10:00:31→11/06/26, 11:10:45→1h 10m 14s→→Presenter
"""
# Priya misses 1 min 46 s after lunch. Tom: 143 min 4 s and 131 min 45 s. Siân: 70 min 14 s, all but the first 31 s.
UK_MINUTES = {"Bespoke Host": 300, "Priya NAIR": 298, "Siân Evans, unverified": 70, "Tom Okafor": 274}

US = """
1. Summary
Meeting title→Working with Self-Harm
Attended participants→2
Start time→6/11/26, 9:45:17 AM
End time→6/11/26, 4:05:47 PM
Meeting duration→6h 20m 30s

2. Participants
Name→First Join→Last Leave→In-Meeting Duration→Email→Participant ID (UPN)→Role
Priya Nair→6/11/26, 9:58:47 AM→6/11/26, 4:01:46 PM→6h 2m 59s→priya.nair@example.nhs.uk→priya.nair@example.nhs.uk→Attendee
Tom Okafor→6/11/26, 2:00:00 PM→6/11/26, 2:00:08 PM→8s→→→Attendee

3. In-Meeting Activities
Name→Join Time→Leave Time→Duration→Email→Role
Priya Nair→6/11/26, 9:58:47 AM→6/11/26, 4:01:46 PM→6h 2m 59s→priya.nair@example.nhs.uk→Attendee
Tom Okafor→6/11/26, 2:00:00 PM→6/11/26, 2:00:08 PM→8s→→Attendee
"""
US_MINUTES = {"Priya Nair": 300, "Tom Okafor": 0}
NARROW = US.replace(" AM", "\u202fAM").replace(" PM", "\u202fPM")

PREMIUM = """
1. Summary
"Meeting title"→"Working with Self-Harm
Day one"
Attended participants→1
Start time→11/06/26, 09:45:17
End time→11/06/26, 16:05:47

2. Participants
Name→First join→Last leave→In-meeting duration→Email→Participant ID (UPN)→Role→Engagement: Reaction-Applause→Engagement: Camera On
Priya Nair→11/06/26, 09:58:47→11/06/26, 16:01:46→6h 2m 59s→priya.nair@example.nhs.uk→pnair@example.nhs.uk→Presenter→2→5

3. In-Meeting Activities
Name→Join time→Leave time→Duration→Email→Role
Priya Nair→11/06/26, 10:30:00→11/06/26, 16:01:46→5h 31m 46s→priya.nair@example.nhs.uk→Presenter

4. Meeting Engagement
Name→Engagement Type→Time
Priya Nair→Reaction-Applause→11/06/26, 10:40:00
Priya Nair→Camera On→11/06/26, 10:41:00
"""

RESAVED = """\
1. Summary,,,,,,
Meeting title,Working with Self-Harm,,,,,
Start time,"11/06/26, 09:45:17",,,,,

2. Participants,,,,,,
Name,First join,Last leave,In-meeting duration,Email,Participant ID (UPN),Role
Priya Nair,"11/06/26, 09:58:47","11/06/26, 16:01:46",6h 2m 59s,priya.nair@example.nhs.uk,priya.nair@example.nhs.uk,Presenter

3. In-Meeting activities,,,,,,
Name,Join time,Leave time,Duration,Email,Role,
Priya Nair,"11/06/26, 09:58:47","11/06/26, 11:00:00",1h 1m 13s,priya.nair@example.nhs.uk,Presenter,
"""

EXCEL = """\
2. Participants;;;;;;
Name;First join;Last leave;In-meeting duration;Email;Participant ID (UPN);Role
Siân Evans;11/06/2026 09:58;11/06/2026 16:01;6h 2m 59s;;;Attendee
3. In-Meeting activities;;;;;;
Name;Join time;Leave time;Duration;Email;Role;
Siân Evans;11/06/2026 09:58;11/06/2026 11:00;1h 1m 13s;;Attendee;
"""

# Only the table of people: totals, never more than lies between first and last within the session.
TOTALS = """
2. Participants
Name→First join→Last leave→In-meeting duration→Email→Participant ID (UPN)→Role
Priya Nair→11/06/26, 09:30:00→11/06/26, 12:00:00→2h 30m→priya.nair@example.nhs.uk→priya.nair@example.nhs.uk→Presenter
Tom Okafor→11/06/26, 10:06:56→11/06/26, 15:41:45→3h 4m 49s→→→Attendee
Bex→11/06/26, 10:00:00→11/06/26, 16:00:00→→→→Attendee
Dee Gold→11/06/26, 10:00:00→11/06/26, 16:00:00→45m→→→Attendee
"""

NO_TIMES = """
2. Participants
Name→First join→Last leave→In-meeting duration→Email→Participant ID (UPN)→Role
Priya Nair→→→→priya.nair@example.nhs.uk→priya.nair@example.nhs.uk→Presenter
Bex
Tom Okafor→→→→→→Attendee
"""

TWINS = """
3. In-Meeting activities
Name→Join time→Leave time→Duration→Email→Role
Jamie Sample→11/06/26, 10:00:00→11/06/26, 11:00:00→1h→jamie@example.org→Attendee
Jamie Sample (Unverified)→11/06/26, 13:30:00→11/06/26, 14:00:07→30m 7s→→Attendee
" +44 7700 900123"→11/06/26, 15:00:00→11/06/26, 15:10:00→10m→→Attendee
"""

# A row of stays cut short: the address is in the table of people.
SHORT_ROWS = """
2. Participants
Name→First join→Last leave→In-meeting duration→Email→Participant ID (UPN)→Role
Priya Nair→11/06/26, 10:00:00→11/06/26, 12:00:00→2h→priya.nair@example.nhs.uk→priya.nair@example.nhs.uk→Presenter
Bex→11/06/26, 10:00:00→11/06/26, 10:20:00→20m→→→Attendee

3. In-Meeting activities
Name→Join time→Leave time→Duration→Email→Role
Priya Nair→11/06/26, 10:00:00→11/06/26, 10:50:00→50m
Priya Nair→11/06/26, 11:30:00→→30m→priya.nair@example.nhs.uk
"""

SUMMARY_2021 = """
Meeting Summary
Total Number of Participants→2
Meeting Title→Working with Self-Harm
Meeting Start Time→6/11/2026, 9:45:51 AM
Meeting End Time→6/11/2026, 4:05:14 PM
Meeting Id→453adbad-0000-4bde-92d0-6be3049eb379

Full Name→Join Time→Leave Time→Duration→Email→Role→Participant ID (UPN)
Bespoke Host→6/11/2026, 9:45:51 AM→6/11/2026, 4:05:14 PM→6h 19m 22s→host@provider.example→Organiser→host@provider.example
Priya Nair→6/11/2026, 9:58:13 AM→6/11/2026, 12:31:12 PM→2h 32m 58s→priya.nair@example.nhs.uk→Presenter→priya.nair@example.nhs.uk
Priya Nair→6/11/2026, 1:31:00 PM→6/11/2026, 4:01:00 PM→2h 30m→priya.nair@example.nhs.uk→Presenter→priya.nair@example.nhs.uk
"""

SAMPLES = (
    Sample(name="Teams in London", content=teams(UK), kind=Kind.TEAMS, minutes=UK_MINUTES, ignored=3),
    Sample(name="Teams without mark", content=teams(UK, mark=False), kind=Kind.TEAMS, minutes=UK_MINUTES),
    Sample(
        name="Teams in UTF-16 the other way round",
        content=teams(UK, "utf-16-be"),
        kind=Kind.TEAMS,
        minutes=UK_MINUTES,
    ),
    Sample(
        name="Teams the other way round without mark",
        content=teams(UK, "utf-16-be", mark=False),
        kind=Kind.TEAMS,
        minutes=UK_MINUTES,
    ),
    Sample(name="Teams in UTF-8", content=teams(UK, "utf-8"), kind=Kind.TEAMS, minutes=UK_MINUTES),
    Sample(name="Teams cut off within a letter", content=teams(UK)[:-1], kind=Kind.TEAMS, minutes=UK_MINUTES),
    Sample(name="Teams in New York", content=teams(US), kind=Kind.TEAMS, minutes=US_MINUTES),
    Sample(name="Teams with narrow spaces", content=teams(NARROW), kind=Kind.TEAMS, minutes=US_MINUTES),
    Sample(
        name="Teams with engagement and a title on two lines",
        content=teams(PREMIUM),
        kind=Kind.TEAMS,
        minutes={"Priya Nair": 270},
        ignored=3,
    ),
    Sample(name="Teams with commas", content=RESAVED.encode(), kind=Kind.TEAMS, minutes={"Priya Nair": 60}),
    Sample(name="Teams saved by Excel", content=EXCEL.encode("cp1252"), kind=Kind.TEAMS, minutes={"Siân Evans": 60}),
    Sample(
        name="Teams with totals only",
        content=teams(TOTALS),
        kind=Kind.TEAMS,
        minutes={"Bex": None, "Dee Gold": 45, "Priya Nair": 120, "Tom Okafor": 184},
    ),
    Sample(
        name="Teams without times",
        content=teams(NO_TIMES),
        kind=Kind.TEAMS,
        minutes={"Priya Nair": None, "Tom Okafor": None},
    ),
    Sample(
        name="Teams with one person twice and a caller",
        content=teams(TWINS),
        kind=Kind.TEAMS,
        minutes={"A caller by phone": 10, "Jamie Sample": 60, "Jamie Sample, unverified": 30},
    ),
    Sample(
        name="Teams with short rows",
        content=teams(SHORT_ROWS),
        kind=Kind.TEAMS,
        minutes={"Bex": 20, "Priya Nair": 80},
    ),
    # Priya: 150 minutes of the morning, 149 of the afternoon.
    Sample(
        name="Teams of 2021",
        content=teams(SUMMARY_2021),
        kind=Kind.TEAMS_2021,
        minutes={"Bespoke Host": 300, "Priya Nair": 299},
    ),
)
