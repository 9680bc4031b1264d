"""Seats that come free are offered to those who wait: an offer is a booking whose places take seats (docs/bookings.md)."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from attendees.emails.waiting_messages import queue_seats_offered
from attendees.enums import BookingState, WaitingState
from attendees.errors import BookingRefusedError, OfferRefusedError
from attendees.models import Booking, WaitingListEntry
from attendees.offer_times import OfferWindow, offer_window
from attendees.people import Attendee
from attendees.policy import Policy
from attendees.pricing import place_price
from attendees.queries import account_of
from attendees.services import seating
from attendees.services.booking import seat
from attendees.services.eligibility import asked_fields
from attendees.services.locking import lock_sessions, lock_tickets
from attendees.services.openness import closed_reason
from attendees.services.quoting import vat_rate_of
from attendees.services.waiting_entries import end_entry, lock_entries
from workshops.models import Session, TicketType
from workshops.queries import current_provider
from workshops.services.transitions import transition

BY = "waiting list"


@dataclass(frozen=True, kw_only=True)
class _Scene:
    """A session whose seats may be offered: it, its ticket types and everyone on its list are locked."""

    session: Session
    window: OfferWindow
    tickets: dict[int, TicketType]
    entries: list[WaitingListEntry]

    def ticket_of(self, entry: WaitingListEntry) -> TicketType | None:
        """What an entry waits for; one from before tickets were chosen waits for the first that everyone may see."""
        public = (ticket for ticket in self.tickets.values() if not ticket.code)
        return self.tickets[entry.ticket_type_id] if entry.ticket_type_id else next(public, None)


def offer_seats(*, session_id: int) -> int:
    """Offer the seats left on a session to those who wait, the first first; how many offers were made.

    Each goes to the first entry that the seats left satisfy, in number and in quota; entries that they do not are passed
    over, and so are tickets that an organiser approves one by one. Call it inside the transaction that freed the seats.
    Locks session, ticket types, entries. Nothing is offered once booking has closed or too near to the session.
    """
    session = lock_sessions([session_id])[session_id]
    scene = _scene(session) if session.seats_left > 0 else None
    if scene is None:
        return 0
    waiting = [entry for entry in scene.entries if entry.state == WaitingState.WAITING]
    return sum(_try_offer(scene, entry) for entry in waiting)


def offer_to_entry(*, entry_id: int, by: str) -> Booking:
    """Offer seats to one entry before its turn, because an organiser says so; of a ticket to be approved, that approves it.

    Locks session, ticket types, entries. Raises OfferRefusedError when it does not wait, or there are not enough seats.
    """
    with transaction.atomic():
        session_id = WaitingListEntry.objects.values_list("session_id", flat=True).get(pk=entry_id)
        scene = _scene(lock_sessions([session_id])[session_id])
        if scene is None:
            raise OfferRefusedError("Nothing can be offered on this session: booking has closed, or it is too near.")
        entry = next((found for found in scene.entries if found.pk == entry_id), None)
        if entry is None or entry.state != WaitingState.WAITING:
            raise OfferRefusedError("This person does not wait any more, or has an offer already.")
        ticket = scene.ticket_of(entry)
        if ticket is None or not _fits(scene.session, ticket, entry):
            wanted = "a seat" if entry.quantity == 1 else f"{entry.quantity} seats"
            raise OfferRefusedError(
                f"{entry} waits for {wanted}, and there are not enough. Raise the capacity or quota."
            )
        booking = _make_offer(scene, ticket, entry, by)
    if booking is None:
        raise OfferRefusedError(f"{entry} has a place on this session already, so nothing was offered.")
    return booking


def _scene(session: Session) -> _Scene | None:
    """What is needed to offer seats of a locked session, locked in order; None while nothing can be offered."""
    if closed_reason(session):
        return None
    hours = current_provider().offer_hours
    window = offer_window(now=timezone.now(), session_start=session.starts_at, zone=session.zone, hours=hours)
    if window is None or not session.waiting_count:
        return None
    lock_tickets(session.ticket_types.values_list("pk", flat=True))
    tickets = {ticket.pk: ticket for ticket in session.ticket_types.select_related("vat_rate")}
    for ticket in tickets.values():
        ticket.session = session
    return _Scene(session=session, window=window, tickets=tickets, entries=lock_entries(session.pk))


def _try_offer(scene: _Scene, entry: WaitingListEntry) -> bool:
    ticket = scene.ticket_of(entry)
    if ticket is None or ticket.needs_approval or not _fits(scene.session, ticket, entry):
        return False
    return _make_offer(scene, ticket, entry, BY) is not None


def _fits(session: Session, ticket: TicketType, entry: WaitingListEntry) -> bool:
    return entry.quantity <= session.seats_left and (ticket.left is None or entry.quantity <= ticket.left)


def _make_offer(scene: _Scene, ticket: TicketType, entry: WaitingListEntry, by: str) -> Booking | None:
    """Take the seats and write the offer; None for someone who has a place, or got one in this very moment."""
    if entry.quantity == 1 and entry.attends and _is_seated(scene.session, entry):
        _let_go_if_confirmed(scene.session, entry, by)
        return None
    try:
        with transaction.atomic():
            seating.take(ticket=ticket, quantity=entry.quantity)
            booking = _write(scene, ticket, entry)
            entry.booking = booking
            transition(entry, to=WaitingState.OFFERED, by=by, save=("booking",))
            queue_seats_offered(entry, sends_at=scene.window.sends_at)
    except (IntegrityError, BookingRefusedError):
        entry.state, entry.booking = WaitingState.WAITING, None
        return None
    scene.session.places_taken += entry.quantity
    ticket.places_taken += entry.quantity
    return booking


def _is_seated(session: Session, entry: WaitingListEntry) -> bool:
    return session.places.live().filter(attendee_email=entry.email).exists()


def _let_go_if_confirmed(session: Session, entry: WaitingListEntry, by: str) -> None:
    """Nothing is left to wait for; a place that is only held may still be lost, so its owner goes on waiting."""
    if session.places.confirmed().filter(attendee_email=entry.email).exists():
        end_entry(entry, to=WaitingState.BOOKED, by=by, reason="Has a confirmed place on this session.")


def _write(scene: _Scene, ticket: TicketType, entry: WaitingListEntry) -> Booking:
    """The booking that is the offer. The price promised is its list price: what the ticket costs by now does not count."""
    promised = entry.promised_pence if entry.ticket_type_id else ticket.price_pence
    provider = current_provider()
    booking = Booking.objects.create(
        session=scene.session,
        state=BookingState.OFFERED,
        booker_name=entry.name,
        booker_email=entry.email,
        user=entry.user or account_of(entry.email),
        total_pence=promised * entry.quantity,
        policy=Policy.of_provider(provider).as_json(),
        consented_at=entry.created_at,
        hold_ends_at=scene.window.ends_at,
    )
    price = place_price(promised, vat_rate=vat_rate_of(ticket, provider))
    for attendee in _attendees(scene.session, ticket, entry):
        seat(booking, ticket, attendee, price)
    return booking


def _attendees(session: Session, ticket: TicketType, entry: WaitingListEntry) -> list[Attendee]:
    """Who sits there: the first place is for whoever waits, if they said so; the others are named once they are taken.

    A ticket that asks more than a name asks it then, so its first place is to be named too.
    """
    places = [Attendee()] * entry.quantity
    if entry.attends and not _asks_more(ticket) and not _is_seated(session, entry):
        places[0] = Attendee(name=entry.name, email=entry.email)
    return places


def _asks_more(ticket: TicketType) -> bool:
    return bool(ticket.declaration or ticket.domains or ticket.service_cap or asked_fields(ticket))
