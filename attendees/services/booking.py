"""Taking bookings: one transaction from the form to the held or confirmed place."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from django.db import IntegrityError, transaction
from django.utils import timezone

from attendees.errors import AlreadyBookedError, DeclarationMissingError, FormUsedError, SoldOutError
from attendees.models import Booking, Payment, Place, User
from attendees.queries import account_of
from attendees.services.confirming import confirm_booking
from attendees.services.openness import refusal_for_full, refuse_unless_open
from workshops.models import TicketType
from workshops.queries import current_provider
from workshops.services.seats import take_seats


@dataclass(frozen=True, kw_only=True)
class Booker:
    """Who makes the booking: as they typed it, and their account when they are signed in."""

    name: str
    email: str
    user: User | None = None


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Who will sit in one place; both empty while the person is still to be named."""

    name: str = ""
    email: str = ""
    declared: bool = False


def book_places(
    *,
    ticket: TicketType,
    booker: Booker,
    attendees: Sequence[Attendee],
    consented_at: datetime,
    form_key: uuid.UUID,
    by: str,
) -> Booking:
    """Book one place for each of `attendees` on the ticket's session.

    A free booking is confirmed at once and its confirmation queued; a paid one is held for the provider's
    `hold_minutes` with a Payment ready for `start_checkout`. A `form_key` that was used before gives back the
    booking it made, if ticket and people are the same. Locks the session's row first (in `take_seats`), then writes.
    Raises BookingRefusedError (closed, full, person already booked, declaration missing, form used for something
    else); nothing is written then.
    """
    earlier = _made_before(form_key, ticket, booker, attendees)
    if earlier:
        return earlier
    refuse_unless_open(ticket)
    _refuse_undeclared(ticket, attendees)
    try:
        with transaction.atomic():
            return _write(ticket, booker, attendees, consented_at, form_key, by)
    except (IntegrityError, SoldOutError) as error:
        return _made_before(form_key, ticket, booker, attendees) or _refuse_conflict(error)


def _made_before(
    form_key: uuid.UUID, ticket: TicketType, booker: Booker, attendees: Sequence[Attendee]
) -> Booking | None:
    """The booking this very form made. Raises FormUsedError when the form now holds something else.

    Whoever sends the form is let into the booking, so the key alone must not suffice: browsers and shared
    computers bring back forms in which the next person types.
    """
    booking = Booking.objects.filter(form_key=form_key).first()
    if booking is None:
        return None
    seated = sorted(booking.places.values_list("ticket_type_id", "attendee_email"))
    asked = sorted((ticket.pk, _as_kept(attendee.email)) for attendee in attendees)
    if (booking.session_id, booking.booker_email) != (ticket.session_id, _as_kept(booker.email)) or seated != asked:
        raise FormUsedError("This form was used already, for another booking. Check what is in it and send it again.")
    return booking


def _as_kept(email: str) -> str:
    return email.strip().lower()


def _write(
    ticket: TicketType,
    booker: Booker,
    attendees: Sequence[Attendee],
    consented_at: datetime,
    form_key: uuid.UUID,
    by: str,
) -> Booking:
    if not take_seats(session_id=ticket.session_id, quantity=len(attendees)):
        raise refusal_for_full(ticket.session_id, len(attendees))
    now = timezone.now()
    booking = Booking.objects.create(
        session=ticket.session,
        booker_name=booker.name.strip(),
        booker_email=_as_kept(booker.email),
        user=booker.user or account_of(booker.email),
        total_pence=ticket.price_pence * len(attendees),
        form_key=form_key,
        consented_at=consented_at,
        hold_ends_at=now + timedelta(minutes=current_provider().hold_minutes),
    )
    _seat(booking, ticket, attendees)
    if booking.is_free:
        confirm_booking(booking, by=by)
    else:
        Payment.objects.create(booking=booking, amount_pence=booking.total_pence)
    return booking


def _seat(booking: Booking, ticket: TicketType, attendees: Sequence[Attendee]) -> None:
    for attendee in attendees:
        Place.objects.create(
            booking=booking,
            session=ticket.session,
            ticket_type=ticket,
            price_pence=ticket.price_pence,
            attendee_name=attendee.name.strip(),
            attendee_email=_as_kept(attendee.email),
            declaration=ticket.declaration,
            user=_account(attendee, booking),
        )


def _account(attendee: Attendee, booking: Booking) -> User | None:
    """The attendee's account; most bookers book for themselves, so theirs is known already."""
    if _as_kept(attendee.email) == booking.booker_email:
        return booking.user
    return account_of(attendee.email)


def _refuse_undeclared(ticket: TicketType, attendees: Sequence[Attendee]) -> None:
    if ticket.declaration and not all(attendee.declared for attendee in attendees):
        raise DeclarationMissingError(
            f"This ticket is only for people who can say: “{ticket.declaration}”. Tick the box if that is true of you."
        )


def _refuse_conflict(error: IntegrityError | SoldOutError) -> NoReturn:
    """Two requests met. The same form twice was settled before: for the last seat, it took that seat itself."""
    if "attendee_email" in str(error) or "place_live_once_per_person" in str(error):
        raise AlreadyBookedError(
            "This email address already has a place on this session. Look for our confirmation, or ask us to send it again."
        ) from error
    raise error
