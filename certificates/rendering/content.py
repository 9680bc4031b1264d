"""Every word a certificate prints, frozen."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from workshops.printing.text import compose_texts

IMAGE_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True, kw_only=True)
class TimetableLine:
    """One stretch of the day. `minutes` is None where it does not count (a break)."""

    time: str
    minutes: int | None
    kind: str
    title: str

    def __post_init__(self) -> None:
        compose_texts(self)


@dataclass(frozen=True, kw_only=True)
class CertificateContent:
    """All a certificate says. Texts are plain and come ready for reading; lengths are whole minutes.

    Empty texts and None leave their line out. `signature` is the bytes of a JPEG or PNG image, or empty. All texts
    are brought to Unicode's composed form (NFC), so that one name always gives one sheet.
    """

    number: str
    version: int = 1
    replaces: str = ""
    name: str
    body: str = ""
    registration_number: str = ""
    kind: str = "workshop"
    title: str
    delivered: str
    when: str
    zone: str = ""
    presenters: str = ""
    minutes: int
    participatory_minutes: int | None = None
    skills_minutes: int | None = None
    scheduled_minutes: int | None = None
    objectives: tuple[str, ...] = ()
    timetable: tuple[TimetableLine, ...] = ()
    modalities: str = ""
    provider_name: str
    provider_letters: str = ""
    provider_contact: str = ""
    partners: str = ""
    signatory_name: str = ""
    signatory_role: str = ""
    signature: bytes = b""
    verify_url: str
    verify_label: str
    issued_on: date
    accreditation: str = ""

    def __post_init__(self) -> None:
        if self.signature and not self.signature.startswith(IMAGE_HEADS):
            raise ValueError("A signature must be a JPEG or PNG image.")
        compose_texts(self)

    def to_dict(self) -> dict[str, Any]:
        """JSON-safe, for keeping: `from_dict` gives back an equal content."""
        return {
            **vars(self),
            "objectives": list(self.objectives),
            "timetable": [dict(vars(line)) for line in self.timetable],
            "signature": base64.b64encode(self.signature).decode(),
            "issued_on": self.issued_on.isoformat(),
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Self:
        """Refuses a name it does not know (TypeError), so that nothing kept is dropped unseen."""
        return cls(
            **{
                **kept,
                "objectives": tuple(kept.get("objectives", ())),
                "timetable": tuple(TimetableLine(**line) for line in kept.get("timetable", ())),
                "signature": base64.b64decode(kept.get("signature", "")),
                "issued_on": date.fromisoformat(kept["issued_on"]),
            }
        )
