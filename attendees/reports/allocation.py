"""Which places the money of a booking belongs to. Pure sums: no questions to the database.

A payment goes to the places that are not paid yet, and a refund is taken from those that hold more than is owed for
them: in proportion to the pence, and where that leaves nothing to go by, in proportion to the price. Of what is left over
after rounding down, the largest remainders get a penny each, so the parts always come to the whole. A place that moved
and the one it moved from are one seat, whose money counts for where it is now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """What is known of a place. `released_at` is None while it is live. Pence."""

    id: int
    session_id: int
    ticket_id: int
    price_pence: int
    kept_pence: int = 0
    is_released: bool = False
    released_at: datetime | None = None
    replaces_id: int | None = None

    def owed_at(self, moment: datetime) -> int:
        """What is owed for it then, counted from its own beginning: its price, or what is kept of it."""
        gone = self.is_released and (self.released_at is None or self.released_at <= moment)
        return self.kept_pence if gone else self.price_pence


@dataclass(frozen=True, kw_only=True)
class Movement:
    """Money that came in, or went back. `decided_at` orders it among the others; `moved_at` is the day it counts on."""

    booking_id: int
    amount_pence: int
    comes_in: bool
    method: str
    decided_at: datetime
    moved_at: datetime


@dataclass(frozen=True)
class Share:
    """The part of a movement that belongs to one place."""

    movement: Movement
    place: PlaceFacts
    pence: int


class Seat:
    """A place, and those it moved on to: `places` in their order, all of which took effect."""

    def __init__(self, places: Sequence[PlaceFacts]) -> None:
        self.places = places
        self.held = 0

    @property
    def now(self) -> PlaceFacts:
        """Where its money counts."""
        return self.places[-1]

    def owed_at(self, moment: datetime) -> int:
        begun = [self.places[0]]
        for before, place in zip(self.places, self.places[1:], strict=False):
            if before.released_at is not None and before.released_at <= moment:
                begun.append(place)
        return sum(place.owed_at(moment) for place in begun)


def split(pence: int, weights: Sequence[int]) -> list[int]:
    """`pence` in parts that are proportional to `weights` and come to `pence` exactly; equal where all are nought."""
    whole = sum(weights)
    if not whole:
        weights, whole = [1] * len(weights), len(weights)
    parts = [pence * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda number: (-(pence * weights[number] % whole), number))
    for number in by_remainder[: pence - sum(parts)]:
        parts[number] += 1
    return parts


def allocate(places: Iterable[PlaceFacts], movements: Iterable[Movement]) -> list[Share]:
    """The shares of all movements of one booking, in the order in which they were decided. None of them is nought."""
    seats = seats_of(places)
    return [share for movement in sorted(movements, key=_turn) for share in _shares(seats, movement)]


def seats_of(places: Iterable[PlaceFacts]) -> list[Seat]:
    """A seat for each place that did not take over from another. A move that came to nothing has no seat."""
    known = {place.id: place for place in places}
    after = {place.replaces_id: place for place in known.values() if place.replaces_id in known}
    seats = []
    for place in known.values():
        if place.replaces_id in known:
            continue
        chain = [place]
        while (later := after.get(chain[-1].id)) and _took_effect(chain[-1], later):
            chain.append(later)
        seats.append(Seat(chain))
    return seats


def _took_effect(before: PlaceFacts, place: PlaceFacts) -> bool:
    """Whether a move was carried out: the old place went, and the new one was not given up before or with it."""
    if before.released_at is None:
        return False
    return not place.is_released or (place.released_at is not None and place.released_at > before.released_at)


def _turn(movement: Movement) -> tuple[datetime, bool]:
    return movement.decided_at, not movement.comes_in


def _shares(seats: Sequence[Seat], movement: Movement) -> list[Share]:
    owed = [seat.owed_at(movement.decided_at) for seat in seats]
    sign = 1 if movement.comes_in else -1
    missing = [max(0, sign * (due - seat.held)) for due, seat in zip(owed, seats, strict=True)]
    prices = [seat.now.price_pence for seat in seats]
    fallback = prices if movement.comes_in else [max(0, seat.held) for seat in seats]
    weights = next((found for found in (missing, fallback) if any(found)), prices)
    parts = split(movement.amount_pence, weights)
    for seat, part in zip(seats, parts, strict=True):
        seat.held += sign * part
    return [Share(movement, seat.now, part) for seat, part in zip(seats, parts, strict=True) if part]
