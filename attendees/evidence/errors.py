"""Why a report is not read. Each sentence says what the file looks like and what to export instead."""

from dataclasses import dataclass
from datetime import date

from workshops.foundation.errors import DomainError


class UnreadableReportError(DomainError):
    """The file holds no evidence that can be read. Nothing was changed."""


@dataclass(frozen=True)
class Reading:
    """One way to understand the dates: what `written` in the file would mean."""

    day_first: bool
    written: str
    day: date


class AmbiguousDatesError(UnreadableReportError):
    """Day and month may stand in either order and nothing tells. `readings` are the answers to offer to the organiser."""

    def __init__(self, sentence: str, readings: tuple[Reading, ...]) -> None:
        super().__init__(sentence)
        self.readings = readings


class OtherSessionError(UnreadableReportError):
    """The report's dates or hours are not those of the session."""
