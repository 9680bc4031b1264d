"""Pairs single joins and leaves into stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from attendees.evidence.reading.clock import Clock
from attendees.evidence.reading.entries import Entry
from attendees.evidence.reading.names import identity
from attendees.evidence.reading.sightings import Sighting, unreadable
from attendees.evidence.report import END_UNKNOWN, Stay

JOINS = frozenset({"joined", "joined before", "join", "beigetreten", "vorher beigetreten", "a rejoint", "se unió"})
LEAVES = frozenset({"left", "leave", "verlassen", "a quitté", "abandonó"})
NO_JOIN = "left without having joined"
JOINED_TWICE = "joined twice without leaving in between"
# Joins of one meeting lie closer together; a list may hold the meeting of another day as well.
ONE_MEETING = timedelta(hours=18)


def pair_events(entries: Sequence[Entry], clock: Clock) -> list[Sighting]:
    """A join lasts until the next leave of the same name; without one its end is unknown."""
    sightings: list[Sighting] = []
    people: dict[str, list[tuple[datetime, Entry]]] = {}
    for entry in entries:
        moment = clock.moment(entry.joined)
        if moment is None:
            sightings.append(Sighting(entry, doubt=unreadable("time", entry.joined)))
        elif not clock.is_near(moment):
            sightings.append(Sighting(entry, Stay(start=moment, end=moment), other_day=True))
        elif entry.action.lower() not in JOINS | LEAVES:
            sightings.append(Sighting(entry, doubt=unreadable("action", entry.action)))
        else:
            people.setdefault(identity(entry.name), []).append((moment, entry))
    for events in people.values():
        sightings += _pair(events)
    return sightings


def _pair(events: list[tuple[datetime, Entry]]) -> list[Sighting]:
    found: list[Sighting] = []
    begun: tuple[datetime, Entry] | None = None
    for moment, entry in sorted(events, key=lambda event: (event[0], event[1].action.lower() in JOINS)):
        if begun and moment - begun[0] > ONE_MEETING:
            found.append(_open(begun))
            begun = None
        if entry.action.lower() in JOINS:
            found += [Sighting(entry, doubt=JOINED_TWICE)] if begun else []
            begun = begun or (moment, entry)
        elif begun:
            found.append(Sighting(begun[1], Stay(start=begun[0], end=moment)))
            begun = None
        else:
            found.append(Sighting(entry, doubt=NO_JOIN))
    return [*found, _open(begun)] if begun else found


def _open(begun: tuple[datetime, Entry]) -> Sighting:
    return Sighting(begun[1], Stay(start=begun[0], end=None), doubt=END_UNKNOWN)
