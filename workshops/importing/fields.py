"""Turns the passages of a page into the values of its fields, and accounts for each line."""

from collections.abc import Iterable, Sequence

from workshops.importing.headings import SHARED_LIST, named_in_heading
from workshops.importing.ledger import Ledger
from workshops.importing.notices import read_partners
from workshops.importing.opening import Opening
from workshops.importing.outline import Passage
from workshops.importing.paragraphs import Items, list_items, paragraphs
from workshops.importing.parsed import Part
from workshops.importing.references import lost_address

LEAD_IN = "It leads into the list and is no item of it."
STRAY = "It stands after the list, and it is not clear where it belongs."
UNSORTED = "It is too short to be text and is no date, name or heading that is known."
SESSION_FACT = "Times, places and prices belong to a session. Enter them there."
SHARED = "Aims and objectives share one list here; all of it went to the objectives."


def read_description(opening: Opening, passages: Sequence[Passage], ledger: Ledger) -> tuple[str, ...]:
    """The paragraphs before the first heading, then those under headings such as Overview."""
    found = opening.description
    for paragraph in found:
        ledger.used(Part.DESCRIPTION, paragraph.text, paragraph.numbers)
    for line in opening.strays:
        ledger.leave(line, UNSORTED)
    for line in opening.facts:
        ledger.leave(line, SESSION_FACT, Part.SESSION)
    texts = [paragraph.text for paragraph in found]
    for passage in passages:
        if passage.part is Part.DESCRIPTION and not passage.opening:
            later = Items(paragraphs(passage.lines))
            texts += [*_heading_rest(passage), *later.texts]
            _account(Part.DESCRIPTION, passage, later, ledger)
    return tuple(texts)


def read_own_partners(description: Sequence[str], ledger: Ledger) -> tuple[str, ...]:
    """Organisers that the description names, as in "brought to you by"."""
    partners = read_partners("\n\n".join(description))
    if partners:
        ledger.used(Part.PARTNERS, "; ".join(partners), ())
    return partners


def read_list(part: Part, passages: Sequence[Passage], ledger: Ledger) -> tuple[str, ...]:
    """The items of every passage of this part, in the order of the page."""
    texts: list[str] = []
    for passage in passages:
        if passage.part is part:
            found = list_items(passage.lines)
            texts += [*_heading_rest(passage), *found.texts]
            _account(part, passage, found, ledger)
    return tuple(texts)


def read_text(part: Part, passages: Sequence[Passage], ledger: Ledger) -> str:
    """Paragraphs parted by an empty line; items of a list keep a bullet, one a line."""
    text = ""
    for passage in passages:
        if passage.part is part:
            name = passage.heading.content.strip(" :") if passage.heading and _names_someone(passage) else ""
            pieces = [piece for piece in (name, *_heading_rest(passage)) if piece]
            text = _joined(text, [*((piece, False) for piece in pieces), *_pieces(passage)])
            _account(part, passage, Items(paragraphs(passage.lines)), ledger)
    return text


def read_references(passages: Sequence[Passage], ledger: Ledger) -> tuple[str, ...]:
    """One reference a line; asks about those whose address the text has lost."""
    references = read_list(Part.REFERENCES, passages, ledger)
    for passage in passages:
        for line in passage.lines if passage.part is Part.REFERENCES else ():
            if lost_address(line.content):
                ledger.ask(Part.REFERENCES, line.text, "A web address seems to be missing here.", (line.number,))
    return references


def account_for_heading(passage: Passage, ledger: Ledger) -> None:
    if passage.heading:
        ledger.used(passage.part, passage.heading.text, (passage.heading.number,), "Heading.")
        if passage.part is Part.OBJECTIVES and SHARED_LIST.match(passage.heading.content):
            ledger.ask(Part.OBJECTIVES, passage.heading.text, SHARED, (passage.heading.number,))


def _account(part: Part, passage: Passage, found: Items, ledger: Ledger) -> None:
    account_for_heading(passage, ledger)
    numbers = sorted({number for item in found.items for number in item.numbers})
    if numbers:
        ledger.used(part, found.items[0].text, numbers)
    for line in found.lead_ins:
        ledger.used(part, line.text, (line.number,), LEAD_IN)
    for line in found.strays:
        ledger.leave(line, STRAY)


def _heading_rest(passage: Passage) -> tuple[str, ...]:
    return (passage.rest,) if passage.rest else ()


def _names_someone(passage: Passage) -> bool:
    """True for a heading such as "About Jo Bloggs", kept with its text since a page may present several people."""
    return bool(passage.heading and named_in_heading(passage.heading.content))


def _pieces(passage: Passage) -> Iterable[tuple[str, bool]]:
    bullets = {line.number for line in passage.lines if line.bulleted}
    return [(paragraph.text, paragraph.numbers[0] in bullets) for paragraph in paragraphs(passage.lines)]


def _joined(text: str, pieces: Iterable[tuple[str, bool]]) -> str:
    for piece, bulleted in pieces:
        gap = "" if not text else "\n" if bulleted else "\n\n"
        text += f"{gap}• {piece}" if bulleted else gap + piece
    return text
