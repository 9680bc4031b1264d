"""Whose place a person of a report sits on: by address, by a name that one place alone has, else a human decides."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest

from attendees.evidence.enums import Role
from attendees.evidence.report import Person

MOST_SUGGESTIONS = 3
# Of those who share a word with the name, so many are looked at, the rarest word first; and of these the ones with
# most pairs of letters in common are compared letter by letter.
MOST_SHARING = 500
MOST_COMPARED = 12
LIKENESS = 0.6
TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "sir", "dame"})


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A place as far as matching needs it: who is named on it and every address that is known to be theirs."""

    place_id: int
    name: str
    emails: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Match:
    """A person and the place they sat on, with how that was found: "address", "name" or "decision"."""

    person: Person
    place_id: int
    how: str


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A person whom only a human may place; `suggestions` are ids of places, the likeliest first, perhaps none."""

    person: Person
    suggestions: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a report would do, before it does anything."""

    matched: tuple[Match, ...] = ()
    uncertain: tuple[Doubt, ...] = ()
    unknown: tuple[Person, ...] = ()
    dismissed: tuple[Person, ...] = ()
    staff: tuple[Person, ...] = ()
    no_shows: tuple[Person, ...] = ()
    absent: tuple[Seat, ...] = ()


@dataclass
class _Sorted:
    matched: list[Match] = field(default_factory=list)
    uncertain: list[Doubt] = field(default_factory=list)
    unknown: list[Person] = field(default_factory=list)
    dismissed: list[Person] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)
    no_shows: list[Person] = field(default_factory=list)


def key_of(person: Person) -> str:
    """Under which a decision about this person is remembered: the address, else the name as it is compared.

    Someone whom the meeting could not tell stays apart from someone of the same name whom it could.
    """
    name = plain(person.name) or person.name.casefold()
    return person.email or f"name:{name}{' (unverified)' if person.is_unverified else ''}"


def plan_of(people: Sequence[Person], seats: Sequence[Seat], decisions: Mapping[str, int | None]) -> Plan:
    """Place each person of a report. `decisions` are what humans said before, by `key_of`: a place, or None for nobody of ours."""
    index = _Index(seats)
    found = _Sorted()
    for person in people:
        _place(person, index, decisions, found)
    _take_back_namesakes(found)
    here = {match.place_id for match in found.matched}
    return Plan(
        matched=tuple(found.matched),
        uncertain=tuple(found.uncertain),
        unknown=tuple(found.unknown),
        dismissed=tuple(found.dismissed),
        staff=tuple(found.staff),
        no_shows=tuple(found.no_shows),
        absent=tuple(seat for seat in seats if seat.place_id not in here),
    )


def _place(person: Person, index: "_Index", decisions: Mapping[str, int | None], found: _Sorted) -> None:
    key = key_of(person)
    if person.attended is False:
        found.no_shows.append(person)
    elif key in decisions:
        _as_decided(person, decisions[key], index, found)
    elif person.role != Role.ATTENDEE and not index.by_address(person):
        found.staff.append(person)
    else:
        _as_found(person, index, found)


def _take_back_namesakes(found: _Sorted) -> None:
    """Two people of one name with addresses of their own may be two people: their name alone seats neither of them."""
    addresses: dict[tuple[int, str], set[str]] = defaultdict(set)
    for match in found.matched:
        addresses[match.place_id, plain(match.person.name)] |= {match.person.email} - {""}
    kept = []
    for match in found.matched:
        alike = addresses[match.place_id, plain(match.person.name)]
        if match.how == "name" and match.person.email and len(alike) > 1:
            found.uncertain.append(Doubt(person=match.person, suggestions=(match.place_id,)))
        else:
            kept.append(match)
    found.matched = kept


def _as_decided(person: Person, place_id: int | None, index: "_Index", found: _Sorted) -> None:
    if place_id is None:
        found.dismissed.append(person)
    elif place_id in index.ids:
        found.matched.append(Match(person=person, place_id=place_id, how="decision"))
    else:
        # The place was given back since: the decision holds no more.
        _as_found(person, index, found)


def _as_found(person: Person, index: "_Index", found: _Sorted) -> None:
    by_address = index.by_address(person)
    by_name = index.by_name(person)
    if len(by_address) == 1:
        found.matched.append(Match(person=person, place_id=by_address[0], how="address"))
    elif not by_address and len(by_name) == 1 and not person.is_unverified:
        found.matched.append(Match(person=person, place_id=by_name[0], how="name"))
    elif suggestions := tuple(dict.fromkeys([*by_address, *by_name, *index.like(person)]))[:MOST_SUGGESTIONS]:
        found.uncertain.append(Doubt(person=person, suggestions=suggestions))
    else:
        found.unknown.append(person)


class _Index:
    """The places of a session, found by address, by name and by the words of a name."""

    def __init__(self, seats: Iterable[Seat]) -> None:
        self.ids: set[int] = set()
        self._addresses: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        self._plain: dict[int, str] = {}
        for seat in seats:
            self._add(seat)

    def _add(self, seat: Seat) -> None:
        self.ids.add(seat.place_id)
        for email in seat.emails:
            self._addresses[email].append(seat.place_id)
        name = self._plain[seat.place_id] = plain(seat.name)
        if name:
            self._names[name].append(seat.place_id)
        for word in set(name.split()):
            self._words[word].append(seat.place_id)

    def by_address(self, person: Person) -> list[int]:
        """Places that one of the person's addresses belongs to; their first address alone where that is known."""
        known = self._addresses.get(person.email, []) if person.email else []
        others = (place for email in person.other_emails for place in self._addresses.get(email, []))
        return list(known) or list(dict.fromkeys(others))

    def by_name(self, person: Person) -> list[int]:
        """Places whose name is one of the person's, in the order it is written. Turned round, it is only a suggestion."""
        found = (place for name in _names(person) for place in self._names.get(name, []))
        return list(dict.fromkeys(found))

    def like(self, person: Person) -> list[int]:
        """Places with a name that looks like one of the person's, the likeliest first."""
        scored: dict[int, float] = {}
        for name in _names(person):
            for place in self._sharing(name):
                scored[place] = max(scored.get(place, 0.0), _likeness(name, self._plain[place]))
        likely = [place for place in scored if scored[place] >= LIKENESS]
        return sorted(likely, key=lambda place: (-scored[place], place))

    def _sharing(self, name: str) -> list[int]:
        words = sorted(name.split(), key=lambda word: len(self._words.get(word, ())))
        shared = list(dict.fromkeys(place for word in words for place in self._words.get(word, ())))[:MOST_SHARING]
        own = _pairs(name)
        return nlargest(MOST_COMPARED, shared, key=lambda place: len(own & _pairs(self._plain[place])))


def _names(person: Person) -> list[str]:
    """The person's names as they are compared; those of devices and one-word names come along for what they are worth."""
    return [name for name in dict.fromkeys(plain(text) for text in (person.name, *person.other_names)) if name]


def _likeness(one: str, other: str) -> float:
    """Between nought and one, whichever way round the words stand."""
    written = _ratio(one, other)
    turned = " ".join(sorted(one.split())), " ".join(sorted(other.split()))
    return written if turned == (one, other) else max(written, _ratio(*turned) - 0.01)


def _ratio(one: str, other: str) -> float:
    """Nought where a quick look shows that it is too little."""
    matcher = SequenceMatcher(None, one, other)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < LIKENESS:
        return 0.0
    return matcher.ratio()


@lru_cache(maxsize=20_000)
def _pairs(name: str) -> frozenset[str]:
    """Letters that stand side by side in a word."""
    return frozenset(word[at : at + 2] for word in name.split() for at in range(max(1, len(word) - 1)))


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name as it is compared: small letters without accents, titles and marks off, "Surname, Forename" put in order."""
    surname, comma, forename = name.partition(",")
    ordered = f"{forename} {surname}" if comma and forename.strip() else name
    decomposed = unicodedata.normalize("NFKD", ordered.casefold())
    letters = "".join(_kept(character) for character in decomposed if not unicodedata.combining(character))
    return " ".join(word for word in letters.split() if word not in TITLES)


def _kept(character: str) -> str:
    if character in "'’\u02bc`":
        return ""
    return character if character.isalnum() else " "
