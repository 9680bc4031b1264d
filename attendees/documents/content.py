"""Every word and figure that an invoice, a receipt or a credit note prints, frozen. Money in whole pence."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any, Self

from workshops.printing.text import compose_texts


@dataclass(frozen=True, kw_only=True)
class Seller:
    """Whoever sells the places. `vat_number` is empty for one who is not registered for VAT."""

    name: str
    address: str = ""
    contact: str = ""
    vat_number: str = ""
    company_details: str = ""

    def __post_init__(self) -> None:
        compose_texts(self)


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """To whom the document is addressed, the address line by line."""

    name: str
    address: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        compose_texts(self)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the bill: `quantity` equal places, or a sum that is so many of nothing (None).

    Amounts are sums over the places, rounded place by place. `gross_pence` holds `vat_pence` at `vat_basis_points`;
    None of them: VAT has no part in this line.
    """

    title: str
    details: tuple[str, ...] = ()
    quantity: int | None = None
    vat_basis_points: int | None = None
    gross_pence: int
    vat_pence: int = 0

    def __post_init__(self) -> None:
        compose_texts(self)
        if not 0 <= self.vat_pence <= self.gross_pence:
            raise ValueError(f"{self.gross_pence} pence cannot hold {self.vat_pence} pence of VAT.")

    @property
    def net_pence(self) -> int:
        return self.gross_pence - self.vat_pence

    @property
    def each_pence(self) -> int | None:
        """Of one place, without VAT. Whole, since the places of a line are equal."""
        return self.net_pence // self.quantity if self.quantity else None


@dataclass(frozen=True, kw_only=True)
class RateTotal:
    """What was charged at one rate of VAT."""

    basis_points: int
    net_pence: int
    vat_pence: int


@dataclass(frozen=True, kw_only=True)
class DocumentContent:
    """All that a document says. Empty texts and None leave their line out. `kind` is one of DocumentKind."""

    kind: str
    number: str
    issued_on: date
    seller: Seller
    buyer: Buyer
    reference: str
    purchase_order: str = ""
    due_on: date | None = None
    how_to_pay: tuple[str, ...] = ()
    paid: str = ""
    credits: str = ""
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        compose_texts(self)

    @property
    def gross_pence(self) -> int:
        return sum(line.gross_pence for line in self.lines)

    @property
    def vat_pence(self) -> int:
        return sum(line.vat_pence for line in self.lines)

    @property
    def net_pence(self) -> int:
        return self.gross_pence - self.vat_pence

    @property
    def has_places(self) -> bool:
        return any(line.quantity for line in self.lines)

    @property
    def has_vat(self) -> bool:
        """Whether VAT is shown; a registered seller shows it at nought percent too."""
        return any(line.vat_basis_points is not None for line in self.lines)

    @property
    def rates(self) -> tuple[RateTotal, ...]:
        """What the lines come to at each rate, the highest rate first."""
        charged = sorted((line for line in self.lines if line.vat_basis_points is not None), key=_rate, reverse=True)
        return tuple(_total(rate, list(lines)) for rate, lines in groupby(charged, key=_rate))

    def as_json(self) -> dict[str, Any]:
        """For keeping: `from_json` gives back an equal content."""
        return asdict(self) | {
            "issued_on": self.issued_on.isoformat(),
            "due_on": self.due_on.isoformat() if self.due_on else None,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Refuses a name it does not know (TypeError), so that nothing kept is dropped unseen."""
        due_on = kept.get("due_on")
        return cls(
            **{
                **kept,
                "issued_on": date.fromisoformat(kept["issued_on"]),
                "due_on": date.fromisoformat(due_on) if due_on else None,
                "seller": Seller(**kept["seller"]),
                "buyer": Buyer(**kept["buyer"]),
                "lines": tuple(Line(**line) for line in kept["lines"]),
            }
        )


def _rate(line: Line) -> int:
    return line.vat_basis_points or 0


def _total(rate: int, lines: list[Line]) -> RateTotal:
    return RateTotal(
        basis_points=rate,
        net_pence=sum(line.net_pence for line in lines),
        vat_pence=sum(line.vat_pence for line in lines),
    )
