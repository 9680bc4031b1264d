"""What an organiser writes to people on a session, in our frame. Drawn up here, written to the outbox many at a time."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from attendees.emails.compose import drawn_up
from attendees.models import OutboxMessage
from workshops.models import Session

ORGANISER_MESSAGE = "organiser_message"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One person: their address, what they are called, and the link to what they have with us."""

    email: str
    name: str
    link: str
    link_words: str


def organiser_message(reader: Reader, *, session: Session, subject: str, text: str, sending: str) -> OutboxMessage:
    """`sending` names the occasion on which it was written: the same one never reaches anybody twice."""
    context = message_context(reader, session=session, subject=subject, text=text)
    return drawn_up(kind=ORGANISER_MESSAGE, key=f"{sending}:{_short(reader.email)}", to=reader.email, context=context)


def message_context(reader: Reader, *, session: Session, subject: str, text: str) -> dict[str, Any]:
    """What its templates show."""
    about = {"session": session, "workshop": session.workshop}
    return about | {"reader": reader, "subject": subject, "text": text.replace("\r\n", "\n").strip()}


def _short(address: str) -> str:
    """The address in a form that always fits a key."""
    return sha256(address.encode()).hexdigest()[:24]
