"""What a page turns into."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from workshops.importing.sentences import sentences

NoticeKind = Literal["survey", "conference", "other"]


class Level(StrEnum):
    """How far a line was understood."""

    UNDERSTOOD = "understood"
    FOR_A_PERSON = "for a person"
    NOT_UNDERSTOOD = "not understood"


class Part(StrEnum):
    """Where on the page a line belongs."""

    TITLE = "title"
    PRESENTERS = "presenters"
    DATE = "date"
    PARTNERS = "partners"
    DESCRIPTION = "description"
    AIMS = "aims"
    OBJECTIVES = "objectives"
    MODALITIES = "modalities"
    REFERENCES = "references"
    ABOUT_PRESENTER = "about the presenter"
    AUDIENCE = "audience"
    CPD = "CPD"
    NOTICES = "notices"
    SESSION = "session"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of some lines. `lines` are line numbers from 1; empty when the finding is about the whole page."""

    level: Level
    part: Part
    text: str
    reason: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CpdClaim:
    """The length the page claims. `minutes` is None where a person must decide; `raw` is the wording itself."""

    minutes: int | None
    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedNotice:
    """A survey or another event that the page announces. `link_text` is its button, whose address plain text loses."""

    title: str
    body: str
    kind: NoticeKind
    link_text: str = ""
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A workshop page in its parts. Every line with something on it is named by at least one finding."""

    title: str
    presenters: tuple[str, ...]
    date: date | None
    date_text: str
    description: tuple[str, ...]
    aims: tuple[str, ...]
    objectives: tuple[str, ...]
    modalities: tuple[str, ...]
    references: tuple[str, ...]
    about_presenter: str
    audience: str
    partners: tuple[str, ...]
    cpd: CpdClaim
    notices: tuple[ParsedNotice, ...]
    findings: tuple[Finding, ...]

    @property
    def summary(self) -> str:
        """The first sentence of the description: a start for search results, not a finished text."""
        return sentences(self.description[0])[0] if self.description else ""

    def findings_at(self, level: Level) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == level)
