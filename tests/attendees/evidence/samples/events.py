"""Lists of single joins and leaves: Teams in 2020, and its live events."""

from attendees.evidence import Kind
from tests.attendees.evidence.scene import Sample, teams

LIST_2020 = """
Full Name→User Action→Timestamp
Bespoke Host→Joined before→6/11/2026, 9:45:21 AM
"NAIR, Priya"→Joined→6/11/2026, 9:58:00 AM
"NAIR, Priya"→Left→6/11/2026, 12:31:00 PM
"NAIR, Priya"→Joined→6/11/2026, 1:31:00 PM
Tom Okafor→Joined→6/11/2026, 10:00:00 AM
Tom Okafor→Left→6/11/2026, 11:15:30 AM
"""
# Who has not left is taken to have stayed until 16:00, and is to be reviewed.
MINUTES_2020 = {"Bespoke Host": 300, "Priya NAIR": 299, "Tom Okafor": 75}

TWO_MEETINGS = """
Full Name→User Action→Timestamp
Tom Okafor→Joined before→6/4/2026, 9:45:21 AM
Tom Okafor→Joined→6/11/2026, 10:00:00 AM
Tom Okafor→Left→6/11/2026, 11:15:30 AM
"""

MUDDLED = """
Full Name→User Action→Timestamp
Tom Okafor→Joined→6/11/2026, 10:00:00 AM
Tom Okafor→Joined→6/11/2026, 10:30:00 AM
Tom Okafor→Left→6/11/2026, 11:00:00 AM
Bex→Left→6/11/2026, 11:00:00 AM
Dee Gold→Waved→6/11/2026, 11:00:00 AM
"""

# British summer time is an hour ahead of UTC: 09:00 is 10:00 in London.
LIVE = """\
SessionId,ParticipantId,FullName,UserAgent,UtcEventTimestamp,Action,Role
5f1,11,Priya Nair,Edge,6/11/2026 9:00:00 AM,Joined,Attendee
5f1,11,Priya Nair,Edge,6/11/2026 10:30:00 AM,Left,Attendee
5f1,12,Dr Ana Reyes,Edge,6/11/2026 8:30:00 AM,Joined,Producer
5f1,12,Dr Ana Reyes,Edge,6/11/2026 3:05:00 PM,Left,Producer
"""

SAMPLES = (
    Sample(name="Teams of 2020", content=teams(LIST_2020), kind=Kind.TEAMS_2020, minutes=MINUTES_2020),
    Sample(
        name="Teams of 2020, two meetings",
        content=teams(TWO_MEETINGS),
        kind=Kind.TEAMS_2020,
        minutes={"Tom Okafor": 75},
        ignored=1,
    ),
    Sample(
        name="Teams of 2020, muddled",
        content=teams(MUDDLED),
        kind=Kind.TEAMS_2020,
        minutes={"Bex": None, "Dee Gold": None, "Tom Okafor": 60},
    ),
    Sample(
        name="live event", content=LIVE.encode(), kind=Kind.TEAMS_LIVE, minutes={"Dr Ana Reyes": 300, "Priya Nair": 90}
    ),
)
