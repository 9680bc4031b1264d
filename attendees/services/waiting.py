"""Waiting for seats on a session that has too few: joining the list, leaving it, and its order."""

import logging
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import Max

from attendees.emails.waiting_messages import queue_waiting_confirmation
from attendees.enums import BookingState, WaitingState
from attendees.errors import AlreadyThereError, OfferRefusedError, WaitingRefusedError
from attendees.models import User, WaitingListEntry
from attendees.queries import account_of
from attendees.services.locking import lock_booking, lock_sessions
from attendees.services.offers import give_up_offer
from attendees.services.waiting_entries import end_entry, lock_entries
from attendees.services.waiting_rules import default_ticket, refusal_to_wait
from workshops.models import Session, TicketType
from workshops.services.seats import count_waiting

logger = logging.getLogger(__name__)

ALREADY = "You are on this waiting list already. We write to you when seats come free."

Move = Literal["first", "up", "down", "last"]


def join_waiting_list(
    *,
    session: Session,
    name: str,
    email: str,
    user: User | None = None,
    ticket: TicketType | None = None,
    quantity: int = 1,
    attends: bool = True,
) -> WaitingListEntry:
    """Put someone at the end of the waiting list and queue a message to them. Locks the session's row.

    They wait for `quantity` places on `ticket` (None: the first that everyone may book) at its price now, which is
    promised; `attends`: one of the places is their own. Raises WaitingRefusedError when the session is closed, has that
    many seats left or never will; AlreadyThereError when the address waits or has a place already, which only its owner
    may be told.
    """
    address = email.strip().lower()
    wanted = ticket or default_ticket(session)
    refusal = refusal_to_wait(session, ticket=wanted, quantity=quantity)
    if refusal or wanted is None:
        raise WaitingRefusedError(refusal)
    _refuse_known(session, address, attends=attends)
    try:
        with transaction.atomic():
            count_waiting(session_id=session.pk, change=1)
            entry = WaitingListEntry.objects.create(
                session=session,
                name=name.strip(),
                email=address,
                user=user or account_of(address),
                rank=_last_rank(session.pk) + 1,
                ticket_type=wanted,
                promised_pence=wanted.price_pence,
                quantity=quantity,
                attends=attends,
            )
            queue_waiting_confirmation(entry)
    except IntegrityError as error:
        raise AlreadyThereError(ALREADY) from error
    return entry


def _refuse_known(session: Session, address: str, *, attends: bool) -> None:
    if attends and session.places.live().filter(attendee_email=address).exists():
        raise AlreadyThereError("This email address has a place on this session already.")
    if session.waiting.filter(email=address, left_at=None).exists():
        raise AlreadyThereError(ALREADY)


def _last_rank(session_id: int) -> int:
    return WaitingListEntry.objects.filter(session_id=session_id).aggregate(last=Max("rank"))["last"] or 0


def leave_waiting_list(*, entry_id: int, by: str = "booker") -> bool:
    """Take someone off the waiting list; False when they had left already. An offer that is out ends with it.

    Locks the offer's booking if there is one, then session and entry.
    """
    left = None
    while left is None:
        left = _leave(entry_id, by)
    return left


def _leave(entry_id: int, by: str) -> bool | None:
    """One try; None when an offer was made in this very moment: its booking has to be locked before the session."""
    booking_id = WaitingListEntry.objects.values_list("booking_id", flat=True).get(pk=entry_id)
    with transaction.atomic():
        booking = lock_booking(booking_id) if booking_id else None
        session_id = WaitingListEntry.objects.values_list("session_id", flat=True).get(pk=entry_id)
        lock_sessions([session_id])
        # The session's lock covers its entries; ticket types would come before an entry of our own.
        entry = WaitingListEntry.objects.get(pk=entry_id)
        if entry.left_at:
            return False
        if entry.booking_id != booking_id:
            return None
        if booking and booking.state == BookingState.OFFERED:
            give_up_offer(booking, by=by, reason="Left the waiting list.")
        else:
            end_entry(entry, to=WaitingState.LEFT, by=by)
    return True


def move_entry(*, entry_id: int, to: Move, by: str) -> int:
    """Change whose turn it is; the entry's place among those who wait, 1 for the next. Locks session and entries.

    Those who hold an offer stay in front. Raises OfferRefusedError for someone who does not wait any more.
    """
    with transaction.atomic():
        session_id = WaitingListEntry.objects.values_list("session_id", flat=True).get(pk=entry_id)
        lock_sessions([session_id])
        entries = lock_entries(session_id)
        offered = [entry for entry in entries if entry.state != WaitingState.WAITING]
        waiting = [entry for entry in entries if entry.state == WaitingState.WAITING]
        moved = next((entry for entry in waiting if entry.pk == entry_id), None)
        if moved is None:
            raise OfferRefusedError("Only someone who waits can be moved: this person has an offer, or has left.")
        target = _target(waiting.index(moved), len(waiting) - 1, to)
        waiting.remove(moved)
        waiting.insert(target, moved)
        _write_ranks([*offered, *waiting])
    logger.info("Waiting-list entry %s moved %s by %s", entry_id, to, by)
    return target + 1


def _target(now_at: int, last: int, to: Move) -> int:
    places = {"first": 0, "up": max(0, now_at - 1), "down": min(last, now_at + 1), "last": last}
    return places[to]


def _write_ranks(entries: list[WaitingListEntry]) -> None:
    """Give out the ranks they have anew, in this order; where two were the same, the later ones move up."""
    rank = None
    for entry, free in zip(entries, sorted(entry.rank for entry in entries), strict=True):
        rank = free if rank is None else max(free, rank + 1)
        if entry.rank != rank:
            entry.rank = rank
            entry.save(update_fields=["rank"])
