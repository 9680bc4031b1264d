"""The sweep's part of the waiting list: offers that nobody answered in time, and seats that nobody was offered yet."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from attendees.enums import WaitingState
from attendees.models import Booking, WaitingListEntry
from attendees.offer_times import BEFORE_START
from attendees.services.offering import offer_seats
from attendees.services.offers import lapse_offer
from workshops.enums import SessionState
from workshops.foundation.budget import within

logger = logging.getLogger(__name__)

BATCH = 100
LONGEST_LOOK_S = 20


def lapse_offers() -> int:
    """End every offer whose time is over, the oldest first; how many were looked at."""
    over = Booking.objects.offers_over(timezone.now()).order_by("hold_ends_at", "pk")
    return _each(over.values_list("pk", flat=True)[:BATCH], lambda pk: lapse_offer(booking_id=pk))


def offer_free_seats() -> int:
    """Offer seats that are free while someone waits for so many: what a crash or the end of a night left; sessions seen."""
    return _each(_sessions_with_a_chance(timezone.now())[:BATCH], _offer)


def _offer(session_id: int) -> int:
    with transaction.atomic():
        return offer_seats(session_id=session_id)


def _sessions_with_a_chance(now: datetime) -> list[int]:
    """Sessions on which some entry would find enough seats and quota. A guess: `offer_seats` looks again under locks."""
    left = F("session__capacity") - F("session__places_taken")
    in_quota = Q(ticket_type__quota=None) | Q(quantity__lte=F("ticket_type__quota") - F("ticket_type__places_taken"))
    waiting = WaitingListEntry.objects.filter(
        in_quota,
        state=WaitingState.WAITING,
        session__state=SessionState.SCHEDULED,
        session__starts_at__gt=now + BEFORE_START,
        quantity__lte=left,
    )
    by_turn = waiting.exclude(ticket_type__needs_approval=True)
    return list(by_turn.order_by("session_id").values_list("session_id", flat=True).distinct())


def _each(keys: Iterable[int], act: Callable[[int], object]) -> int:
    """Call `act` on each key; one that fails leaves the others alone, and is taken up again by the next sweep."""
    count = 0
    for key in within(LONGEST_LOOK_S, list(keys)):
        count += 1
        try:
            act(key)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("Left for the next sweep: %s", key)
    return count
