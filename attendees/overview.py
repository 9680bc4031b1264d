"""Who is named on the places of a booking and who attended, for whoever booked them. Names, addresses, attendance: no more."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format

from attendees.attendance_words import is_too_short
from attendees.enums import LIVE_BOOKINGS, BookingState, ChangeKind, Decision, PlaceState
from attendees.models import Booking, Place, PlaceChange
from attendees.place_links import invite_link
from attendees.policy import Policy
from attendees.services.occupants import naming_refusal

BEFORE = {
    BookingState.REQUESTED: "To be approved",
    BookingState.OFFERED: "On offer",
    BookingState.HELD: "Not paid yet",
}
ATTENDED = {
    Decision.FULL: "Attended",
    Decision.PART: "Attended in part",
    Decision.ABSENT: "Absent",
}
TOO_SHORT = "Too short to count"
# What a reader wants to hear of; that someone was named, they see.
TOLD = (ChangeKind.RENAMED, ChangeKind.HANDED_OVER, ChangeKind.MOVED)


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One place: how it stands in a word or two, CPD minutes once attendance is confirmed, what changed and when."""

    place: Place
    standing: str
    minutes: int | None = None
    is_absent: bool = False
    changes: list[str] = field(default_factory=list)
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The places of a booking. `invite` is the address that its booker passes on, while somebody can still be named."""

    rows: list[PlaceRow]
    live: int
    unnamed: int
    invite: str
    names_until: object
    has_certificates: bool
    ticket_names: list[str]

    @property
    def several(self) -> bool:
        return len(self.rows) > 1


def overview_of(booking: Booking) -> Overview:
    """Everything a booker sees of their places, those given back last. Reads what `with_details` fetched, and no more."""
    places = list(booking.places.all())
    shown = [place for place in places if not (_gave_way(place) or _came_to_nothing(place))]
    live = [place for place in shown if place.is_live and not place.hold_ends_at]
    unnamed = [place for place in live if not place.is_named]
    may_name = booking.state in LIVE_BOOKINGS and not naming_refusal(unnamed)
    return Overview(
        rows=[_row(place) for place in sorted(shown, key=lambda place: (not place.is_live, place.pk))],
        live=len(live),
        unnamed=len(unnamed),
        invite=settings.SITE_URL + invite_link(booking) if may_name else "",
        names_until=Policy.of_booking(booking).swap_until(live[0].session) if live else None,
        has_certificates=any(_attended(place) for place in places),
        ticket_names=sorted({place.ticket_type.name for place in shown}),
    )


def share_session(booking: Booking) -> Booking:
    """The booking, its places knowing its session: only those moved to another date fetch theirs, all in two queries."""
    moved = []
    for place in booking.places.all():
        if place.session_id == booking.session_id:
            place.session = booking.session
        else:
            moved.append(place)
    prefetch_related_objects(moved, "session__parts", "session__workshop__presenter_links__presenter")
    return booking


def _gave_way(place: Place) -> bool:
    """Whether a place on another date took over: that one is shown instead, with its move among the changes."""
    newer = getattr(place, "replaced_by", None)
    return place.state == PlaceState.RELEASED and newer is not None


def _came_to_nothing(place: Place) -> bool:
    """Whether this was a move that was not paid for in time, so that the old place stayed."""
    return place.state == PlaceState.RELEASED and place.replaces is not None and place.replaces.is_live


def _row(place: Place) -> PlaceRow:
    standing = _standing(place)
    return PlaceRow(
        place=place,
        standing=standing,
        minutes=place.attendance.minutes if _attended(place) else None,
        is_absent=standing in {ATTENDED[Decision.ABSENT], TOO_SHORT},
        changes=[_told(change, place) for change in place.changes.all() if change.kind in TOLD],
        is_open=place.is_live and place.session.ends_at > timezone.now(),
    )


def _standing(place: Place) -> str:
    attendance = getattr(place, "attendance", None)
    if place.state == PlaceState.RELEASED:
        return "Given back"
    if attendance and attendance.confirmed_at:
        return TOO_SHORT if is_too_short(attendance) else ATTENDED[attendance.decision]
    if place.hold_ends_at:
        return "Move not paid"
    if place.session.ends_at <= timezone.now() and place.state == PlaceState.CONFIRMED:
        return "Not recorded yet"
    if not place.is_named:
        return "To be named"
    return BEFORE.get(place.booking.state, "Confirmed")


def _attended(place: Place) -> bool:
    attendance = getattr(place, "attendance", None)
    return bool(attendance and attendance.confirmed_at and attendance.decision in {Decision.FULL, Decision.PART})


def _told(change: PlaceChange, place: Place) -> str:
    day = date_format(change.created_at.astimezone(place.session.zone), "j F Y")
    before = f" from {change.before.partition(' <')[0]}" if change.before else ""
    return f"{change.get_kind_display()}{before} on {day}"
