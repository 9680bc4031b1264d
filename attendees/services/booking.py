"""Taking bookings: one transaction from the form to the requested, held or confirmed place."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from django.db import IntegrityError, transaction

from attendees.enums import BookingState, Settlement
from attendees.errors import AlreadyBookedError, BookingRefusedError, FormUsedError, SoldOutError, TotalChangedError
from attendees.models import BillingDetails, Booking, Place, User
from attendees.people import Attendee
from attendees.policy import Policy
from attendees.pricing import PlacePrice, Quote
from attendees.queries import account_of
from attendees.services.eligibility import person_fields, refuse_ineligible
from attendees.services.invoicing import due_at, refuse_invoice
from attendees.services.openness import refuse_unless_open
from attendees.services.quoting import find_discount, quote_for, refuse_hidden
from attendees.services.seating import take
from attendees.services.settling import hold_end, open_settlement, queue_request
from workshops.foundation.money import exact_amount
from workshops.models import DiscountCode, TicketType
from workshops.queries import current_provider

__all__ = ["Attendee", "Billing", "Booker", "Terms", "book_places", "seat"]


@dataclass(frozen=True, kw_only=True)
class Booker:
    """Who makes the booking: as they typed it, and their account when they are signed in."""

    name: str
    email: str
    user: User | None = None


@dataclass(frozen=True, kw_only=True)
class Billing:
    """To whom an invoice goes; `accounts_email` gets a copy of each document."""

    name: str
    address: str
    purchase_order: str = ""
    accounts_email: str = ""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How a booking is priced and settled. `codes` is what the booker typed: a discount, a hidden ticket's code, or both.

    `shown_pence` is the sum that the booker saw before sending the form; another one refuses. With `billing` the booking
    is settled by invoice, else by card.
    """

    discount_code: str = ""
    ticket_code: str = ""
    billing: Billing | None = None
    shown_pence: int | None = None


def book_places(
    *,
    ticket: TicketType,
    booker: Booker,
    attendees: Sequence[Attendee],
    consented_at: datetime,
    form_key: uuid.UUID,
    by: str,
    terms: Terms = Terms(),
) -> Booking:
    """Book one place for each of `attendees`, named or still to be named, on the ticket's session.

    A free booking is confirmed at once; one by card is held for the provider's `hold_minutes` with a Payment ready for
    `start_checkout`; one by invoice is held until it is due, and its invoice issued; a ticket that needs approval makes a
    request. A `form_key` that was used before gives back the booking it made, if ticket and people are the same. Locks
    session, ticket type and discount code. Raises BookingRefusedError and its kinds; nothing is written then.
    """
    earlier = _made_before(form_key, ticket, booker, attendees)
    if earlier:
        return earlier
    order = _checked(ticket, booker, attendees, terms)
    try:
        with transaction.atomic():
            booking = _write(order, consented_at, form_key)
            _settle(booking, by)
            return booking
    except (IntegrityError, SoldOutError) as error:
        return _made_before(form_key, ticket, booker, attendees) or _refuse_conflict(error)


@dataclass(frozen=True, kw_only=True)
class _Order:
    """What was asked for, found to be in order."""

    ticket: TicketType
    booker: Booker
    attendees: Sequence[Attendee]
    discount: DiscountCode | None
    quote: Quote
    billing: Billing | None


def _checked(ticket: TicketType, booker: Booker, attendees: Sequence[Attendee], terms: Terms) -> _Order:
    refuse_hidden(ticket, terms.ticket_code)
    refuse_unless_open(ticket)
    refuse_quantity(ticket, len(attendees))
    discount = find_discount(terms.discount_code, ticket)
    quote = quote_for(ticket, quantity=len(attendees), discount=discount)
    billing = terms.billing if quote.total_pence else None
    if billing:
        refuse_invoice(ticket.session)
    _refuse_other_total(quote, terms.shown_pence)
    return _Order(ticket=ticket, booker=booker, attendees=attendees, discount=discount, quote=quote, billing=billing)


def refuse_quantity(ticket: TicketType, quantity: int) -> None:
    """Raise BookingRefusedError unless one booking may have so many places of this ticket."""
    if quantity < ticket.min_places:
        raise BookingRefusedError(f"“{ticket.name}” is for {ticket.min_places} places or more in one booking.")
    if quantity > ticket.max_places:
        raise BookingRefusedError(
            f"One booking can have {ticket.max_places} places of “{ticket.name}” at the most. Ask for fewer, or write to us."
        )


def _refuse_other_total(quote: Quote, shown_pence: int | None) -> None:
    if shown_pence is not None and shown_pence != quote.total_pence:
        raise TotalChangedError(
            f"The total is {exact_amount(quote.total_pence)} for what you have chosen. Nothing is booked yet: "
            "check it and send the form again."
        )


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


def _write(order: _Order, consented_at: datetime, form_key: uuid.UUID) -> Booking:
    take(ticket=order.ticket, quantity=len(order.attendees), discount=order.discount)
    refuse_ineligible(order.ticket, order.attendees)
    session, booker = order.ticket.session, order.booker
    until = due_at(session) if order.billing else hold_end()
    booking = Booking.objects.create(
        session=session,
        state=BookingState.REQUESTED if order.ticket.needs_approval else BookingState.HELD,
        settlement=Settlement.INVOICE if order.billing else Settlement.CARD,
        booker_name=booker.name.strip(),
        booker_email=_as_kept(booker.email),
        user=booker.user or account_of(booker.email),
        total_pence=order.quote.total_pence,
        policy=Policy.of_provider(current_provider()).as_json(),
        form_key=form_key,
        consented_at=consented_at,
        hold_ends_at=until,
    )
    if order.billing:
        _bill(booking, order.billing, until)
    for attendee, price in zip(order.attendees, order.quote.places, strict=True):
        seat(booking, order.ticket, attendee, price, order.discount)
    return booking


def _bill(booking: Booking, billing: Billing, due: datetime) -> None:
    BillingDetails.objects.create(
        booking=booking,
        name=billing.name.strip(),
        address=billing.address.strip(),
        purchase_order=billing.purchase_order.strip(),
        accounts_email=_as_kept(billing.accounts_email),
        due_at=due,
    )


def seat(
    booking: Booking, ticket: TicketType, attendee: Attendee, price: PlacePrice, discount: DiscountCode | None = None
) -> Place:
    """Write one held place whose seat is taken, with everything about its price frozen."""
    return Place.objects.create(
        booking=booking,
        session=ticket.session,
        ticket_type=ticket,
        discount=discount,
        list_pence=price.list_pence,
        discount_pence=price.discount_pence,
        price_pence=price.price_pence,
        vat_basis_points=price.vat_basis_points,
        vat_pence=price.vat_pence,
        declaration=ticket.declaration if attendee.name else "",
        user=_account(attendee, booking),
        **person_fields(attendee),
    )


def _account(attendee: Attendee, booking: Booking) -> User | None:
    """The attendee's account; most bookers book for themselves, so theirs is known already."""
    if _as_kept(attendee.email) == booking.booker_email:
        return booking.user
    return account_of(attendee.email)


def _settle(booking: Booking, by: str) -> None:
    if booking.state == BookingState.REQUESTED:
        queue_request(booking)
    else:
        open_settlement(booking, by=by)


def _refuse_conflict(error: IntegrityError | SoldOutError) -> NoReturn:
    """Two requests met. The same form twice was settled before: for the last seat, it took that seat itself."""
    if "attendee_email" in str(error) or "place_live_once_per_person" in str(error):
        raise AlreadyBookedError(
            "This email address already has a place on this session. Look for our confirmation, or ask us to send it again."
        ) from error
    raise error
