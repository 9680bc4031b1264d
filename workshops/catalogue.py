"""Finds what the catalogue lists: coming sessions by date, then workshops that have no date yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, overload

from django.utils import timezone

from workshops.models import Session, Workshop
from workshops.querysets import SessionQuerySet, WorkshopQuerySet

Entry = Session | Workshop


@dataclass
class Catalogue(Sequence[Entry]):
    """Sessions and then workshops as one list; a slice fetches only what lies in it."""

    sessions: SessionQuerySet
    undated: WorkshopQuerySet

    def __post_init__(self) -> None:
        self._dated = self.sessions.count()
        self._length = self._dated + self.undated.count()

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        start, stop, _ = index.indices(self._length)
        dated = list(self.sessions[start : min(stop, self._dated)]) if start < self._dated else []
        rest = slice(max(start - self._dated, 0), max(stop - self._dated, 0))
        return [*dated, *(self.undated[rest] if stop > self._dated else [])]


def find(filters: Mapping[str, Any]) -> Catalogue:
    """What matches the cleaned data of a CatalogueForm. A day or a price leaves out workshops without a date."""
    workshops = _workshops(filters)
    sessions = _sessions(filters).filter(workshop__in=workshops.values("pk"))
    dateless = not (filters.get("first_day") or filters.get("last_day") or filters.get("price"))
    undated = workshops.exclude(pk__in=Session.objects.coming().values("workshop_id"))
    return Catalogue(
        sessions=sessions.with_details().order_by("starts_at", "pk"),
        undated=(undated if dateless else undated.none()).with_people().order_by("title", "pk"),
    )


def _workshops(filters: Mapping[str, Any]) -> WorkshopQuerySet:
    found: WorkshopQuerySet = Workshop.objects.published().naming(filters.get("q") or "")
    if filters.get("kind"):
        found = found.filter(kind=filters["kind"])
    if filters.get("presenter"):
        found = found.led_by(filters["presenter"])
    return found


def _sessions(filters: Mapping[str, Any]) -> SessionQuerySet:
    found: SessionQuerySet = Session.objects.coming()
    if filters.get("first_day"):
        found = found.filter(ends_at__gte=_midnight(filters["first_day"]))
    if filters.get("last_day"):
        found = found.filter(starts_at__lt=_midnight(filters["last_day"] + timedelta(days=1)))
    if filters.get("price"):
        found = found.free() if filters["price"] == "free" else found.paid()
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
