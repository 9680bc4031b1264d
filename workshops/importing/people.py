"""Finds who teaches, from the line under the title, a label, or the passage about them."""

from collections.abc import Sequence

from workshops.importing.headings import named_in_heading
from workshops.importing.ledger import Ledger
from workshops.importing.lines import Line
from workshops.importing.names import is_certain, read_names
from workshops.importing.opening import Opening
from workshops.importing.outline import Passage
from workshops.importing.parsed import Part

UNCERTAIN = "It reads like a name, but nothing else on the page confirms it."
MISSING = "The page does not say clearly who presents."
UNREADABLE = "It should name the presenters, but it does not read as a list of names."


def read_presenters(opening: Opening, passages: Sequence[Passage], ledger: Ledger) -> tuple[str, ...]:
    """The names in the order of the page. Names that nothing confirms are kept, and a person is asked."""
    names = [*_labelled(passages, ledger), *_under_title(opening, passages, ledger)]
    names = names or _from_headings(passages, ledger)
    if not names:
        ledger.ask(Part.PRESENTERS, "", MISSING)
    return tuple(dict.fromkeys(names))


def _labelled(passages: Sequence[Passage], ledger: Ledger) -> list[str]:
    names: list[str] = []
    for passage in passages:
        if passage.part is Part.PRESENTERS and passage.heading:
            line = passage.heading
            found = read_names(passage.rest)
            names += found
            if found:
                ledger.used(Part.PRESENTERS, line.text, (line.number,))
            else:
                ledger.ask(Part.PRESENTERS, line.text, UNREADABLE, (line.number,))
    return names


def _under_title(opening: Opening, passages: Sequence[Passage], ledger: Ledger) -> list[str]:
    names: list[str] = []
    for line in opening.names:
        found = read_names(line.content)
        names += found
        ledger.used(Part.PRESENTERS, line.text, (line.number,))
        if not is_certain(line.content) and not _confirmed(found, passages):
            ledger.ask(Part.PRESENTERS, line.text, UNCERTAIN, (line.number,))
    return names


def _confirmed(names: Sequence[str], passages: Sequence[Passage]) -> bool:
    """Each first name stands somewhere in a passage about the presenters."""
    told = " ".join(
        text
        for passage in passages
        if passage.part is Part.ABOUT_PRESENTER
        for text in (passage.heading.content if passage.heading else "", *(known.content for known in passage.lines))
    )
    return all(name.split()[0] in told.split() for name in names)


def _from_headings(passages: Sequence[Passage], ledger: Ledger) -> list[str]:
    names: list[str] = []
    for passage in passages:
        if passage.part is Part.ABOUT_PRESENTER and passage.heading:
            found, line = _named_by(passage, passage.heading)
            names += found
            if found:
                ledger.used(Part.PRESENTERS, ", ".join(found), (line.number,))
    return names


def _named_by(passage: Passage, heading: Line) -> tuple[tuple[str, ...], Line]:
    """Who "About Jo Bloggs" or "Your trainer: Jo Bloggs" names, or else the first line below, and where that stands."""
    found = named_in_heading(heading.content) or read_names(passage.rest)
    if found or not passage.lines:
        return found, heading
    return read_names(passage.lines[0].content), passage.lines[0]
