"""Choices of the evidence of who was there. Pure, like all of this package: neither Django nor a database."""

from enum import StrEnum


class Kind(StrEnum):
    """What a report turned out to be, by its content."""

    ZOOM_MEETING = "zoom_meeting"
    ZOOM_MEETING_TOTALS = "zoom_meeting_totals"
    ZOOM_WEBINAR = "zoom_webinar"
    TEAMS = "teams"
    TEAMS_2021 = "teams_2021"
    TEAMS_2020 = "teams_2020"
    TEAMS_LIVE = "teams_live"
    MEET = "meet"
    GENERIC = "generic"
    PASTED = "pasted"

    @property
    def label(self) -> str:
        """As organisers are told what was read."""
        return LABELS[self]


LABELS = {
    Kind.ZOOM_MEETING: "Zoom meeting report, one row a join",
    Kind.ZOOM_MEETING_TOTALS: "Zoom meeting report, one total a person",
    Kind.ZOOM_WEBINAR: "Zoom webinar attendee report",
    Kind.TEAMS: "Teams attendance report",
    Kind.TEAMS_2021: "Teams attendance report in the form of 2021",
    Kind.TEAMS_2020: "Teams list of joins and leaves in the form of 2020",
    Kind.TEAMS_LIVE: "Teams live event report",
    Kind.MEET: "Google Meet attendance report",
    Kind.GENERIC: "Table of people",
    Kind.PASTED: "List of addresses",
}


class Role(StrEnum):
    """As what someone was in the meeting. A presenter is a webinar's panellist."""

    ATTENDEE = "attendee"
    HOST = "host"
    PRESENTER = "presenter"


class Decision(StrEnum):
    """What is proposed for a place. The same values as `attendees.enums.Decision`, without Django."""

    FULL = "full"
    PART = "part"
    ABSENT = "absent"
    REVIEW = "review"
