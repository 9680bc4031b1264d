"""Reads reports of who was there, and counts what they evidence. Pure: no database, no models, nothing guessed."""

from attendees.evidence.enums import Decision, Kind, Role
from attendees.evidence.errors import AmbiguousDatesError, OtherSessionError, UnreadableReportError
from attendees.evidence.reading import read_report
from attendees.evidence.report import END_UNKNOWN, Columns, Ignored, Person, Report, SessionFacts, Stay, Table

__all__ = [
    "END_UNKNOWN",
    "AmbiguousDatesError",
    "Columns",
    "Decision",
    "Ignored",
    "Kind",
    "OtherSessionError",
    "Person",
    "Report",
    "Role",
    "SessionFacts",
    "Stay",
    "Table",
    "UnreadableReportError",
    "read_report",
]
