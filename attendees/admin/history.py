"""Everything that happened to a booking or a place, in one list: changes of state, of places, and money that arrived."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from attendees.enums import ChangeKind, Decision, PaymentState
from attendees.models import Booking, Payment, Place, PlaceChange, User
from attendees.services.attendance_record import SUBJECT, UNMARKED
from workshops.foundation.money import exact_amount
from workshops.models import StateChange

LATEST = 100
# Who acts without a person at the keyboard, as the audit calls them and as a reader would.
DOORS = {
    "booker": "the booker",
    "attendee": "the attendee",
    "stripe": "Stripe",
    "sweep": "Lectern, because time ran out",
    "waiting list": "the waiting list",
}


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One line: what became of what, by whom and why."""

    at: datetime
    what: str
    by: str
    reason: str = ""


def history_of_booking(booking: Booking) -> list[Happened]:
    """The latest first. Five queries at most, however much happened."""
    places = Place.objects.filter(booking=booking)
    lines = [
        *_states_of(booking, [booking.pk], "Booking"),
        *_changes(PlaceChange.objects.filter(place__in=places), with_code=True),
        *_arrivals(booking),
    ]
    return _told(lines)


def history_of_place(place: Place) -> list[Happened]:
    """The latest first, its own states included."""
    return _told([*_states_of(place, [place.pk], "Place"), *_changes(PlaceChange.objects.filter(place=place))])


def history_of_attendance(place: Place) -> list[Happened]:
    """The latest first: decisions, confirmations, reopenings, and stays that came and went by hand."""
    words = dict(Decision.choices) | {UNMARKED: "Not marked"}
    found = StateChange.objects.filter(subject=SUBJECT, subject_id=place.pk).order_by("-pk")[:LATEST]
    return _told(
        Happened(
            at=change.created_at,
            what=str(words.get(change.to_state, change.to_state.capitalize())),
            by=change.by,
            reason=change.reason,
        )
        for change in found
    )


def _states_of(row: Model, ids: Iterable[int], noun: str) -> Iterable[Happened]:
    words = dict(row._meta.get_field("state").choices)
    found = StateChange.objects.filter(subject=row._meta.label_lower, subject_id__in=ids).order_by("-pk")[:LATEST]
    for change in found:
        became = f"{noun}: {words.get(change.from_state, change.from_state)} to {words.get(change.to_state)}"
        yield Happened(at=change.created_at, what=became, by=change.by, reason=change.reason)


def _changes(changes: Iterable[PlaceChange], *, with_code: bool = False) -> Iterable[Happened]:
    for change in changes.select_related("place").order_by("-pk")[:LATEST]:
        whose = f"Place {change.place.code}" if with_code else "Place"
        what = f"{whose} {change.get_kind_display().lower()}: {_between(change)}"
        yield Happened(at=change.created_at, what=what, by=change.by, reason=change.reason)


def _between(change: PlaceChange) -> str:
    if change.kind == ChangeKind.CANCELLED:
        return change.before
    return f"{change.before} to {change.after}" if change.before else change.after


def _arrivals(booking: Booking) -> Iterable[Happened]:
    payments = {payment.pk: payment for payment in Payment.objects.filter(booking=booking)}
    paid = StateChange.objects.filter(
        subject=Payment._meta.label_lower, subject_id__in=payments, to_state=PaymentState.PAID
    )
    for change in paid if payments else ():
        payment = payments[change.subject_id]
        what = f"{payment.get_method_display()}: {exact_amount(payment.amount_pence)} arrived"
        yield Happened(at=change.created_at, what=what, by=change.by, reason=change.reason)


def _told(lines: Iterable[Happened]) -> list[Happened]:
    latest = sorted(lines, key=lambda line: line.at, reverse=True)[:LATEST]
    names = names_of(line.by for line in latest)
    return [Happened(at=line.at, what=line.what, by=names.get(line.by, line.by), reason=line.reason) for line in latest]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """What the audit's "user:7" is called by people; an account that is gone keeps its number."""
    ids = {actor.removeprefix("user:") for actor in actors if actor.startswith("user:")}
    users = User.objects.filter(pk__in=[number for number in ids if number.isdecimal()])
    return DOORS | {f"user:{user.pk}": str(user) for user in users}
