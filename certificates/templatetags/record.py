"""The picture of CPD hours by year and kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template

from certificates.queries import Year
from workshops.enums import WorkshopKind
from workshops.foundation.durations import exact_hours, hours_label, spoken_hours

register = template.Library()
register.filter(hours_label)
register.filter(exact_hours)

PLURALS = {
    WorkshopKind.WORKSHOP: "Workshops",
    WorkshopKind.WEBINAR: "Webinars",
    WorkshopKind.CONFERENCE: "Conferences",
    WorkshopKind.RECORDING: "Recordings",
}


@dataclass(frozen=True)
class Bar:
    """One stretch of a year's bar; `start` and `width` in percent of the widest year."""

    kind: str
    start: str
    width: str


@register.inclusion_tag("certificates/_years.html")
def year_chart(years: Sequence[Year]) -> dict[str, Any]:
    """Bars by year with their figures in words beside and below: the picture adds nothing that the text lacks."""
    widest = max(year.minutes for year in years)
    rows = [
        {"year": year.year, "hours": spoken_hours(year.minutes), "bars": _bars(year, widest), "words": _words(year)}
        for year in years
    ]
    kinds = [(kind, words) for kind, words in PLURALS.items() if any(kind in year.by_kind for year in years)]
    return {"rows": rows, "kinds": kinds}


def _bars(year: Year, widest: int) -> list[Bar]:
    bars, start = [], 0.0
    for kind in PLURALS:
        width = 100 * year.by_kind.get(kind, 0) / widest
        if width:
            bars.append(Bar(kind, f"{start:.2f}%", f"{width:.2f}%"))
            start += width
    return bars


def _words(year: Year) -> str:
    parts = [
        f"{words.lower()} {spoken_hours(year.by_kind[kind])}" for kind, words in PLURALS.items() if kind in year.by_kind
    ]
    return ", ".join(parts).capitalize()
