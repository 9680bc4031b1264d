"""Gathers the places of a page that may claim CPD, and settles the claim."""

from collections.abc import Sequence

from workshops.importing.cpd import read_cpd
from workshops.importing.ledger import Ledger
from workshops.importing.lines import Line
from workshops.importing.opening import Opening
from workshops.importing.outline import Passage
from workshops.importing.paragraphs import Paragraph, join, paragraphs
from workshops.importing.parsed import CpdClaim, Part

# What a presenter has done elsewhere, what a book says and what others announce are no claims of this workshop.
ELSEWHERE = frozenset({Part.ABOUT_PRESENTER, Part.REFERENCES, Part.NOTICES, Part.IGNORED})


def settle_cpd(title: Line | None, opening: Opening, passages: Sequence[Passage], ledger: Ledger) -> CpdClaim:
    """The page's claim; a person is asked where it has none that is sure."""
    places = [join([title])] if title else []
    places += [join([line]) for line in (*opening.cpd, *opening.dates, *opening.facts, *opening.strays)]
    places += opening.description
    reading = read_cpd([*places, *_elsewhere(passages)], headed=_headed(passages))
    claim = reading.claim
    if claim.minutes is None:
        ledger.ask(Part.CPD, claim.raw, claim.reason, reading.numbers)
    else:
        ledger.used(Part.CPD, claim.raw, reading.numbers, claim.reason)
    return claim


def _elsewhere(passages: Sequence[Passage]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for passage in passages:
        if passage.part not in ELSEWHERE and not passage.opening:
            found += [join([passage.heading])] if passage.heading and passage.rest else []
            found += paragraphs(passage.lines) if passage.part is not Part.CPD else []
    return found


def _headed(passages: Sequence[Passage]) -> list[Paragraph]:
    return [text for passage in passages if passage.part is Part.CPD for text in paragraphs(passage.lines)]
