"""The waiting list of a session that will not take place."""

from django.db import transaction
from django.utils import timezone

from attendees.emails import money_messages
from attendees.enums import STILL_WAITING, WaitingState
from attendees.models import WaitingListEntry
from attendees.services.locking import lock_sessions
from workshops.services.seats import count_waiting
from workshops.services.transitions import transition


def end_waiting(*, session_id: int, by: str, reason: str) -> int:
    """Let go of everyone who waits for a session, and tell them; how many. Locks the session, then the entries.

    Whoever holds an offer is told with the booking that is cancelled for them.
    """
    with transaction.atomic():
        lock_sessions([session_id])
        rows = WaitingListEntry.objects.select_for_update(of=("self",), no_key=True).select_related("session__workshop")
        entries = list(rows.filter(session_id=session_id, state__in=STILL_WAITING).order_by("pk"))
        for entry in entries:
            was_waiting = entry.state == WaitingState.WAITING
            entry.left_at = timezone.now()
            transition(entry, to=WaitingState.LEFT, by=by, reason=reason, save=("left_at",))
            if was_waiting:
                money_messages.queue_waiting_ended(entry, reason=reason)
        count_waiting(session_id=session_id, change=-len(entries))
    return len(entries)
