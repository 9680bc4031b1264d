"""Giving places back, one or all of a booking, under the policy frozen when they were booked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from attendees.emails import money_messages
from attendees.enums import BookingState, ChangeKind, PaymentState, PlaceState, Settlement
from attendees.errors import CancelRefusedError, ChangeRefusedError
from attendees.models import Booking, Payment, Place, PlaceChange
from attendees.policy import Policy
from attendees.pricing import percent_of
from attendees.services import seating
from attendees.services.balances import balance_of, give_back_excess, retotal
from attendees.services.checkouts import queue_closing
from attendees.services.confirming import confirm_booking
from attendees.services.crediting import credit_places
from attendees.services.locking import lock_booking, lock_sessions
from attendees.services.waiting_entries import end_entry_of
from workshops.enums import SessionState
from workshops.services.transitions import transition

# Nothing was charged yet for these, so nothing is kept.
NOT_CHARGED = (BookingState.REQUESTED, BookingState.OFFERED)
ATTENDED = (
    "The attendance of {} is confirmed, and a certificate may rest on it. Reopen it on the roster first, with the reason: "
    "that revokes the certificate."
)


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """What came of it: the booking, and the sum in pence that goes back."""

    booking: Booking
    refunded_pence: int


def cancel_places(
    *, booking_id: int, place_ids: Collection[int], by: str, reason: str = "", percent: int | None = None
) -> Cancelled:
    """Give some places of a booking back and tell its booker and whoever sat there; with the last one it is cancelled.

    `percent` None follows the policy; an organiser may give back another share. Locks the booking, then as
    `seating.release`. Raises ChangeRefusedError when none of the places is live, CancelRefusedError once a session began.
    """
    with transaction.atomic():
        booking = lock_booking(booking_id)
        places = list(booking.places.live().filter(pk__in=place_ids).select_related("session", "ticket_type"))
        if not places:
            raise ChangeRefusedError("This place was given back already.")
        was_confirmed = booking.state == BookingState.CONFIRMED
        refunded = release_places(booking, places, by=by, reason=reason, percent=percent)
        money_messages.queue_places_cancelled(
            booking, places, reason=reason, refunded_pence=refunded, tell_attendees=was_confirmed
        )
    return Cancelled(booking=booking, refunded_pence=refunded)


def release_places(
    booking: Booking, places: Sequence[Place], *, by: str, reason: str = "", percent: int | None = None
) -> int:
    """Release live places of a locked booking and settle the money; the sum in pence that goes back.

    Decides what is kept of each, credits it, asks for refunds, makes what is still to be paid payable, and moves the
    booking on: cancelled without a place left, confirmed with nothing left to pay. No message to the booker.
    """
    for place in places:
        place.kept_pence = _kept(booking, place, percent)
        PlaceChange.objects.create(place=place, kind=ChangeKind.CANCELLED, before=str(place), by=by, reason=reason)
    _refuse_attended(places)
    charged = [place for place in places if place.hold_ends_at is None]
    places = [*places, *_unfinished_moves(booking, places)]
    seating.release(places, by=by, reason=reason)
    credit_places(booking, charged, reason=reason or "Cancelled.")
    retotal(booking)
    _move_on(booking, places, by=by, reason=reason)
    is_over = booking.state == BookingState.CANCELLED
    return give_back_excess(booking, reason="The booking was cancelled." if is_over else "A place was cancelled.")


def _refuse_attended(places: Sequence[Place]) -> None:
    """Locks the sessions first, so that nobody confirms meanwhile."""
    lock_sessions(place.session_id for place in places)
    attended = Place.objects.filter(
        pk__in=[place.pk for place in places], attendance__confirmed_at__isnull=False
    ).first()
    if attended:
        raise CancelRefusedError(ATTENDED.format(attended))


def kept_pence(booking: Booking, place: Place) -> int:
    """What is kept of a place's price, in pence, when it is given back now. Raises CancelRefusedError when it cannot be."""
    return _kept(booking, place, None)


def _kept(booking: Booking, place: Place, percent: int | None) -> int:
    unpaid = booking.state in NOT_CHARGED or (
        booking.state == BookingState.HELD and booking.settlement == Settlement.CARD
    )
    if percent is None:
        percent = _percent_back(booking, place)
    if unpaid or place.hold_ends_at:
        return 0
    return place.price_pence - percent_of(place.price_pence, percent)


def _percent_back(booking: Booking, place: Place) -> int:
    if by_us(place):
        return 100
    now = timezone.now()
    if place.session.starts_at <= now:
        raise CancelRefusedError("This session has begun, so it can no longer be cancelled here. Write to us.")
    return Policy.of_booking(booking).percent_at(now, place.session)


def by_us(place: Place) -> bool:
    """Whether it was we who cancelled: then the policy for people who change their mind does not apply."""
    return place.session.state == SessionState.CANCELLED


def _unfinished_moves(booking: Booking, places: Sequence[Place]) -> list[Place]:
    """New places that wait for a difference, of places that go: they go too."""
    given = {place.pk for place in places}
    waiting = booking.places.live().filter(replaces__in=given, hold_ends_at__isnull=False)
    return [place for place in waiting if place.pk not in given]


def _move_on(booking: Booking, places: Sequence[Place], *, by: str, reason: str) -> None:
    """What the booking becomes once some of its places are gone."""
    if not booking.places.live().exists():
        booking.cancelled_at = timezone.now()
        transition(booking, to=BookingState.CANCELLED, by=by, reason=reason, save=("cancelled_at",))
        drop_payments(booking, by)
        end_entry_of(booking, by=by)
    elif booking.state == BookingState.HELD:
        _settle_the_rest(booking, by)
    else:
        _drop_payments_for(booking, places, by)
        drop_excessive_payment(booking, by)


def _settle_the_rest(booking: Booking, by: str) -> None:
    """A held booking owes less than before: what was to be paid for all of it may not be paid any more."""
    drop_payments(booking, by)
    outstanding = balance_of(booking).outstanding
    if not outstanding:
        confirm_booking(booking, by=by)
    elif booking.settlement == Settlement.CARD:
        Payment.objects.create(booking=booking, amount_pence=outstanding)


def drop_payments(booking: Booking, by: str) -> None:
    """Lapse every try to pay for a locked booking that is still under way, and have its checkout closed at Stripe."""
    _lapse(booking.payments.all(), by)


def drop_excessive_payment(booking: Booking, by: str) -> None:
    """Lapse a try to pay more for a locked booking on invoice than is outstanding by now: nobody pays twice."""
    if booking.settlement == Settlement.INVOICE:
        _lapse(booking.payments.filter(amount_pence__gt=balance_of(booking).outstanding), by)


def _drop_payments_for(booking: Booking, places: Sequence[Place], by: str) -> None:
    _lapse(booking.payments.filter(for_place__in=[place.pk for place in places]), by)


def _lapse(payments: object, by: str) -> None:
    rows = payments.select_for_update(of=("self",), no_key=True).filter(  # type: ignore[attr-defined]
        state__in=[PaymentState.PENDING, PaymentState.OPEN]
    )
    for payment in rows.order_by("pk"):
        transition(payment, to=PaymentState.LAPSED, by=by)
        queue_closing(payment)


def end_move(*, place_id: int, by: str) -> bool:
    """Let go of the new place of a move whose difference was not paid; False when it is over already.

    Locks booking, then as `seating.release`. The caller has made sure that the checkout is closed.
    """
    booking_id = Place.objects.values_list("booking_id", flat=True).get(pk=place_id)
    with transaction.atomic():
        booking = lock_booking(booking_id)
        place = booking.places.select_related("session__workshop", "replaces__session").get(pk=place_id)
        if place.state != PlaceState.HELD or place.hold_ends_at is None:
            return False
        seating.release([place], by=by, reason="The difference was not paid in time.")
        _drop_payments_for(booking, [place], by)
        money_messages.queue_move_lapsed(place)
    return True
