"""The plan of a report as organisers see it: who sits where, who is to be decided, what was passed over and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import date_format

from attendees.evidence import Person
from attendees.evidence.matching import Match, plain
from attendees.evidence.minutes import Evidence
from attendees.models import Place
from attendees.services.evidence_plan import FilePlan
from workshops.foundation.durations import exact_hours

MOST_SHOWN = 200
DECISIONS_PER_PAGE = 20
# Beyond so many a list of all places is no help: there is a page with a search for each person.
MOST_CHOICES = 200
HOW = {"address": "by address", "name": "by name", "decision": "as decided"}
NOBODY = "nobody"
LIKELY = "Perhaps"
LATER = ("", "Decide later")
NOBODY_OF_OURS = (NOBODY, "Nobody of ours")


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A person of the report, and what may be said of them."""

    key: str
    person: Person
    when: str
    options: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()

    @property
    def query(self) -> str:
        """Of the address of the page about them."""
        return urlencode({"key": self.key})

    @property
    def likely(self) -> str:
        """Who they may be, by name."""
        return ", ".join(words for label, choices in self.options if label == LIKELY for _, words in choices)

    @property
    def others(self) -> str:
        return ", ".join(self.person.other_names)


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A place with the people of the report on it, and the minutes that would come of it."""

    place: Place
    people: Sequence[tuple[Someone, str]]
    minutes: str
    is_held: bool


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Rows of which perhaps not all are shown; `count` is how many there are."""

    rows: Sequence[Any]
    count: int

    @property
    def is_cut(self) -> bool:
        return len(self.rows) < self.count


def plan_context(plan: FilePlan, *, page: str, search: str) -> dict[str, Any]:
    """What the page of a plan shows. Minutes are worked out for the rows that are shown only."""
    found = plan.found
    return {
        "plan": plan,
        "person_path": reverse("admin:workshops_session_report_person", args=[plan.file.session_id, plan.file.pk]),
        "to_decide": _to_decide(plan, page),
        "sitting": _sitting(plan, search),
        "dismissed": _people(plan, found.dismissed),
        "staff": _people(plan, found.staff),
        "no_shows": _people(plan, found.no_shows),
        "unseen": _cut([plan.places[seat.place_id] for seat in plan.unseen]),
        "ignored": _cut(plan.report.ignored),
        "search": search,
        "has_all_choices": len(plan.places) <= MOST_CHOICES,
    }


def someone(plan: FilePlan, person: Person) -> Someone:
    return Someone(key=plan.key_of(person), person=person, when=when_of(plan, person))


def when_of(plan: FilePlan, person: Person) -> str:
    """From the first joining to the last leaving by the session's clock, or the total that the file gives."""
    if person.total_minutes is not None:
        return f"{exact_hours(person.total_minutes)} in all"
    if not person.stays:
        return "no time that can be read"
    first = min(stay.start for stay in person.stays).astimezone(plan.file.session.zone)
    ends = [stay.end for stay in person.stays if stay.end]
    if len(ends) < len(person.stays):
        return f"from {date_format(first, 'j M, H:i')}, end unknown"
    last = max(ends).astimezone(plan.file.session.zone)
    shape = "H:i" if last.date() == first.date() else "j M, H:i"
    return f"{date_format(first, 'j M, H:i')} to {date_format(last, shape)}"


def told(evidence: Evidence) -> str:
    """ "5 h 12 min of 5 h 30 min", and what is doubtful about it."""
    if evidence.minutes is None:
        return "to review: no time that can be read"
    possible = f" of {exact_hours(evidence.possible)}" if evidence.possible else ""
    doubts = [
        *(["total only, breaks cannot be told apart"] if evidence.is_total_only else []),
        *(["end unknown"] if evidence.has_open_end else []),
        *evidence.doubts,
    ]
    return "; ".join([f"{exact_hours(evidence.minutes)}{possible}", *doubts])


def place_label(place: Place) -> str:
    """Who sits there; an unnamed place by its booking."""
    if not place.attendee_name:
        return f"Unnamed place of booking {place.booking.reference}"
    return f"{place.attendee_name}, {place.attendee_email}" if place.attendee_email else place.attendee_name


def places_like(plan: FilePlan, search: str) -> list[Place]:
    """Places whose name, address or booking holds every word of `search`."""
    words = plain(search).split() or search.lower().split()
    return [place for place in plan.places.values() if all(word in _text(place) for word in words)]


def _text(place: Place) -> str:
    return f"{plain(place.attendee_name)} {plain(place.attendee_email)} {place.booking.reference.lower()}"


def _to_decide(plan: FilePlan, number: str) -> Page:
    """Whom only a human can place, those with suggestions first; the choices of one page only are worked out."""
    waiting = [
        *((doubt.person, doubt.suggestions) for doubt in plan.found.uncertain),
        *((person, ()) for person in plan.found.unknown),
    ]
    page = Paginator(waiting, DECISIONS_PER_PAGE).get_page(number)
    everyone = _choices(plan.places.values()) if len(plan.places) <= MOST_CHOICES else []
    page.object_list = [
        Someone(
            key=plan.key_of(person),
            person=person,
            when=when_of(plan, person),
            options=_options(plan, suggestions, everyone),
        )
        for person, suggestions in page.object_list
    ]
    return page


def _options(
    plan: FilePlan, suggestions: Iterable[int], everyone: Sequence[tuple[str, str]]
) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    likely = _choices(plan.places[place_id] for place_id in suggestions)
    groups = [("", [LATER, NOBODY_OF_OURS]), (LIKELY, likely), ("All places", everyone)]
    return [(label, choices) for label, choices in groups if choices]


def _choices(places: Iterable[Place]) -> list[tuple[str, str]]:
    return [(str(place.pk), place_label(place)) for place in places]


def _sitting(plan: FilePlan, search: str) -> Shown:
    matches: dict[int, list[Match]] = {}
    for match in plan.found.matched:
        matches.setdefault(match.place_id, []).append(match)
    places = [place for place in places_like(plan, search) if place.pk in matches]
    rows = [
        Sitting(
            place=place,
            people=[(someone(plan, match.person), HOW[match.how]) for match in matches[place.pk]],
            minutes=told(plan.evidence_of(place.pk)),
            is_held=plan.is_held(place.pk),
        )
        for place in places[:MOST_SHOWN]
    ]
    return Shown(rows=rows, count=len(places))


def _people(plan: FilePlan, people: Sequence[Person]) -> Shown:
    return Shown(rows=[someone(plan, person) for person in people[:MOST_SHOWN]], count=len(people))


def _cut(rows: Sequence[Any]) -> Shown:
    return Shown(rows=rows[:MOST_SHOWN], count=len(rows))
