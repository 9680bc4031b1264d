"""The lines of a document: equal places together, each sum the sum over its places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from attendees.documents.content import Line
from attendees.models import Place
from attendees.pricing import vat_within
from workshops.foundation.money import exact_amount


@dataclass(frozen=True)
class Part:
    """What of one place stands on a document: its price, or so much of it as goes back."""

    place: Place
    amount_pence: int
    vat_pence: int

    @property
    def alike(self) -> tuple[object, ...]:
        """Parts that agree in this share a line."""
        place = self.place
        kind = place.session_id, place.ticket_type_id, place.vat_basis_points
        price = place.list_pence, place.discount_id, place.discount_pence
        return *kind, *price, self.amount_pence, self.vat_pence


def whole(places: Iterable[Place]) -> list[Part]:
    """Each place with its whole price."""
    return [Part(place, place.price_pence, place.vat_pence) for place in places]


def lines_of(parts: Iterable[Part]) -> tuple[Line, ...]:
    """A line for all that are alike, in the order in which the first of each came."""
    groups: dict[tuple[object, ...], list[Part]] = {}
    for part in parts:
        groups.setdefault(part.alike, []).append(part)
    return tuple(map(_line, groups.values()))


def _line(parts: Sequence[Part]) -> Line:
    first = parts[0]
    return Line(
        title=first.place.session.workshop.title,
        details=(_what(first.place), *_reduced(first)),
        quantity=len(parts),
        vat_basis_points=first.place.vat_basis_points,
        gross_pence=sum(part.amount_pence for part in parts),
        vat_pence=sum(part.vat_pence for part in parts),
    )


def _what(place: Place) -> str:
    """ "29 January 2027 · Standard ticket"."""
    day = date_format(place.session.local_start, "l j F Y")
    return f"{day} · {place.ticket_type.name}"


def _reduced(part: Part) -> Iterable[str]:
    """How the amount differs from what the place was listed at."""
    place = part.place
    with_vat = "" if place.vat_basis_points is None else ", VAT included"
    if part.amount_pence != place.price_pence:
        yield f"{exact_amount(part.amount_pence)} of {exact_amount(place.price_pence)}{with_vat}"
    elif place.discount_pence:
        code = f" with code {place.discount.code}" if place.discount else ""
        yield f"{exact_amount(place.list_pence)} less {exact_amount(place.discount_pence)}{code}{with_vat}"


def difference_line(place: Place, *, amount_pence: int) -> tuple[Line, ...]:
    """What a place costs more than the one it replaces.

    Its VAT is the difference of theirs where that is what was paid, so that both receipts together hold the VAT of the
    place, to the penny; else that of the sum.
    """
    old, vat = place.replaces, vat_within(amount_pence, place.vat_basis_points)
    if old and place.price_pence - old.price_pence == amount_pence:
        vat = min(amount_pence, max(0, place.vat_pence - old.vat_pence))
    line = Line(
        title=f"Difference for another date: {place.session.workshop.title}",
        details=(_what(place),),
        vat_basis_points=place.vat_basis_points,
        gross_pence=amount_pence,
        vat_pence=vat,
    )
    return (line,)


def shared_lines(title: str, *, amount_pence: int, places: Sequence[Place]) -> tuple[Line, ...]:
    """A sum that is not the price of `places`, with VAT at their rate.

    Places at different rates share it in proportion to their prices, a line for each rate.
    """
    weights: dict[int | None, int] = {}
    for place in places:
        weights[place.vat_basis_points] = weights.get(place.vat_basis_points, 0) + place.price_pence
    details = tuple(dict.fromkeys(map(_what, places)))
    return tuple(
        Line(
            title=title,
            details=details,
            vat_basis_points=rate,
            gross_pence=share,
            vat_pence=vat_within(share, rate),
        )
        for rate, share in _shared(amount_pence, weights).items()
    )


def _shared(amount_pence: int, weights: dict[int | None, int]) -> dict[int | None, int]:
    """`amount_pence` in proportion to `weights`; the last takes what rounding leaves."""
    together = sum(weights.values()) or 1
    shares = {rate: amount_pence * weight // together for rate, weight in weights.items()}
    shares[next(reversed(shares))] += amount_pence - sum(shares.values())
    return shares
