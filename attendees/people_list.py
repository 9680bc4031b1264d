"""A pasted list of names and addresses, read line by line. Pure: nothing is looked up, and nothing is guessed.

Understood are `Grace Hopper <grace@example.org>`, also several in a row; cells parted by tabs, semicolons or commas;
`Hopper, Grace; grace@example.org`; and a first line of headings, which says in which order the cells stand.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

HEADINGS = {
    "name": ("name", "full name", "attendee", "attendee name", "participant", "delegate", "delegate name"),
    "first": ("first name", "forename", "given name", "firstname"),
    "last": ("surname", "last name", "family name", "lastname"),
    "email": ("email", "e mail", "email address", "e mail address", "mail", "work email"),
}
KINDS = {heading: kind for kind, headings in HEADINGS.items() for heading in headings}
BRACKETED = re.compile(r"([^<>]*)<\s*(?:mailto:)?([^<>\s]*@[^<>\s]*)\s*>([^<>]*)")
BETWEEN_PEOPLE = re.compile(r"(?<=>)\s*[;,]\s*(?=[^;,<>]*<)")
# A name with a space before its address and nothing else between them.
SPACED = re.compile(r"(.*\S)\s+[(\[]?([^\s()\[\]]+@[^\s()\[\]]+)[)\]]?")
# Tabs part cells; the other two stand inside of names in some scripts.
JOINERS = frozenset("\t\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
QUOTES = "\"'“”"
BULLET = re.compile(r"^\s*(?:[-–*•]|\d{1,3}[.)])\s+")
EXAMPLE = "Grace Hopper, grace@example.org"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person of the list, or why the line was not understood. `more` is what follows, in its order.

    `number` counts lines from 1; `text` is the line as it was typed.
    """

    number: int
    text: str
    name: str = ""
    email: str = ""
    more: tuple[str, ...] = ()
    refusal: str = ""


def read_people(text: str) -> list[Line]:
    """Each person of a pasted list, in its order. Empty lines and headings are left out; an address is never made up."""
    rows = [(number, _clean(line)) for number, line in enumerate(text.splitlines(), 1)]
    rows = [(number, line) for number, line in rows if line.strip()]
    columns = _headings(rows[0][1]) if rows else {}
    found = [_read(number, part, columns) for number, line in rows[bool(columns) :] for part in _people_of(line)]
    return list(_without_repeats(found))


def _clean(line: str) -> str:
    """Without bullets and without what cannot be seen, but for tabs, which part cells."""
    return BULLET.sub("", "".join(map(_seen, line))).rstrip(" ;,")


def _seen(character: str) -> str:
    kind = unicodedata.category(character)
    if character in JOINERS or (kind[0] not in "CZ"):
        return character
    return "" if kind == "Cf" else " "


def _headings(line: str) -> dict[int, str]:
    """Which cell holds what, if `line` is made of headings; else empty."""
    if "@" in line:
        return {}
    cells = [" ".join(cell.lower().replace("-", " ").split()) for cell in _cells(line)]
    return {place: KINDS[cell] for place, cell in enumerate(cells) if cell in KINDS}


def _people_of(line: str) -> list[str]:
    return BETWEEN_PEOPLE.split(line)


def _cells(line: str) -> list[str]:
    separator = next((mark for mark in "\t;," if mark in line), "\t")
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:  # a cell longer than any name or address
        cells = [line]
    return [_cell(cell) for cell in cells]


def _cell(text: str) -> str:
    bare = text.strip(" ;,\t")
    return bare[1:-1].strip() if len(bare) > 1 and bare[0] in QUOTES and bare[-1] in QUOTES else bare


def _read(number: int, text: str, columns: Mapping[int, str]) -> Line:
    line = Line(number=number, text=text.strip())
    if text.count("@") != 1:
        return _refused(line, _count_refusal(text))
    bracketed = BRACKETED.search(text)
    if bracketed:
        return _judge(line, [_cell(bracketed[1])], bracketed[2], _cells(bracketed[3].lstrip(" ;,\t")))
    cells = _cells(text)
    at = next(place for place, cell in enumerate(cells) if "@" in cell)
    if columns.get(at) == "email":
        return _by_headings(line, cells, at, columns)
    if "first" in columns.values():
        return _refused(line, "The address does not stand under its heading. Check this line for commas too many.")
    before, after = cells[:at], cells[at + 1 :]
    spaced = SPACED.fullmatch(cells[at])
    if spaced:
        return _judge(line, [*before, _cell(spaced[1])], spaced[2], after)
    return _judge(line, before, cells[at], after) if any(before) else _judge(line, after[:1], cells[at], after[1:])


def _count_refusal(text: str) -> str:
    if text.count("@") > 1:
        return "Two addresses stand on this line. Put each person on a line of their own."
    return f"There is no email address on this line. Write it as: {EXAMPLE}"


def _by_headings(line: Line, cells: Sequence[str], at: int, columns: Mapping[int, str]) -> Line:
    held = {kind: cells[place] for place, kind in columns.items() if place < len(cells)}
    name = held.get("name") or " ".join(part for part in (held.get("first", ""), held.get("last", "")) if part)
    more = [cell for place, cell in enumerate(cells) if place not in columns and place != at]
    return _judge(line, [name], cells[at], more)


def _judge(line: Line, names: Sequence[str], address: str, more: Sequence[str]) -> Line:
    """The person, if name and address will do."""
    given = [name for name in names if name]
    email = address.removeprefix("mailto:").strip().lower()
    name = _in_order(" ".join(given[0].split())) if given else ""
    refusals = (
        (not _is_address(email), f"“{email}” does not look like an email address. Check it for spaces and slips."),
        (not _is_name(name), f"The name is missing. Write it as the certificate should print it: {EXAMPLE}"),
        (len(given) > 1, f"Which part is the surname? Write the whole name in one piece: {EXAMPLE}"),
        (len(name) > 200, "This name is longer than 200 characters. Shorten it."),
    )
    refusal = next((sentence for applies, sentence in refusals if applies), "")
    if refusal:
        return _refused(line, refusal)
    return Line(number=line.number, text=line.text, name=name, email=email, more=tuple(more))


def _is_address(email: str) -> bool:
    try:
        EmailValidator()(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _is_name(name: str) -> bool:
    return any(character.isalnum() for character in name)


def _in_order(name: str) -> str:
    """ "Hopper, Grace" as it is said. Letters behind a name, such as PhD or RMN, stay where they are."""
    last, comma, first = name.partition(",")
    first = first.strip()
    if not comma or not first or "," in first or _are_letters(first, last):
        return name
    return f"{first} {last.strip()}"


def _are_letters(text: str, before: str) -> bool:
    """Whether these are letters behind a name: short words with two capitals, behind a name that is not all capitals."""
    words = text.replace(".", "").split()
    return not before.isupper() and all(len(word) <= 8 and sum(map(str.isupper, word)) >= 2 for word in words)


def _refused(line: Line, refusal: str) -> Line:
    return Line(number=line.number, text=line.text, refusal=refusal)


def _without_repeats(lines: Sequence[Line]) -> Iterator[Line]:
    """The second line of the same address is refused: it may be a slip for somebody else's."""
    first: dict[str, int] = {}
    for line in lines:
        if line.email and line.email in first:
            yield _refused(line, f"{line.email} is on line {first[line.email]} already.")
        else:
            first.setdefault(line.email, line.number)
            yield line
