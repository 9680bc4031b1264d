"""Rows of the same person together: the same address, or the same name where there is no address."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from attendees.evidence.enums import Role
from attendees.evidence.reading.addresses import read_address, read_principal
from attendees.evidence.reading.names import CALLER, Names, identity, read_names
from attendees.evidence.reading.sightings import WAITED, Sighting
from attendees.evidence.report import Person, Stay

RANKS = (Role.HOST, Role.PRESENTER, Role.ATTENDEE)
MOST_NOTES = 5


@dataclass
class _Rows:
    """What the rows of one person come to."""

    email: str
    names: Counter[str] = field(default_factory=Counter)
    emails: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    stays: set[Stay] = field(default_factory=set)
    totals: set[int] = field(default_factory=set)
    attended: set[bool] = field(default_factory=set)
    notes: dict[str, None] = field(default_factory=dict)
    has_waited: bool = False


def gather(sightings: Iterable[Sighting], *, host: str = "") -> tuple[Person, ...]:
    """People by name. `host` is the address or name that the file's own block gives to the meeting's host."""
    rows: dict[str, _Rows] = {}
    for sighting in sightings:
        email = read_address(sighting.entry.email)
        key = email or identity(sighting.entry.name)
        _add(rows.setdefault(key, _Rows(email)), sighting)
    people = [_person(each, host.lower()) for each in rows.values()]
    return _counted_callers(sorted(people, key=_by_name))


def _add(rows: _Rows, sighting: Sighting) -> None:
    entry = sighting.entry
    if entry.name:
        rows.names[entry.name] += 1
    principal = read_principal(entry.principal) if entry.principal else ""
    rows.emails |= {principal} if principal and principal != rows.email else set()
    rows.roles.add(entry.role)
    if entry.attended is not None:
        rows.attended.add(entry.attended)
    if entry.is_waiting:
        rows.has_waited = True
        return
    if sighting.stay:
        rows.stays.add(sighting.stay)
    if sighting.seconds is not None:
        rows.totals.add(sighting.seconds // 60)
    if sighting.doubt:
        rows.notes[sighting.doubt] = None


def _person(rows: _Rows, host: str) -> Person:
    known = {raw: read_names(raw) for raw in sorted(rows.names)}
    names = _names(rows, known)
    is_phone = bool(known) and all(each.is_phone for each in known.values())
    return Person(
        name=names[0] if names else rows.email,
        other_names=tuple(name for name in names[1:] if name != CALLER),
        email=rows.email,
        other_emails=tuple(sorted(rows.emails)),
        role=_role(rows, known.values(), host),
        stays=tuple(sorted(rows.stays, key=_in_time)),
        total_minutes=_total(rows),
        is_phone=is_phone,
        is_unverified=any(each.is_unverified for each in known.values()),
        attended=any(rows.attended) if rows.attended else None,
        notes=tuple(sorted(_notes(rows)))[:MOST_NOTES],
    )


def _names(rows: _Rows, known: Mapping[str, Names]) -> list[str]:
    """All names, the commonest first, the longest of those as common: "Priya Nair" before "Priya"."""
    counts: Counter[str] = Counter()
    for raw, each in known.items():
        counts[each.name] += rows.names[raw]
    shown = sorted(counts, key=lambda name: (-counts[name], -len(name), name))
    return list(dict.fromkeys([*shown, *(name for each in known.values() for name in each.others)]))


def _role(rows: _Rows, known: Collection[Names], host: str) -> Role:
    """The highest of the rows. Zoom's report of a meeting marks hosts in their names, or by the block about the meeting."""
    if any(each.is_host for each in known) or (host and host in {rows.email, *(each.name.lower() for each in known)}):
        return Role.HOST
    return next(role for role in RANKS if role in rows.roles)


def _total(rows: _Rows) -> int | None:
    return next(iter(rows.totals)) if len(rows.totals) == 1 and not rows.stays else None


def _notes(rows: _Rows) -> list[str]:
    notes = list(rows.notes)
    if len(rows.totals) > 1:
        totals = " and ".join(f"{total} min" for total in sorted(rows.totals))
        notes.append(f"several totals that may overlap: {totals}")
    if rows.has_waited and not rows.stays and not rows.totals and not notes:
        notes.append(WAITED)
    return notes


def _by_name(person: Person) -> tuple[object, ...]:
    return person.name.casefold(), person.email, person.is_unverified, [_in_time(stay) for stay in person.stays]


def _in_time(stay: Stay) -> tuple[object, bool, object]:
    return stay.start, stay.end is None, stay.end or stay.start


def _counted_callers(people: Sequence[Person]) -> tuple[Person, ...]:
    """Callers are told apart by a count, since their numbers are not kept."""
    count = 0
    told = []
    for person in people:
        count += person.is_phone
        told.append(replace(person, name=f"{CALLER} ({count})") if person.is_phone and count > 1 else person)
    return tuple(told)
