"""A list of addresses, one a line or as mail programs write them. It tells who was there, not for how long."""

from attendees.evidence.enums import Kind
from attendees.evidence.reading.addresses import ADDRESS
from attendees.evidence.reading.entries import Draft, Entry
from attendees.evidence.reading.lines import Line, clean

LONGEST_NAME = 100
LONGEST_LINE = 100_000
NOTE = "the list tells who was there, but not for how long"
EDGES = " ,;:<>()[]\"'\t|•*·–-"


def looks_pasted(text: str) -> bool:
    """Whether nearly every line is an address with at most a name beside it."""
    lines = [line for line in text.splitlines() if line.strip()]
    fitting = sum(1 for line in lines if _fits(line))
    return fitting > 0 and fitting * 5 >= len(lines) * 4


def _fits(line: str) -> bool:
    if "@" not in line or len(line) > LONGEST_LINE:
        return False
    rest = ADDRESS.sub("", line)
    return rest != line and not any(character.isdigit() for character in rest)


def read_pasted(text: str) -> Draft:
    draft = Draft(kind=Kind.PASTED, notes=[NOTE])
    for number, line in enumerate(text.splitlines(), start=1):
        found = _people(line, number)
        draft.entries += found
        if line.strip() and not found:
            draft.loose.append(Line(number, [clean(line)]))
    return draft


def _people(line: str, number: int) -> list[Entry]:
    """The name of each stands before its address; after it, where the line holds one address only."""
    matches = list(ADDRESS.finditer(line)) if len(line) <= LONGEST_LINE else []
    entries = []
    position = 0
    for match in matches:
        name = _name(line[position : match.start()])
        if not name and len(matches) == 1:
            name = _name(line[match.end() :])
        entries.append(Entry(line=number, name=name, email=match[0], attended=True))
        position = match.end()
    return entries


def _name(text: str) -> str:
    name = clean(text).strip(EDGES)
    return name if len(name) <= LONGEST_NAME else ""
