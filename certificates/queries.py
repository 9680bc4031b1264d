"""Look-ups of what was earned."""

from dataclasses import dataclass, field
from datetime import date

from attendees.models import User
from certificates.models import Certificate


@dataclass
class Year:
    """The CPD earned in one calendar year, in minutes."""

    year: int
    minutes: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)


def certificates_of(user: User) -> list[Certificate]:
    """The valid certificates of `user`, newest session first."""
    mine = Certificate.objects.valid().filter(place__user=user)
    return list(mine.select_related("place__session").order_by("-place__session__starts_at", "-pk"))


def hours_by_year(certificates: list[Certificate]) -> list[Year]:
    """Minutes by year of the session and kind of workshop, newest year first."""
    years: dict[int, Year] = {}
    for certificate in certificates:
        held: date = certificate.place.session.local_start.date()
        year = years.setdefault(held.year, Year(year=held.year))
        minutes, kind = certificate.snapshot["minutes"], certificate.snapshot["kind"]
        year.minutes += minutes
        year.by_kind[kind] = year.by_kind.get(kind, 0) + minutes
    return sorted(years.values(), key=lambda year: -year.year)
