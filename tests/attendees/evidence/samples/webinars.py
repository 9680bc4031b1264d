"""Zoom's attendee reports of a webinar."""

from attendees.evidence import Kind
from tests.attendees.evidence.scene import Sample

CURRENT = """\
Attendee Report
Report generated time,06/11/2026 05:29:06 PM
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registrants,Unique Viewers,Total Users
Low Intensity Conference,812 3456 7890,"06/11/2026 09:45:00 AM",380,4,3,5
Host Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Bespoke Host,host@provider.example,"06/11/2026 09:45:00 AM","06/11/2026 04:05:00 PM",380,No,United Kingdom
Panelist Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Dr Ana Reyes,ana.reyes@example.ac.uk,"06/11/2026 09:50:00 AM","06/11/2026 04:00:00 PM",370,Yes,United Kingdom
Attendee Details
Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Priya Nair,Priya,Nair,priya.nair@example.nhs.uk,,"05/20/2026 08:11:09 PM",approved,"06/11/2026 09:58:00 AM","06/11/2026 12:31:00 PM",153,Yes,United Kingdom
Yes,Priya Nair,Priya,Nair,priya.nair@example.nhs.uk,,"05/20/2026 08:11:09 PM",approved,"06/11/2026 01:29:00 PM","06/11/2026 04:03:00 PM",154,Yes,United Kingdom
Yes,Tom,Thomas,Okafor,t.okafor@example.org,07700900123,"05/22/2026 12:40:00 PM",approved,"06/11/2026 10:40:00 AM","06/11/2026 10:40:38 AM",1,Yes,United Kingdom
No,Siân Evans,Siân,Evans,sian.evans@example.org,,"06/01/2026 09:00:00 AM",approved,--,--,--,--,
"""
CURRENT_MINUTES = {"Bespoke Host": 300, "Dr Ana Reyes": 300, "Priya Nair": 300, "Siân Evans": 0, "Tom": 0}

# Both rows of the panellist lie over each other: 11:52:29 is within the first stay.
PADDED = """\
Attendee Report,,,,,,,,,,,,,
Report Generated:,"Jun 12, 2026 6:26 PM",,,,,,,,,,,,
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users,Max Concurrent Views,Enable Registration,,,,
Low Intensity Conference,847 0000 1045,"Jun 11, 2026 9:45 AM",380,120,5,95,130,88,Yes,,,,
Host Details,,,,,,,,,,,,,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,,,,,,
Yes,Bespoke Host,host@provider.example,"Jun 11, 2026 09:45:27","Jun 11, 2026 16:05:19",380,No,United Kingdom,,,,,,
Panelist Details,,,,,,,,,,,,,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,,,,,,
Yes,Dr Ana Reyes,ana.reyes@example.ac.uk,"Jun 11, 2026 10:28:32","Jun 11, 2026 14:55:19",267,Yes,United Kingdom,,,,,,
Yes,Dr Ana Reyes,ana.reyes@example.ac.uk,"Jun 11, 2026 11:52:29","Jun 11, 2026 14:55:19",183,Yes,United Kingdom,,,,,,
Attendee Details,,,,,,,,,,,,,
Attended,User Name (Original Name),First Name,Last Name,Email,Phone,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,"Job role (e.g. ""PWP"")",Country/Region Name
No,Siân Evans,Siân,Evans,sian.evans@example.org,+447700900123,"Jun 1, 2026 11:23:29",approved,--,--,--,--,PWP,
Yes,Priya Nair,Priya,Nair,priya.nair@example.nhs.uk,,"May 20, 2026 11:27:19",approved,"Jun 11, 2026 09:52:01","Jun 11, 2026 16:01:39",370,Yes,PWP,United Kingdom
Yes,Tom,Thomas,Okafor,t.okafor@example.org,,"May 22, 2026 11:27:19",approved,"Jun 11, 2026 10:40:00","Jun 11, 2026 10:40:38",1,Yes,CBT,United Kingdom
"""
# Ana: 10:28:32 to 12:30 is 121 min 28 s, 13:30 to 14:55:19 is 85 min 19 s.
PADDED_MINUTES = CURRENT_MINUTES | {"Dr Ana Reyes": 206}

OPEN = """\
Attendee Report
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),Unique Viewers,Total Users
Low Intensity Conference,812 3456 7890,"06/11/2026 09:45:00 AM",380,2,3
Host Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Bespoke Host,host@provider.example,"06/11/2026 09:45:00 AM","06/11/2026 04:05:00 PM",380,No,United Kingdom
Attendee Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Priya Nair,priya.nair@example.nhs.uk,"06/11/2026 10:15:30 AM","06/11/2026 04:03:00 PM",348,Yes,United Kingdom
Yes,Bex,,"06/11/2026 01:00:00 PM","06/11/2026 02:00:00 PM",60,Yes,
Other Attended
User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
447700900123,"06/11/2026 10:00:00 AM","06/11/2026 10:20:00 AM",20,United Kingdom
"""

GERMAN_TITLES = (
    CURRENT.replace("Host Details", "Angaben zum Gastgeber")
    .replace("Panelist Details", "Angaben zu Podiumsteilnehmern")
    .replace("Attendee Details", "Angaben zu Teilnehmern")
)
TABS = CURRENT.replace('"', "").replace(",", "\t")

UNKNOWN_SECTION = CURRENT + (
    "Questions and Answers\n"
    "Number,Question,Asker,Answer\n"
    "1,Will slides be shared,Priya Nair,Yes\n"
    "2,What of groups,Bex,Later\n"
)

SAMPLES = (
    Sample(
        name="webinar",
        content=CURRENT.encode("utf-8-sig"),
        kind=Kind.ZOOM_WEBINAR,
        minutes=CURRENT_MINUTES,
        ignored=2,
    ),
    Sample(
        name="webinar with padded lines",
        content=PADDED.encode(),
        kind=Kind.ZOOM_WEBINAR,
        minutes=PADDED_MINUTES,
        ignored=2,
    ),
    Sample(
        name="webinar without registration",
        content=OPEN.encode(),
        kind=Kind.ZOOM_WEBINAR,
        minutes={"A caller by phone": 20, "Bespoke Host": 300, "Bex": 30, "Priya Nair": 284},
    ),
    Sample(name="webinar with tabs", content=TABS.encode(), kind=Kind.ZOOM_WEBINAR, minutes=CURRENT_MINUTES, ignored=2),
    Sample(
        name="webinar with titles in German",
        content=GERMAN_TITLES.encode(),
        kind=Kind.ZOOM_WEBINAR,
        minutes=CURRENT_MINUTES,
    ),
    Sample(
        name="webinar with a table that nobody knows",
        content=UNKNOWN_SECTION.encode(),
        kind=Kind.ZOOM_WEBINAR,
        minutes=CURRENT_MINUTES,
        ignored=6,
    ),
)
