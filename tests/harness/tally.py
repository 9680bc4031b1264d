"""Counts what pytest reports in its JUnit file."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET


@dataclass(frozen=True)
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def line(self) -> str:
        """The last line of a run, for machines: `12 passed, 0 failed`."""
        return f"{self.passed} passed, {self.failed} failed"


def read_tally(report: Path, exit_code: int) -> Tally:
    """The tally of one run. A run that broke off, or in which no test passed or failed, counts as one failure."""
    tally = _count(report) if report.exists() else Tally()
    broken = exit_code != 0 and not tally.failed
    return tally + Tally(failed=1) if broken or not (tally.passed or tally.failed) else tally


def _count(report: Path) -> Tally:
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314  (written by our own pytest a moment ago)
    tally = Tally()
    for suite in suites:
        total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        tally += Tally(max(0, total - failed - skipped), failed, skipped)
    return tally
