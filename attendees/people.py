"""Who sits in a place, as someone typed it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Who will sit in one place; name and address are empty while the person is still to be named.

    `declared`: the person can say what the ticket type asks everyone to declare. `proven`: somebody has shown that the
    address is theirs, by an account or by a link that was sent to it.
    """

    name: str = ""
    email: str = ""
    declared: bool = False
    profession: str = ""
    service: str = ""
    registration_body: str = ""
    registration_number: str = ""
    proven: bool = False

    @property
    def is_named(self) -> bool:
        return bool(self.name.strip())
