"""Naming many people at once from a pasted list: first shown line by line, then written, all of it or nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from attendees.enums import ChangeKind
from attendees.models import Booking, Place
from attendees.people import Attendee
from attendees.people_list import Line, read_people
from attendees.services.eligibility import asked_fields, refuse_ineligible
from attendees.services.locking import lock_booking
from attendees.services.occupants import (
    lock_unnamed,
    refuse_closed,
    refuse_person,
    seat_person,
    tell_named,
    unnamed_places,
)
from workshops.foundation.errors import DomainError


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the list: the person it names and the place they would have, or why nobody can be named by it."""

    line: Line
    person: Attendee | None = None
    place: Place | None = None
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a list means, or what became of it. `named` counts those written: nought for a list that was only read."""

    rows: tuple[Row, ...]
    named: int = 0

    @property
    def understood(self) -> list[Row]:
        return [row for row in self.rows if row.person]

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if not row.person]

    @property
    def addresses(self) -> list[str]:
        """Whom it would name, in order."""
        return [row.person.email for row in self.rows if row.person]

    @property
    def left_over(self) -> str:
        """The lines that were refused, as they were typed, to be put right."""
        return "\n".join(row.line.text for row in self.refused)


def read_list(*, booking_id: int, text: str, declared: bool = False, overrule: bool = False) -> Outcome:
    """What naming from this list would do now, line by line. Writes nothing.

    `declared`: whether the booker says of everyone on it what the ticket types ask people to declare.
    """
    booking = Booking.objects.get(pk=booking_id)
    return Outcome(rows=tuple(_judge(unnamed_places(booking), text, declared=declared, overrule=overrule)))


def name_from_list(
    *,
    booking_id: int,
    text: str,
    by: str,
    declared: bool = False,
    seen: Sequence[str] | None = None,
    reason: str = "",
    overrule: bool = False,
) -> Outcome:
    """Name everyone on the lines that are understood, on the unnamed places in order, and tell them.

    `seen` is whom the booker was shown: when the list means other people by now, nothing is written and `named` is 0.
    Lines that are refused name nobody. Locks booking and sessions; all are named or none.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        rows = tuple(_judge(lock_unnamed(booking), text, declared=declared, overrule=overrule))
        outcome = Outcome(rows=rows)
        if seen is not None and list(seen) != outcome.addresses:
            return outcome
        for row in outcome.understood:
            _write(row, by=by, reason=reason)
    return Outcome(rows=rows, named=len(outcome.understood))


def _write(row: Row, *, by: str, reason: str) -> None:
    if row.place and row.person:
        seat_person(row.place, row.person, kind=ChangeKind.NAMED, by=by, reason=reason)
        tell_named(row.place)


def _judge(free: list[Place], text: str, *, declared: bool, overrule: bool) -> Iterator[Row]:
    """Each line with a place of its own, as long as there are some."""
    places, seated = iter(free), defaultdict[int, list[Attendee]](list)
    place = next(places, None)
    for line in read_people(text):
        if line.refusal:
            yield Row(line=line, refusal=line.refusal)
            continue
        if place is None:
            yield Row(line=line, refusal=_too_many(len(free)))
            continue
        person = _person(line, place, declared=declared)
        refusal = _refusal(place, person, seated[place.ticket_type_id], overrule=overrule)
        if refusal:
            yield Row(line=line, refusal=refusal)
            continue
        yield Row(line=line, person=person, place=place)
        seated[place.ticket_type_id].append(person)
        place = next(places, None)


def _too_many(count: int) -> str:
    if not count:
        return "Every place of this booking has a name."
    return f"No place is left for this person: {count} {'was' if count == 1 else 'were'} still to be named."


def _person(line: Line, place: Place, *, declared: bool) -> Attendee:
    """The cells behind the address answer what the ticket type asks, in its order."""
    more: dict[str, Any] = dict(zip(asked_fields(place.ticket_type), line.more, strict=False))
    return replace(Attendee(name=line.name, email=line.email, declared=declared), **more)


def _refusal(place: Place, person: Attendee, seated: Sequence[Attendee], *, overrule: bool) -> str:
    try:
        refuse_closed(place, overrule=overrule)
        refuse_person(place, person)
        refuse_ineligible(place.ticket_type, [*seated, person])
    except DomainError as refusal:
        return str(refusal)
    return ""
