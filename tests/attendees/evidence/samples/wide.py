"""Zoom's usage details, which repeat the meeting on each row under names of columns that come twice."""

from attendees.evidence import Kind
from tests.attendees.evidence.scene import Sample

WIDE = """\
Topic,Meeting ID,User Name,User Email,Department,Group,Has Zoom Rooms?,Creation Time,Start Time,End Time,Duration (Minutes),Participants,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room,Marketing Opt-In
Working with Self-Harm,812 3456 7890,Bespoke Host,host@provider.example,,,No,01/06/2026 09:12,11/06/2026 09:30,11/06/2026 16:05,395,4,Priya Nair,priya.nair@example.nhs.uk,11/06/2026 09:55,11/06/2026 16:02,367,Yes,,No,-
Working with Self-Harm,812 3456 7890,Bespoke Host,host@provider.example,,,No,01/06/2026 09:12,11/06/2026 09:30,11/06/2026 16:05,395,4,Bex,,11/06/2026 11:00,11/06/2026 11:30,30,Yes,,No,-
Working with Self-Harm,812 3456 7890,Bespoke Host,host@provider.example,,,No,01/06/2026 09:12,11/06/2026 09:30,11/06/2026 16:05,395,4,Bex,,11/06/2026 10:45,11/06/2026 11:00,15,Yes,,Yes,-
"""
SHORT = """\
Topic,Meeting ID,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)
Working with Self-Harm,812 3456 7890,Priya Nair,priya.nair@example.nhs.uk,11/06/2026 10:12,11/06/2026 16:02,350
Working with Self-Harm,812 3456 7890,Bex,,11/06/2026 11:00,11/06/2026 11:30,30
"""

SAMPLES = (
    Sample(
        name="wide", content=WIDE.encode(), kind=Kind.ZOOM_MEETING, minutes={"Bex": 30, "Priya Nair": 300}, ignored=1
    ),
    Sample(
        name="wide and short", content=SHORT.encode(), kind=Kind.ZOOM_MEETING, minutes={"Bex": 30, "Priya Nair": 288}
    ),
)
