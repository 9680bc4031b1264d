"""Waiting-list entries that end, in whatever way: who waits is counted on the session, so each ends once."""

from django.utils import timezone

from attendees.emails.waiting_messages import withdraw_offer
from attendees.enums import STILL_WAITING, BookingState, WaitingState
from attendees.models import Booking, WaitingListEntry
from attendees.services.locking import lock_sessions
from workshops.services.seats import count_waiting
from workshops.services.transitions import transition

# What becomes of the entry of an offer whose booking has ended, or been taken.
OUTCOMES = {
    BookingState.HELD: WaitingState.BOOKED,
    BookingState.CONFIRMED: WaitingState.BOOKED,
    BookingState.EXPIRED: WaitingState.LAPSED,
    BookingState.CANCELLED: WaitingState.DECLINED,
    BookingState.DECLINED: WaitingState.DECLINED,
}


def lock_entries(session_id: int) -> list[WaitingListEntry]:
    """Everyone still on the list of a session, locked, the next first. The caller holds the session's lock."""
    rows = WaitingListEntry.objects.select_for_update(of=("self",), no_key=True).select_related("ticket_type", "user")
    locked = rows.filter(session_id=session_id, state__in=STILL_WAITING).order_by("pk")
    return sorted(locked, key=lambda entry: (entry.rank, entry.pk))


def end_entry(entry: WaitingListEntry, *, to: WaitingState, by: str, reason: str = "") -> None:
    """Take an entry off its list. The caller holds the locks of its session and of itself."""
    entry.left_at = timezone.now()
    transition(entry, to=to, by=by, reason=reason, save=("left_at",))
    count_waiting(session_id=entry.session_id, change=-1)


def end_entry_of(booking: Booking, *, by: str) -> WaitingListEntry | None:
    """End the entry to which `booking` was offered, as the booking's state asks for; None when there is none to end.

    An offer that was not sent yet is not sent any more. The caller holds the booking's lock. Locks session and entry.
    """
    outcome = OUTCOMES.get(BookingState(booking.state))
    known = WaitingListEntry.objects.filter(booking=booking).values_list("pk", "session_id", "state").first()
    if outcome is None or known is None:
        return None
    entry_id, session_id, state = known
    withdraw_offer(booking)
    if state != WaitingState.OFFERED:
        # It ended before, and its session is no business of ours: the places may be on other dates by now.
        return None
    lock_sessions([session_id])
    entry = (
        WaitingListEntry.objects.select_for_update(of=("self",), no_key=True)
        .select_related("session__workshop", "ticket_type")
        .get(pk=entry_id)
    )
    if entry.state != WaitingState.OFFERED:
        return None
    end_entry(entry, to=outcome, by=by)
    return entry
