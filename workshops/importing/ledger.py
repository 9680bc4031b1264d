"""Keeps account of every line, so that none is dropped without a word."""

from collections.abc import Iterable, Sequence

from workshops.importing.lines import Line
from workshops.importing.parsed import Finding, Level, Part

ORDER = {Level.UNDERSTOOD: 0, Level.FOR_A_PERSON: 1, Level.NOT_UNDERSTOOD: 2}


class Ledger:
    """Collects findings while a page is read."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def used(self, part: Part, text: str, lines: Iterable[int], reason: str = "") -> None:
        self._add(Level.UNDERSTOOD, part, text, reason, lines)

    def ask(self, part: Part, text: str, reason: str, lines: Iterable[int] = ()) -> None:
        """Leaves a decision to a person."""
        self._add(Level.FOR_A_PERSON, part, text, reason, lines)

    def leave(self, line: Line, reason: str, part: Part = Part.UNKNOWN) -> None:
        """Carries the whole line, so that what was not understood can be read in the report."""
        self._add(Level.NOT_UNDERSTOOD, part, line.text, reason, (line.number,))

    def ignore(self, line: Line) -> None:
        self.used(Part.IGNORED, line.text, (line.number,), "Ignored: it belongs to the site, not to the workshop.")

    def close(self, lines: Sequence[Line]) -> tuple[Finding, ...]:
        """The findings in order of level and line. A line that nothing named is not understood."""
        named = {number for finding in self._findings for number in finding.lines}
        for line in lines:
            if line.number not in named:
                self.leave(line, "No rule took this line.")
        return tuple(sorted(self._findings, key=lambda found: (ORDER[found.level], found.lines[:1])))

    def _add(self, level: Level, part: Part, text: str, reason: str, lines: Iterable[int]) -> None:
        self._findings.append(Finding(level, part, text, reason, tuple(lines)))
