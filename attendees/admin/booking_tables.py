"""What stands on the page of a booking: facts at its head, then its places, its payments and its documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from attendees.admin.billing import is_invoiced
from attendees.admin.place_open import STEPS, WITH, is_moving, open_steps
from attendees.enums import LIVE_BOOKINGS, BookingState, PlaceState, RefundState
from attendees.models import Booking, Place
from attendees.services.balances import balance_of
from workshops.foundation.money import exact_amount, spoken_price

NOT_DUE = (BookingState.REQUESTED, BookingState.OFFERED, BookingState.DECLINED)


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """One place in the table: how it stands, what is known of its person, and where it can be changed."""

    place: Place
    standing: str
    person: str
    page: str
    links: list[tuple[str, str]]


def tables_of(booking: Booking, request: HttpRequest, *, may_act: bool) -> dict[str, Any]:
    """Each part for those who may see its rows. The same queries however many there are."""
    prefetch_related_objects([booking], "payments__refunds")
    may = request.user.has_perm
    shown: dict[str, Any] = {"facts": facts_of(booking)}
    if may("attendees.view_place") or may("attendees.change_place"):
        shown["places"] = place_lines(booking, may_act=may_act)
    if may("attendees.view_payment") or may("attendees.change_payment"):
        shown["payments"] = sorted(booking.payments.all(), key=lambda payment: payment.pk)
        shown["may_see_refunds"] = may("attendees.view_refund") or may("attendees.change_refund")
    if may("attendees.view_document") or may("attendees.change_document"):
        shown["documents"] = list(booking.documents.defer("snapshot").order_by("pk"))
    return shown


def facts_of(booking: Booking) -> list[tuple[str, str]]:
    """What an organiser looks for first. What is empty is left out."""
    balance, billing = balance_of(booking), getattr(booking, "billing", None)
    is_due = booking.state not in NOT_DUE
    facts = (
        ("State", _state(booking)),
        ("Settled", settled_how(booking)),
        ("Total", spoken_price(booking.total_pence)),
        ("Outstanding", exact_amount(balance.outstanding) if is_due and _is_owed(booking, balance.outstanding) else ""),
        ("Paid", exact_amount(balance.taken) if balance.taken else ""),
        ("Refunded", exact_amount(booking.refunded_pence) if booking.refunded_pence else ""),
        ("Refund failed", _failed(booking)),
        ("Due", moment(billing.due_at) if billing and is_due else ""),
        ("Purchase order", billing.purchase_order if billing else ""),
        ("Billed to", billing.name if billing else ""),
        ("Declined because", booking.declined_reason),
    )
    return [(term, words) for term, words in facts if words]


def settled_how(booking: Booking) -> str:
    """In the words of the list; nobody pays for what is free, whatever the column says."""
    is_free = booking.is_free and booking.state in LIVE_BOOKINGS
    return "Free" if is_free else str(booking.get_settlement_display())


def _is_owed(booking: Booking, outstanding: int) -> bool:
    return bool(outstanding) or is_invoiced(booking)


def _failed(booking: Booking) -> str:
    refunds = [refund for payment in booking.payments.all() for refund in payment.refunds.all()]
    lost = sum(refund.amount_pence for refund in refunds if refund.state == RefundState.FAILED)
    return exact_amount(lost) if lost else ""


def _state(booking: Booking) -> str:
    words = str(booking.get_state_display())
    is_held = booking.state in {BookingState.HELD, BookingState.OFFERED} and booking.hold_ends_at
    return f"{words}, at the latest {moment(booking.hold_ends_at)}" if is_held else words


def place_lines(booking: Booking, *, may_act: bool) -> list[PlaceLine]:
    """The places, live ones first."""
    places = list(booking.places.select_related(*WITH).order_by("pk"))
    for place in places:
        place.booking = booking
    return [_line(place, may_act=may_act) for place in sorted(places, key=lambda place: not place.is_live)]


def _line(place: Place, *, may_act: bool) -> PlaceLine:
    return PlaceLine(
        place=place,
        standing=standing_of(place),
        person=", ".join(person_of(place)),
        page=reverse("admin:attendees_place_change", args=[place.pk]),
        links=[(STEPS[name], step_address(place, name)) for name in open_steps(place)] if may_act else [],
    )


def step_address(place: Place, name: str) -> str:
    return reverse(f"admin:attendees_place_{name}", args=[place.pk])


def standing_of(place: Place) -> str:
    """How a place stands, in the words of someone who asks where it went."""
    newer = getattr(place, "replaced_by", None)
    if place.hold_ends_at:
        return f"Waits for the difference, until {moment(place.hold_ends_at)}"
    if place.is_live and is_moving(place):
        return f"{place.get_state_display()}, moves once the difference is paid"
    if place.state == PlaceState.RELEASED and newer is not None:
        return f"Moved to {date_format(newer.session.local_start, 'j M Y')}"
    if place.state == PlaceState.RELEASED and place.replaces is not None and place.replaces.is_live:
        return "Released: the difference was not paid"
    return str(place.get_state_display())


def person_of(place: Place) -> Iterable[str]:
    """What the ticket asked of the person, without name and address."""
    registration = f"{place.registration_body} {place.registration_number}".strip()
    return [text for text in (place.profession, place.service, registration) if text]


def moment(at: datetime | None) -> str:
    """A day and time, as the organisers' pages say it."""
    return date_format(localtime(at), "j M Y, H:i") if at else ""
