"""Waiting for a seat on a session that is sold out."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from attendees.emails import messages
from attendees.errors import AlreadyThereError, WaitingRefusedError
from attendees.models import User, WaitingListEntry
from attendees.queries import account_of
from attendees.services.openness import closed_reason
from workshops.models import Session
from workshops.services.seats import count_waiting

ALREADY = "You are on this waiting list already. We write to you when a seat comes free."


def join_waiting_list(*, session: Session, name: str, email: str, user: User | None = None) -> WaitingListEntry:
    """Put someone on the waiting list and queue a message to them. Locks the session's row.

    Raises WaitingRefusedError when the session is closed or has seats left; AlreadyThereError when the address
    waits or has a place already, which only its owner may be told.
    """
    address = email.strip().lower()
    _refuse_unless_full(session)
    _refuse_known(session, address)
    try:
        with transaction.atomic():
            count_waiting(session_id=session.pk, change=1)
            entry = WaitingListEntry.objects.create(
                session=session, name=name.strip(), email=address, user=user or account_of(address)
            )
            messages.queue_waiting_confirmation(entry)
    except IntegrityError as error:
        raise AlreadyThereError(ALREADY) from error
    return entry


def refusal_to_wait(session: Session) -> str:
    """Why nobody can wait for `session` now, with what to do instead; empty while waiting makes sense."""
    if session.seats_left > 0:
        return closed_reason(session) or "There are seats left on this session: book one instead of waiting."
    return closed_reason(session)


def _refuse_unless_full(session: Session) -> None:
    refusal = refusal_to_wait(session)
    if refusal:
        raise WaitingRefusedError(refusal)


def _refuse_known(session: Session, address: str) -> None:
    if session.places.live().filter(attendee_email=address).exists():
        raise AlreadyThereError("This email address has a place on this session already.")
    if session.waiting.filter(email=address, left_at=None).exists():
        raise AlreadyThereError(ALREADY)


def leave_waiting_list(*, entry_id: int) -> bool:
    """Take someone off the waiting list; False when they had left already. Locks the session's row."""
    with transaction.atomic():
        entry = WaitingListEntry.objects.get(pk=entry_id)
        left = WaitingListEntry.objects.filter(pk=entry_id, left_at=None).update(left_at=timezone.now())
        if left:
            count_waiting(session_id=entry.session_id, change=-1)
    return bool(left)
