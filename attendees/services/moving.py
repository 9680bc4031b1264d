"""A place moves to another session of the same workshop: a new place takes over from the old one (docs/bookings.md).

Nothing more to pay: at once. Something to pay by card: the new seat is held, the old one stays until it is paid.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from attendees.emails import money_messages
from attendees.enums import BookingState, ChangeKind, PaymentState, PlaceState, Settlement
from attendees.errors import AlreadyBookedError, ChangeRefusedError
from attendees.models import Attendance, Booking, Payment, Place, PlaceChange
from attendees.people import Attendee
from attendees.policy import Policy
from attendees.pricing import PlacePrice
from attendees.services import seating
from attendees.services.access_needs import carry_need
from attendees.services.balances import balance_of, give_back_excess, retotal
from attendees.services.confirming import confirm_booking
from attendees.services.crediting import credit_places
from attendees.services.documents import Credit, issue_credit_note, issue_invoice, issue_receipt
from attendees.services.eligibility import refuse_ineligible
from attendees.services.locking import lock_booking, lock_sessions, lock_tickets
from attendees.services.openness import refuse_unless_open
from attendees.services.places import drop_excessive_payment
from attendees.services.quoting import price_now
from attendees.services.settling import hold_end
from workshops.foundation.money import exact_amount
from workshops.models import TicketType
from workshops.services.transitions import transition


@dataclass(frozen=True, kw_only=True)
class Move:
    """What came of it. With a `payment` the move waits for it; else it is done, and `refunded_pence` goes back."""

    place: Place
    payment: Payment | None = None
    refunded_pence: int = 0


def move_place(
    *,
    place_id: int,
    ticket: TicketType,
    by: str,
    reason: str = "",
    overrule: bool = False,
    at_no_cost: bool = False,
) -> Move:
    """Move a live place to the session of `ticket`, at its price now; `at_no_cost` keeps what was paid.

    Locks the booking, both sessions, both ticket types. Raises ChangeRefusedError (not the same workshop, too late under
    the policy unless `overrule`, unpaid, moving already), AlreadyBookedError, and what a booking of `ticket` would raise.
    """
    booking_id = Place.objects.values_list("booking_id", flat=True).get(pk=place_id)
    try:
        with transaction.atomic():
            booking = lock_booking(booking_id)
            old = booking.places.select_related("session__workshop", "ticket_type", "discount").get(pk=place_id)
            _refuse_unfit(booking, old, ticket, overrule=overrule)
            new = _new_place(booking, old, ticket, at_no_cost=at_no_cost)
            if not overrule:
                refuse_ineligible(ticket, [_person_on(old, ticket)], exclude_place_id=new.pk)
            return _carry_out(booking, old, new, by=by, reason=reason)
    except IntegrityError as error:
        raise AlreadyBookedError("This person has a place on that date already.") from error


def _refuse_unfit(booking: Booking, old: Place, ticket: TicketType, *, overrule: bool) -> None:
    waits = booking.settlement == Settlement.CARD and booking.state == BookingState.HELD
    refusals = (
        (not old.is_live, "This place was given back, so it cannot move."),
        (waits, "Pay for this booking first. Then its places can move to another date."),
        (booking.state in {BookingState.REQUESTED, BookingState.OFFERED}, "This booking is not confirmed yet."),
        (ticket.session_id == old.session_id, "The place is on this date already."),
        (
            ticket.session.workshop_id != old.session.workshop_id,
            "A place can move to a date of the same workshop only.",
        ),
        (
            booking.payments.filter(
                for_place__isnull=False, state__in=[PaymentState.PENDING, PaymentState.OPEN]
            ).exists(),
            "One place of this booking waits for its difference to be paid. Pay that first, or let it lapse.",
        ),
        (
            not overrule and timezone.now() > Policy.of_booking(booking).move_until(old.session),
            "It is too late to move this place. Hand it to a colleague, or write to us.",
        ),
    )
    refusal = next((sentence for applies, sentence in refusals if applies), "")
    if refusal:
        raise ChangeRefusedError(refusal)
    refuse_unless_open(ticket)


def _person_on(old: Place, ticket: TicketType) -> Attendee:
    """Who sits there, for the questions of another ticket; a declaration holds for the same words only."""
    return Attendee(
        name=old.attendee_name,
        email=old.attendee_email,
        declared=ticket.declaration in {"", old.declaration},
        profession=old.profession,
        service=old.service,
        registration_body=old.registration_body,
        registration_number=old.registration_number,
        proven=True,
    )


def price_of_move(old: Place, ticket: TicketType) -> PlacePrice:
    """What the place would cost on `ticket` now, with the discount it has."""
    return price_now(ticket, discount=old.discount)


def _new_place(booking: Booking, old: Place, ticket: TicketType, *, at_no_cost: bool) -> Place:
    """The place that takes over, held, its seat taken; the use of a code stays with the old one until it goes."""
    lock_sessions([old.session_id, ticket.session_id])
    lock_tickets([old.ticket_type_id, ticket.pk])
    seating.take(ticket=ticket, quantity=1)
    price = price_of_move(old, ticket)
    # A move that lapsed replaces nothing any more.
    Place.objects.filter(replaces=old, state=PlaceState.RELEASED).update(replaces=None)
    kept = at_no_cost or price.price_pence == old.price_pence
    return Place.objects.create(
        booking=booking,
        session=ticket.session,
        ticket_type=ticket,
        replaces=old,
        list_pence=old.list_pence if kept else price.list_pence,
        discount_pence=old.discount_pence if kept else price.discount_pence,
        price_pence=old.price_pence if kept else price.price_pence,
        vat_basis_points=old.vat_basis_points if kept else price.vat_basis_points,
        vat_pence=old.vat_pence if kept else price.vat_pence,
        **{name: getattr(old, name) for name in CARRIED},
    )


CARRIED = (
    "attendee_name",
    "attendee_email",
    "profession",
    "service",
    "service_key",
    "registration_body",
    "registration_number",
    "declaration",
    "user",
)


def _carry_out(booking: Booking, old: Place, new: Place, *, by: str, reason: str) -> Move:
    difference = new.price_pence - old.price_pence
    if difference > 0 and booking.settlement == Settlement.CARD:
        new.hold_ends_at = hold_end()
        new.save(update_fields=["hold_ends_at"])
        payment = Payment.objects.create(booking=booking, amount_pence=difference, for_place=new)
        return Move(place=new, payment=payment)
    _swap(booking, old, new, by=by, reason=reason)
    _write_documents(booking, old, new)
    refunded = give_back_excess(booking, reason=f"Moved to {new.session.local_start:%d %B %Y}.")
    drop_excessive_payment(booking, by)
    _confirm_if_paid(booking, new, by)
    money_messages.queue_place_moved(new, refunded_pence=refunded)
    return Move(place=new, refunded_pence=refunded)


def _confirm_if_paid(booking: Booking, new: Place, by: str) -> None:
    """What came in for an invoice in part may be enough for a cheaper date."""
    if booking.state == BookingState.HELD and not balance_of(booking).outstanding:
        confirm_booking(booking, by=by)
        new.refresh_from_db(fields=["state"])


def _swap(booking: Booking, old: Place, new: Place, *, by: str, reason: str) -> None:
    """The new place takes over the state and the code of the old one, whose seat is free again."""
    if old.state == PlaceState.CONFIRMED:
        new.hold_ends_at = None
        transition(new, to=PlaceState.CONFIRMED, by=by, reason=reason, save=("hold_ends_at",))
    new.discount, old.discount = old.discount, None
    new.save(update_fields=["discount"])
    old.save(update_fields=["discount"])
    carry_need(old, new)
    seating.release([old], by=by, reason=reason)
    PlaceChange.objects.create(
        place=new,
        kind=ChangeKind.MOVED,
        before=str(old.session)[:300],
        after=str(new.session)[:300],
        by=by,
        reason=reason,
    )
    retotal(booking)


def _write_documents(booking: Booking, old: Place, new: Place) -> None:
    """An invoice is credited and written anew; a receipt is credited by the difference."""
    if new.price_pence == old.price_pence:
        return
    if booking.settlement == Settlement.INVOICE:
        credit_places(booking, [old], reason=f"Moved to {new.session.local_start:%d %B %Y}.")
        if new.price_pence:
            issue_invoice(booking, places=[new])
        return
    less = Credit(
        place=old,
        amount_pence=old.price_pence - new.price_pence,
        vat_pence=max(0, old.vat_pence - new.vat_pence),
    )
    issue_credit_note(booking, credits=[less], reason=f"Moved to {new.session.local_start:%d %B %Y}.")


def complete_move(payment: Payment, *, by: str) -> bool:
    """The difference arrived: the new place takes over. False when that cannot be any more, and the money has to go back.

    The move had lapsed, or attendance on the old place is confirmed. The caller holds the locks of booking and payment, and
    gives back what is too much.
    """
    booking, new = payment.booking, payment.for_place
    if new is None or booking.state != BookingState.CONFIRMED:
        return False
    old = new.replaces
    if new.state != PlaceState.HELD or old is None or not old.is_live:
        return False
    lock_sessions([old.session_id, new.session_id])
    if Attendance.objects.filter(place=old).exclude(confirmed_at=None).exists():
        return False
    _swap(booking, old, new, by=by, reason=f"{exact_amount(payment.amount_pence)} was paid.")
    issue_receipt(payment, places=[new])
    money_messages.queue_place_moved(new, refunded_pence=0)
    return True


def targets_of(place: Place) -> Sequence[TicketType]:
    """Tickets of other coming sessions of the same workshop to which a place could move now, soonest first.

    Hidden tickets and those that need approval are left out; whether there is room is decided when it moves.
    """
    now = timezone.now()
    tickets = (
        TicketType.objects.filter(
            session__workshop=place.session.workshop,
            session__state="scheduled",
            session__starts_at__gt=now,
            code="",
            needs_approval=False,
        )
        .exclude(session=place.session)
        .select_related("session__workshop", "vat_rate")
        .order_by("session__starts_at", "position", "pk")
    )
    return [ticket for ticket in tickets if _is_on_sale(ticket, now)]


def _is_on_sale(ticket: TicketType, now: object) -> bool:
    opens, closes = ticket.sale_opens_at, ticket.sale_closes_at
    on_sale = (opens is None or opens <= now) and (closes is None or closes > now)  # type: ignore[operator]
    return on_sale and not ticket.is_gone and ticket.session.seats_left > 0
