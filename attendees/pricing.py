"""What one place costs: discount first, then VAT out of what remains. Whole pence, each place rounded by itself.

No questions to the database: whoever calls has the ticket, the code and the rate at hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workshops.models import DiscountCode, VatRate

# Cards take no less. A price that a discount brings below this is nought.
LEAST_PENCE = 30
WHOLE = 10_000


@dataclass(frozen=True, kw_only=True)
class PlacePrice:
    """The price of one place in pence, VAT included. `vat_basis_points` is None while the provider is not registered."""

    list_pence: int
    discount_pence: int = 0
    vat_basis_points: int | None = None

    @property
    def price_pence(self) -> int:
        return self.list_pence - self.discount_pence

    @property
    def vat_pence(self) -> int:
        return vat_within(self.price_pence, self.vat_basis_points)

    @property
    def net_pence(self) -> int:
        return self.price_pence - self.vat_pence


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What a booking will cost. Sums in pence over its places."""

    places: Sequence[PlacePrice]

    @property
    def list_pence(self) -> int:
        return sum(place.list_pence for place in self.places)

    @property
    def discount_pence(self) -> int:
        return sum(place.discount_pence for place in self.places)

    @property
    def total_pence(self) -> int:
        return sum(place.price_pence for place in self.places)

    @property
    def vat_pence(self) -> int:
        return sum(place.vat_pence for place in self.places)

    @property
    def net_pence(self) -> int:
        return self.total_pence - self.vat_pence

    @property
    def has_vat(self) -> bool:
        """Whether VAT is to be shown; a registered provider shows it at nought percent too."""
        return any(place.vat_basis_points is not None for place in self.places)


def half_up(numerator: int, denominator: int) -> int:
    """A quotient of non-negative whole numbers, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def vat_within(gross_pence: int, basis_points: int | None) -> int:
    """The VAT that `gross_pence` holds at a rate in hundredths of a percent, rounded half up to the penny."""
    if not basis_points:
        return 0
    return half_up(gross_pence * basis_points, WHOLE + basis_points)


def percent_of(pence: int, percent: int) -> int:
    """`percent` percent of a sum, rounded half up to the penny."""
    return half_up(pence * percent, 100)


def discount_on(list_pence: int, discount: DiscountCode | None) -> int:
    """What a code takes off one place, in pence: never more than the price, and the whole of it where too little is left."""
    if discount is None:
        return 0
    off = percent_of(list_pence, discount.percent) if discount.percent else min(discount.amount_pence or 0, list_pence)
    return list_pence if list_pence - off < LEAST_PENCE else off


def place_price(
    list_pence: int, *, discount: DiscountCode | None = None, vat_rate: VatRate | None = None
) -> PlacePrice:
    """The price of one place. `vat_rate` None: the provider is not registered for VAT."""
    return PlacePrice(
        list_pence=list_pence,
        discount_pence=discount_on(list_pence, discount),
        vat_basis_points=None if vat_rate is None else vat_rate.basis_points,
    )
