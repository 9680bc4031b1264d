"""What changed on a session, as those who come are told of it. The meeting's own link and passcode are never among it."""

from dataclasses import dataclass

from workshops.enums import Mode
from workshops.models import Session
from workshops.templatetags.session_times import session_date, session_hours, session_place

LINK_SET = "It is set now. The joining page of each place leads to it."
LINK_CHANGED = (
    "It has changed. The joining page of each place leads to the new one; a link kept from elsewhere does not."
)
NOTE_CHANGED = "They have changed. The joining page of each place shows them once it is open."


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that is otherwise now. `was` is empty where only what holds now is of use."""

    label: str
    now: str
    was: str = ""

    def __str__(self) -> str:
        return f"{self.label}: was {self.was}, is now {self.now}" if self.was else f"{self.label}: {self.now}"


def differences(before: Session, after: Session) -> list[Difference]:
    """What attendees have to hear, in the order in which they need it; empty where nothing of it changed."""
    compared = [
        ("Date", session_date(before), session_date(after)),
        ("Time", session_hours(before), session_hours(after)),
        ("Where", whereabouts(before), whereabouts(after)),
    ]
    told = [Difference(label=label, was=was, now=now) for label, was, now in compared if was != now]
    return told + (_online(before, after) if after.mode == Mode.ONLINE else _in_person(before, after))


def is_other_day(before: Session, after: Session) -> bool:
    """Whether people have to keep another day free."""
    return session_date(before) != session_date(after)


def whereabouts(session: Session) -> str:
    """ "Online, by Zoom"; "Town Hall, The Headrow, Leeds"."""
    if session.mode == Mode.ONLINE:
        return session_place(session)
    town = "" if session.town in session.venue_address else session.town
    return ", ".join(part for part in (session.venue_name, session.venue_address, town) if part) or "In person"


def _online(before: Session, after: Session) -> list[Difference]:
    told = []
    if after.joining_url not in {before.joining_url, ""}:
        told.append(Difference(label="Link to the meeting", now=LINK_CHANGED if before.joining_url else LINK_SET))
    if after.joining_note != before.joining_note and before.joining_note:
        told.append(Difference(label="Meeting number and passcode", now=NOTE_CHANGED))
    return told


def _in_person(before: Session, after: Session) -> list[Difference]:
    texts = (
        ("Good to know", before.joining_note, after.joining_note),
        ("How to find it", before.directions, after.directions),
    )
    return [Difference(label=label, now=now) for label, was, now in texts if now and now != was]
